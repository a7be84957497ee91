-- What became of a message on its way to one side of the ticket.
CREATE TABLE deliveries (
    message_id BIGINT NOT NULL REFERENCES messages (id),
    side TEXT NOT NULL CHECK (side IN ('dm', 'channel')),
    state TEXT NOT NULL CHECK (state IN ('queued', 'delivered', 'failed')),
    failure TEXT,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (message_id, side),
    CHECK ((state = 'failed') = (failure IS NOT NULL))
);

CREATE INDEX failed_deliveries ON deliveries (changed_at DESC) WHERE state = 'failed';

-- A message on Discord that shows one of ours, or that one of ours came from. A long message has several parts.
CREATE TABLE posts (
    discord_message_id BIGINT PRIMARY KEY CHECK (discord_message_id > 0),
    channel_id BIGINT NOT NULL CHECK (channel_id > 0),
    message_id BIGINT NOT NULL REFERENCES messages (id),
    side TEXT NOT NULL CHECK (side IN ('dm', 'channel')),
    author TEXT NOT NULL CHECK (author IN ('us', 'them')),
    part INTEGER NOT NULL CHECK (part >= 0),
    UNIQUE (message_id, side, author, part)
);

CREATE INDEX posts_by_channel ON posts (channel_id, discord_message_id);
