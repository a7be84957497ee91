CREATE OR REPLACE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Reading changes nothing that anybody follows.
    IF NEW.kind = 'ticket_read' THEN
        RETURN NULL;
    END IF;
    PERFORM pg_notify('rustmail_events', json_build_object(
        'id', NEW.id, 'kind', NEW.kind, 'ticket_id', NEW.ticket_id, 'message_id', NEW.message_id,
        'category_id', (SELECT category_id FROM tickets WHERE id = NEW.ticket_id)
    )::text);
    RETURN NULL;
END
$$;
