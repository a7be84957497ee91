-- What happened, who did it, to what. Appended by every verb, never changed.
CREATE TABLE events (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    kind TEXT NOT NULL,
    actor_kind TEXT NOT NULL CHECK (actor_kind IN ('member', 'staff', 'api_key', 'system')),
    actor_id BIGINT,
    actor_name TEXT NOT NULL,
    ticket_id BIGINT REFERENCES tickets (id),
    message_id BIGINT REFERENCES messages (id),
    details JSONB NOT NULL DEFAULT '{}'
);

CREATE INDEX events_by_ticket ON events (ticket_id, id) WHERE ticket_id IS NOT NULL;

CREATE FUNCTION refuse_to_change_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_events();
CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_events();

CREATE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('rustmail_events', json_build_object(
        'id', NEW.id, 'kind', NEW.kind, 'ticket_id', NEW.ticket_id, 'message_id', NEW.message_id
    )::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER events_are_announced AFTER INSERT ON events
    FOR EACH ROW EXECUTE FUNCTION announce_event();
