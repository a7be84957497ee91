-- The servers on Discord that the desk works in, by the names that they were last seen with.
CREATE TABLE servers (
    id BIGINT PRIMARY KEY CHECK (id > 0),
    name TEXT NOT NULL,
    -- Where the members are: at most one server is.
    is_community BOOLEAN NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);

CREATE UNIQUE INDEX one_community ON servers (is_community) WHERE is_community;
