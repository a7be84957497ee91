ALTER TABLE bot_status DROP COLUMN heard_since;
