-- What a ticket is about, and where its channel goes.
CREATE TABLE categories (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    description TEXT CHECK (description <> ''),
    emoji TEXT CHECK (emoji <> ''),
    -- The category of the staff server under which the channels go; the inbox when there is none.
    discord_category_id BIGINT CHECK (discord_category_id > 0),
    -- Only who holds one of these roles sees the tickets of this category; everybody does when there are none.
    staff_roles BIGINT[] NOT NULL DEFAULT '{}',
    position INTEGER NOT NULL CHECK (position >= 0),
    enabled BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL,
    -- Its tickets keep a category that was removed, and whoever could not see them still cannot.
    removed_at TIMESTAMPTZ
);

CREATE UNIQUE INDEX one_category_of_a_name ON categories (lower(name)) WHERE removed_at IS NULL;
CREATE INDEX categories_by_position ON categories (position, id) WHERE removed_at IS NULL;

ALTER TABLE tickets ADD COLUMN category_id BIGINT REFERENCES categories (id);
CREATE INDEX tickets_by_category ON tickets (category_id, last_activity_at DESC, id DESC);

-- The restricted categories whose tickets a program may see beside those that everybody of the staff sees.
ALTER TABLE api_keys ADD COLUMN category_ids BIGINT[] NOT NULL DEFAULT '{}';
