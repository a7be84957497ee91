DO $$
DECLARE
    act TEXT;
BEGIN
    FOR act IN SELECT restore FROM laid_aside ORDER BY place DESC LOOP
        EXECUTE act;
    END LOOP;
END
$$;
ALTER TABLE tickets ENABLE TRIGGER tickets_are_counted;
ALTER TABLE messages ENABLE TRIGGER replies_are_counted;
