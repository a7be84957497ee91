CREATE OR REPLACE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rustmail_events', json_build_object(
        'id', NEW.id, 'kind', NEW.kind, 'ticket_id', NEW.ticket_id, 'message_id', NEW.message_id
    )::text);
    RETURN NULL;
END
$$;

DROP TRIGGER restrictions_are_announced ON categories;
DROP TRIGGER new_restrictions_are_announced ON categories;
DROP TRIGGER ends_of_sessions_are_announced ON sessions;
DROP TRIGGER grants_are_announced ON grants;
DROP TRIGGER roles_are_announced ON staff;
DROP TRIGGER new_staff_are_announced ON staff;
DROP FUNCTION announce_access();
DROP FUNCTION announce_access_of_subject();
DROP FUNCTION announce_access_of_user();
