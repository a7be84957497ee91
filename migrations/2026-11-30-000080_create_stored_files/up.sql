-- Every file that this desk has put into its store, so that what nothing names any more can be told from what is none of ours: others may
-- keep theirs in the same place. `loose_since` is when it was noticed that nothing names it.
CREATE TABLE stored_files (
    object_key TEXT PRIMARY KEY CHECK (object_key ~ '^[0-9a-f]{64}$'),
    loose_since TIMESTAMPTZ
);
CREATE INDEX loose_files ON stored_files (loose_since) WHERE loose_since IS NOT NULL;
INSERT INTO stored_files (object_key)
    SELECT object_key FROM attachments WHERE object_key IS NOT NULL
    UNION SELECT object_key FROM unsent_files
    UNION SELECT object_key FROM avatars WHERE object_key IS NOT NULL
    UNION SELECT object_key FROM emojis WHERE object_key IS NOT NULL;
-- Whether a file of a message is kept under a key is asked of each key of the store, once a day.
CREATE INDEX attachments_by_object ON attachments (object_key);
