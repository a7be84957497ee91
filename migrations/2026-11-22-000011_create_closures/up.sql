-- The act and record of closing a ticket: now or at a due time, done or cancelled.
CREATE TABLE closures (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('member', 'staff', 'api_key', 'system')),
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    reason TEXT,
    silent BOOLEAN NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL CHECK (due_at >= requested_at),
    done_at TIMESTAMPTZ,
    cancelled_at TIMESTAMPTZ,
    CHECK (done_at IS NULL OR cancelled_at IS NULL),
    CHECK ((actor_kind = 'system') = (actor_id IS NULL))
);

CREATE UNIQUE INDEX one_scheduled_closure_per_ticket ON closures (ticket_id)
    WHERE done_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX closures_by_ticket ON closures (ticket_id, id);
CREATE INDEX scheduled_closures_by_due_time ON closures (due_at)
    WHERE done_at IS NULL AND cancelled_at IS NULL;
