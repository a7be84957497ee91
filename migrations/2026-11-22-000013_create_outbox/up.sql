-- What still has to happen on Discord. Jobs of one lane run strictly in the order of their ids.
CREATE TABLE outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The member whose conversation the job belongs to.
    lane BIGINT NOT NULL,
    job JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    leased_until TIMESTAMPTZ,
    -- Set before the first attempt talks to Discord: what is found there since may be our own doing.
    started_at TIMESTAMPTZ,
    failed_at TIMESTAMPTZ,
    last_error TEXT
);

CREATE INDEX waiting_jobs_by_lane ON outbox (lane, id) WHERE failed_at IS NULL;
CREATE INDEX waiting_jobs_by_due_time ON outbox (due_at, id) WHERE failed_at IS NULL;
CREATE INDEX failed_jobs ON outbox (failed_at DESC) WHERE failed_at IS NOT NULL;

CREATE FUNCTION announce_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rustmail_outbox', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER jobs_are_announced AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION announce_job();
