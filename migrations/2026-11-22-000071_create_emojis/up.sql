-- The emojis of servers that stand in messages which somebody has looked at, so that no others are fetched from Discord. `object_key` is
-- the SHA-256 of the picture in the object store; there is none while it could not be had. `fetched_at` is when it was tried last.
CREATE TABLE emojis (
    id BIGINT PRIMARY KEY CHECK (id > 0),
    is_animated BOOLEAN NOT NULL,
    object_key TEXT CHECK (object_key ~ '^[0-9a-f]{64}$'),
    media_type TEXT NOT NULL DEFAULT '',
    fetched_at TIMESTAMPTZ
);
