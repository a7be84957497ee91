-- Whoever changes a block says which version of it they have looked at, so that nobody overwrites what they have not seen.
ALTER TABLE blocks ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
