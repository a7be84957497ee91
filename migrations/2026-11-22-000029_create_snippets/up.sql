-- A saved answer. What it says is its latest version; nothing that it ever said is lost.
CREATE TABLE snippets (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key TEXT NOT NULL CHECK (key ~ '^[A-Za-z0-9_-]{1,50}$'),
    -- The number of its latest version.
    version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    uses BIGINT NOT NULL DEFAULT 0 CHECK (uses >= 0),
    last_used_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    -- A key that was removed is free for another snippet.
    removed_at TIMESTAMPTZ,
    CHECK ((uses = 0) = (last_used_at IS NULL))
);

CREATE UNIQUE INDEX one_snippet_of_a_key ON snippets (lower(key)) WHERE removed_at IS NULL;
CREATE INDEX snippets_by_key ON snippets (lower(key) text_pattern_ops, id);

-- What a snippet says, or said.
CREATE TABLE snippet_versions (
    snippet_id BIGINT NOT NULL REFERENCES snippets (id),
    number INTEGER NOT NULL CHECK (number > 0),
    content TEXT NOT NULL CHECK (content <> '' AND char_length(content) <= 4000),
    -- Who wrote it, by the name of that time; nobody's account when it was a program.
    author_id BIGINT REFERENCES users (id),
    author_name TEXT NOT NULL,
    written_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (snippet_id, number)
);

ALTER TABLE snippets ADD CONSTRAINT snippets_have_their_version
    FOREIGN KEY (id, version) REFERENCES snippet_versions (snippet_id, number) DEFERRABLE INITIALLY DEFERRED;

-- Which snippet a reply was made from.
CREATE TABLE snippet_uses (
    message_id BIGINT PRIMARY KEY REFERENCES messages (id),
    snippet_id BIGINT NOT NULL,
    version INTEGER NOT NULL,
    FOREIGN KEY (snippet_id, version) REFERENCES snippet_versions (snippet_id, number)
);

CREATE INDEX snippet_uses_by_snippet ON snippet_uses (snippet_id, version);
