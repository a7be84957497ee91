-- What came of somebody's last act, until the page that comes after it tells them. It goes with their session.
CREATE TABLE notices (
    session_id BIGINT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    -- The sentence, and the form that undoes the act.
    content JSONB NOT NULL,
    left_at TIMESTAMPTZ NOT NULL
);
