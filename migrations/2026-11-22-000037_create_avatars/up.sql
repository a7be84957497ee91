-- Pictures of people that were fetched from Discord. `object_key` is the SHA-256 of the bytes in the object store; there is none while a
-- picture could not be had.
CREATE TABLE avatars (
    user_id BIGINT NOT NULL REFERENCES users (id),
    hash TEXT NOT NULL CHECK (hash ~ '^(a_)?[0-9a-f]{32}$'),
    object_key TEXT CHECK (object_key ~ '^[0-9a-f]{64}$'),
    media_type TEXT NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, hash)
);
