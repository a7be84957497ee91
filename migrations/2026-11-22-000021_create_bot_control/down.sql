DROP INDEX jobs_of_no_member;
DROP TABLE maintenance_notices;
DROP TABLE bot_status;
DROP TABLE bot_control;
