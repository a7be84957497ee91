ALTER TABLE tickets
    DROP COLUMN assignee_id,
    DROP COLUMN assigned_at,
    DROP COLUMN priority,
    DROP COLUMN tags,
    DROP COLUMN label,
    DROP COLUMN first_reply_at,
    DROP COLUMN first_reply_by;
