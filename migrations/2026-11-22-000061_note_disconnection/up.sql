-- A bot that has just lost its connection is about to have another; one that lost it long ago needs somebody.
ALTER TABLE bot_status ADD COLUMN disconnected_since TIMESTAMPTZ;
