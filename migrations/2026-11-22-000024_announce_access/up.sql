-- What somebody may do or see is another now, so that open pages ask again. The payload is the user; it is empty where it may concern
-- anybody. Triggers say it, so that no way to change a row can forget to.
CREATE FUNCTION announce_access_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM pg_notify('rustmail_access', OLD.user_id::text);
    ELSE
        PERFORM pg_notify('rustmail_access', NEW.user_id::text);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_access_of_subject() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject grants;
BEGIN
    IF TG_OP = 'DELETE' THEN
        subject := OLD;
    ELSE
        subject := NEW;
    END IF;
    PERFORM pg_notify('rustmail_access', CASE subject.subject_kind WHEN 'user' THEN subject.subject_id::text ELSE '' END);
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rustmail_access', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER new_staff_are_announced AFTER INSERT OR DELETE ON staff
    FOR EACH ROW EXECUTE FUNCTION announce_access_of_user();
CREATE TRIGGER roles_are_announced AFTER UPDATE ON staff
    FOR EACH ROW WHEN (OLD.roles IS DISTINCT FROM NEW.roles OR OLD.present IS DISTINCT FROM NEW.present)
    EXECUTE FUNCTION announce_access_of_user();
CREATE TRIGGER grants_are_announced AFTER INSERT OR UPDATE OR DELETE ON grants
    FOR EACH ROW EXECUTE FUNCTION announce_access_of_subject();
CREATE TRIGGER ends_of_sessions_are_announced AFTER DELETE ON sessions
    FOR EACH ROW EXECUTE FUNCTION announce_access_of_user();
CREATE TRIGGER new_restrictions_are_announced AFTER INSERT ON categories
    FOR EACH ROW WHEN (cardinality(NEW.staff_roles) > 0) EXECUTE FUNCTION announce_access();
CREATE TRIGGER restrictions_are_announced AFTER UPDATE ON categories
    FOR EACH ROW WHEN (OLD.staff_roles IS DISTINCT FROM NEW.staff_roles) EXECUTE FUNCTION announce_access();

-- Who follows tickets must know which of them an event is about without asking for each.
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
