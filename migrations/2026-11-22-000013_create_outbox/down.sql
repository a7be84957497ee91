DROP TABLE outbox;
DROP FUNCTION announce_job;
