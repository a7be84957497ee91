-- The direct-message channel with a user, and how far we have read it.
CREATE TABLE dm_channels (
    channel_id BIGINT PRIMARY KEY CHECK (channel_id > 0),
    user_id BIGINT NOT NULL UNIQUE REFERENCES users (id),
    read_to BIGINT NOT NULL DEFAULT 0
);
