DROP INDEX open_tickets_by_standing;
DROP INDEX open_tickets_by_urgency;
DROP INDEX open_tickets_by_waiting;
DROP INDEX open_tickets_by_opening;
DROP INDEX tickets_by_opening;
DROP FUNCTION urgency(TEXT);
