-- Since when the bot hears what happens in the staff server: it may be connected, and not be in there.
ALTER TABLE bot_status ADD COLUMN heard_since TIMESTAMPTZ;
