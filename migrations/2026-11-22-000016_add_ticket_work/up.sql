-- Who has taken a ticket, how urgent it is, and how staff name and mark it.
ALTER TABLE tickets
    ADD COLUMN assignee_id BIGINT REFERENCES users (id),
    ADD COLUMN assigned_at TIMESTAMPTZ,
    ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    ADD COLUMN tags TEXT[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 20),
    -- What staff call the ticket, in place of the member's name in the channel's.
    ADD COLUMN label TEXT CHECK (label <> ''),
    -- When staff first replied to it, and who did.
    ADD COLUMN first_reply_at TIMESTAMPTZ CHECK (first_reply_at >= opened_at),
    ADD COLUMN first_reply_by BIGINT REFERENCES users (id),
    ADD CHECK ((assignee_id IS NULL) = (assigned_at IS NULL)),
    ADD CHECK (first_reply_by IS NULL OR first_reply_at IS NOT NULL);

CREATE INDEX tickets_by_assignee ON tickets (assignee_id, last_activity_at DESC, id DESC) WHERE assignee_id IS NOT NULL;
CREATE INDEX tickets_by_tag ON tickets USING gin (tags);

UPDATE tickets SET (first_reply_at, first_reply_by) = (
    SELECT greatest(messages.created_at, tickets.opened_at), messages.author_id
      FROM messages
     WHERE messages.ticket_id = tickets.id AND messages.kind = 'reply'
     ORDER BY messages.number
     LIMIT 1
);
