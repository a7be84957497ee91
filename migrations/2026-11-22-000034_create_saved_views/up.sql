-- A list of tickets that somebody comes back to, under a name of their own.
CREATE TABLE saved_views (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL CHECK (name <> ''),
    -- The filter and the order, in the words of the list's address.
    query TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE UNIQUE INDEX one_saved_view_of_a_name ON saved_views (user_id, lower(name));
