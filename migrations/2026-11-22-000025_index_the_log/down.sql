DROP INDEX readings;
DROP INDEX deeds_by_time;
DROP INDEX events_by_actor;
DROP INDEX events_by_kind;
DROP INDEX events_by_time;
