ALTER TABLE unsent_messages DROP COLUMN snippet_id;
