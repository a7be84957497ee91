ALTER TABLE unsent_messages DROP COLUMN idempotency_key;
ALTER TABLE unsent_messages DROP COLUMN version;
