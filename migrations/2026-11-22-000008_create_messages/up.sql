-- A line of a ticket. Nothing is ever removed: edits become revisions, deletions become marks.
CREATE TABLE messages (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL CHECK (kind IN ('member', 'reply', 'note', 'system')),
    author_id BIGINT REFERENCES users (id),
    author_name TEXT NOT NULL,
    anonymous BOOLEAN NOT NULL DEFAULT FALSE,
    number INTEGER CHECK (number > 0),
    content TEXT NOT NULL,
    forwarded TEXT,
    reply_to_id BIGINT REFERENCES messages (id),
    created_at TIMESTAMPTZ NOT NULL,
    edited_at TIMESTAMPTZ,
    deleted_at TIMESTAMPTZ,
    -- What made this message, so that the same thing coming twice makes one message.
    idempotency_key TEXT UNIQUE,
    CHECK ((kind = 'reply') = (number IS NOT NULL)),
    CHECK (NOT anonymous OR kind = 'reply'),
    UNIQUE (ticket_id, number)
);

CREATE INDEX messages_by_ticket ON messages (ticket_id, id);
CREATE INDEX messages_by_reply_to ON messages (reply_to_id) WHERE reply_to_id IS NOT NULL;

-- What a message said before an edit.
CREATE TABLE revisions (
    message_id BIGINT NOT NULL REFERENCES messages (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    content TEXT NOT NULL,
    replaced_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (message_id, revision)
);
