DROP INDEX failed_jobs_by_lane;
DROP TABLE presences;
