ALTER TABLE messages DROP COLUMN fingerprint;
