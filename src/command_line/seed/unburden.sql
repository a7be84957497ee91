-- What would be checked or kept up row by row is done once at the end.
CREATE TEMPORARY TABLE laid_aside ON COMMIT DROP AS
SELECT row_number() OVER () AS place, remove, restore
  FROM (
      SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS remove,
             format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS restore
        FROM pg_constraint
       WHERE contype = 'f' AND conrelid IN ('tickets'::regclass, 'messages'::regclass, 'closures'::regclass, 'deliveries'::regclass)
      UNION ALL
      SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
        FROM pg_index
       WHERE indrelid IN ('tickets'::regclass, 'messages'::regclass, 'closures'::regclass, 'deliveries'::regclass, 'users'::regclass)
         AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
  ) AS burden;

DO $$
DECLARE
    act TEXT;
BEGIN
    FOR act IN SELECT remove FROM laid_aside ORDER BY place LOOP
        EXECUTE act;
    END LOOP;
END
$$;
ALTER TABLE tickets DISABLE TRIGGER tickets_are_counted;
ALTER TABLE messages DISABLE TRIGGER replies_are_counted;
