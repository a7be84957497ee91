-- A session by which people name it, and from where it was begun. The hash of its cookie is nobody's to see.
ALTER TABLE sessions
    ADD COLUMN id BIGINT GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN address TEXT;

CREATE UNIQUE INDEX sessions_by_id ON sessions (id);
