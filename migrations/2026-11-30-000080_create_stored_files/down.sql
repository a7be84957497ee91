DROP INDEX attachments_by_object;
DROP TABLE stored_files;
