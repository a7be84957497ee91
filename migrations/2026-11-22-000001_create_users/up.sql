-- A Discord account as we last saw it: a member, a staff person, or both.
CREATE TABLE users (
    id BIGINT PRIMARY KEY CHECK (id > 0),
    username TEXT NOT NULL,
    display_name TEXT,
    avatar TEXT,
    updated_at TIMESTAMPTZ NOT NULL
);

CREATE INDEX users_by_username ON users (lower(username) text_pattern_ops);
CREATE INDEX users_by_display_name ON users (lower(display_name) text_pattern_ops);
