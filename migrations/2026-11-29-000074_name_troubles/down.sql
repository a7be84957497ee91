ALTER TABLE outbox DROP COLUMN setback;
ALTER TABLE bot_status DROP COLUMN hindrance;
