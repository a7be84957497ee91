-- The roles that a person holds in the staff server. `present` turns false when they leave it.
CREATE TABLE staff (
    user_id BIGINT PRIMARY KEY REFERENCES users (id),
    roles BIGINT[] NOT NULL,
    present BOOLEAN NOT NULL,
    refreshed_at TIMESTAMPTZ NOT NULL
);
