-- Who has a ticket open right now, and who is writing. A row holds for seconds and may be lost with a crash: it is nobody's record.
CREATE UNLOGGED TABLE presences (
    ticket_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    activity TEXT NOT NULL CHECK (activity IN ('looking', 'answering', 'noting', 'typing')),
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (ticket_id, user_id)
);

CREATE INDEX presences_by_end ON presences (expires_at);

-- A task that was given up is looked for when it is tried again.
CREATE INDEX failed_jobs_by_lane ON outbox (lane) WHERE failed_at IS NOT NULL;
