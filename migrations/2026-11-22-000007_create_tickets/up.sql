-- One conversation with one member. The id is the number that people see (#1042).
CREATE TABLE tickets (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES users (id),
    origin TEXT NOT NULL CHECK (origin IN ('member', 'staff', 'api')),
    -- Who opened it: a user's id, or an API key's when the origin is 'api'. A deleted key keeps its name here.
    opened_by_id BIGINT NOT NULL,
    opened_by_name TEXT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    -- True while the member has been told nothing about the ticket.
    silent BOOLEAN NOT NULL,
    channel_id BIGINT UNIQUE CHECK (channel_id > 0),
    channel_read_to BIGINT NOT NULL DEFAULT 0,
    closed_at TIMESTAMPTZ CHECK (closed_at >= opened_at),
    last_number INTEGER NOT NULL DEFAULT 0,
    last_activity_at TIMESTAMPTZ NOT NULL,
    waiting_on TEXT NOT NULL CHECK (waiting_on IN ('staff', 'member')),
    waiting_since TIMESTAMPTZ NOT NULL,
    idempotency_key TEXT UNIQUE
);

CREATE UNIQUE INDEX one_open_ticket_per_member ON tickets (member_id) WHERE closed_at IS NULL;
CREATE INDEX tickets_by_member ON tickets (member_id, id);
CREATE INDEX tickets_by_activity ON tickets (last_activity_at DESC, id DESC);
CREATE INDEX open_tickets_by_activity ON tickets (last_activity_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX closed_tickets_by_activity ON tickets (last_activity_at DESC, id DESC) WHERE closed_at IS NOT NULL;
