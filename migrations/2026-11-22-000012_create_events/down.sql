DROP TABLE events;
DROP FUNCTION announce_event;
DROP FUNCTION refuse_to_change_events;
