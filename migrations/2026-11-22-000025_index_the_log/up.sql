-- The audit log reads events by time, and within what it was narrowed down to.
CREATE INDEX events_by_time ON events (at, id);
CREATE INDEX events_by_kind ON events (kind, at, id);
CREATE INDEX events_by_actor ON events (actor_id, at, id) WHERE actor_id IS NOT NULL;
-- What somebody did, without what was said and what became of it: by far the most events are that.
CREATE INDEX deeds_by_time ON events (at, id) WHERE kind NOT IN (
    'message_added', 'message_edited', 'message_deleted', 'delivery_changed', 'attachment_changed', 'channel_changed', 'ticket_read'
);
-- Whether somebody has read a ticket of late.
CREATE INDEX readings ON events (ticket_id, actor_id, at) WHERE kind = 'ticket_read';
