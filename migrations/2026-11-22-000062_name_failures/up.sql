-- Beside what was noted in one language, what it was: everybody reads it in their own.
ALTER TABLE deliveries ADD COLUMN failure_cause TEXT
    CHECK (failure_cause IN ('dms_closed', 'no_common_server', 'channel_gone', 'bot_not_allowed', 'file_gone'));
ALTER TABLE attachments ADD COLUMN failure_cause TEXT
    CHECK (failure_cause IN ('dms_closed', 'no_common_server', 'channel_gone', 'bot_not_allowed', 'file_gone'));
ALTER TABLE closures ADD COLUMN cause TEXT CHECK (cause IN ('channel_removed'));
