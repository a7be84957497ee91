ALTER TABLE blocks DROP COLUMN version;
