-- The files of what somebody is writing. Their bytes are in the object store already.
CREATE TABLE unsent_files (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    object_key TEXT NOT NULL,
    FOREIGN KEY (user_id, ticket_id) REFERENCES unsent_messages (user_id, ticket_id) ON DELETE CASCADE
);

CREATE INDEX unsent_files_by_message ON unsent_files (user_id, ticket_id);

-- Files without a word are worth keeping, too.
ALTER TABLE unsent_messages DROP CONSTRAINT unsent_messages_content_check;
