-- A member who may not open tickets: since when, by whom, why and until when.
CREATE TABLE blocks (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES users (id),
    -- For the record; the member is not told.
    reason TEXT CHECK (reason <> ''),
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('staff', 'api_key', 'system')),
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    placed_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ CHECK (expires_at > placed_at),
    ended_at TIMESTAMPTZ CHECK (ended_at >= placed_at),
    -- Who ended it before its time; nobody when its time was over.
    lifted_by_id BIGINT,
    lifted_by_name TEXT,
    -- What the member wrote meanwhile opened no ticket.
    messages_refused INTEGER NOT NULL DEFAULT 0 CHECK (messages_refused >= 0),
    last_refused_at TIMESTAMPTZ,
    CHECK ((actor_kind = 'system') = (actor_id IS NULL)),
    CHECK (lifted_by_name IS NULL OR ended_at IS NOT NULL)
);

CREATE UNIQUE INDEX one_standing_block_per_member ON blocks (member_id) WHERE ended_at IS NULL;
CREATE INDEX blocks_by_member ON blocks (member_id, id);
CREATE INDEX standing_blocks ON blocks (id) WHERE ended_at IS NULL;
CREATE INDEX standing_blocks_by_expiry ON blocks (expires_at) WHERE ended_at IS NULL AND expires_at IS NOT NULL;
