DROP INDEX tickets_by_label;
