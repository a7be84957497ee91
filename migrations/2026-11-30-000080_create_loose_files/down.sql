DROP INDEX attachments_by_object;
DROP TABLE loose_files;
