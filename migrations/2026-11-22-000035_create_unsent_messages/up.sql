-- What somebody is writing in a ticket and has not sent yet. Only they ever see it.
CREATE TABLE unsent_messages (
    user_id BIGINT NOT NULL REFERENCES users (id),
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'anonymous_reply', 'note')),
    content TEXT NOT NULL CHECK (content <> ''),
    -- The newest message that they had seen when they began; 0 when there was none.
    seen BIGINT NOT NULL CHECK (seen >= 0),
    kept_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, ticket_id)
);
