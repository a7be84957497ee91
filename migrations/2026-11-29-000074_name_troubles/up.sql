-- What stands in the way is kept as a code beside its sentence, so that everybody reads it in their own language with what to do.
ALTER TABLE bot_status ADD COLUMN hindrance TEXT CHECK (hindrance IN ('token', 'intents'));
ALTER TABLE outbox ADD COLUMN setback JSONB;
