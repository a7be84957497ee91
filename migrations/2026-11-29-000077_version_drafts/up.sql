-- Whoever writes in two places overwrites nothing that they have not seen: what is kept is another version each time, and says with what
-- key the box sends it in which it was written.
CREATE SEQUENCE unsent_versions;
ALTER TABLE unsent_messages ADD COLUMN version BIGINT NOT NULL DEFAULT nextval('unsent_versions');
ALTER TABLE unsent_messages ADD COLUMN idempotency_key TEXT;
ALTER SEQUENCE unsent_versions OWNED BY unsent_messages.version;
