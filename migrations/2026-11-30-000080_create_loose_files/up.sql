-- Files in the object store that nothing named when it was last gone through. One for which that is still so a day later is removed.
CREATE TABLE loose_files (
    object_key TEXT PRIMARY KEY CHECK (object_key ~ '^[0-9a-f]{64}$'),
    found_at TIMESTAMPTZ NOT NULL
);
-- Whether a file of a message is kept under a key is asked of each key of the store, once a day.
CREATE INDEX attachments_by_object ON attachments (object_key);
