-- A file of a message. `object_key` is the SHA-256 of its bytes in the object store, once they are there.
CREATE TABLE attachments (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id BIGINT NOT NULL REFERENCES messages (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('file', 'sticker')),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    source_url TEXT,
    object_key TEXT CHECK (object_key ~ '^[0-9a-f]{64}$'),
    failure TEXT,
    -- Opens the file without signing in: for the member, when the file is too large for a bot to send.
    share_key TEXT NOT NULL UNIQUE,
    UNIQUE (message_id, position),
    CHECK (source_url IS NOT NULL OR object_key IS NOT NULL)
);
