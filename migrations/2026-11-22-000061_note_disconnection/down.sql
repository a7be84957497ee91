ALTER TABLE bot_status DROP COLUMN disconnected_since;
