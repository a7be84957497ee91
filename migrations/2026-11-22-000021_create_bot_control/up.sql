-- What staff want of the bot. The process that leads obeys, whichever it is.
CREATE TABLE bot_control (
    id BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (id),
    running BOOLEAN NOT NULL DEFAULT TRUE,
    -- Counts the restarts that were asked for.
    restarts BIGINT NOT NULL DEFAULT 0,
    -- Since when only super administrators may use commands, and members are told that answers take longer.
    maintenance_since TIMESTAMPTZ,
    -- What members are told meanwhile; empty for the usual words.
    maintenance_notice TEXT NOT NULL DEFAULT ''
);

INSERT INTO bot_control DEFAULT VALUES;

CREATE TRIGGER bot_control_is_announced AFTER UPDATE ON bot_control
    FOR EACH STATEMENT EXECUTE FUNCTION announce_standing();

-- What the process that leads says of the bot.
CREATE TABLE bot_status (
    id BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (id),
    process TEXT NOT NULL,
    leading_since TIMESTAMPTZ NOT NULL,
    connected_since TIMESTAMPTZ,
    latency_ms INTEGER CHECK (latency_ms >= 0),
    -- Why there is no connection.
    trouble TEXT,
    reported_at TIMESTAMPTZ NOT NULL
);

-- Who has been told of the maintenance, so that nobody is told twice.
CREATE TABLE maintenance_notices (
    member_id BIGINT NOT NULL,
    maintenance_since TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, maintenance_since)
);

-- What concerns no member is in a lane of its own.
CREATE INDEX jobs_of_no_member ON outbox (id) WHERE lane = 0;
