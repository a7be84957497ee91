ALTER TABLE closures DROP COLUMN cause;
ALTER TABLE attachments DROP COLUMN failure_cause;
ALTER TABLE deliveries DROP COLUMN failure_cause;
