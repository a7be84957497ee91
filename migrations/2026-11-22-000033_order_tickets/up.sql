-- The orders in which a list of tickets can be read, each with an index behind it.
CREATE FUNCTION urgency(priority TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END;

CREATE INDEX tickets_by_opening ON tickets (opened_at DESC, id DESC);
CREATE INDEX open_tickets_by_opening ON tickets (opened_at DESC, id DESC) WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_waiting ON tickets (waiting_since, id) WHERE closed_at IS NULL;
CREATE INDEX open_tickets_by_urgency ON tickets (urgency(priority), waiting_since, id) WHERE closed_at IS NULL;

-- What is counted beside the list.
CREATE INDEX open_tickets_by_standing ON tickets (assignee_id, waiting_on, category_id) WHERE closed_at IS NULL;
