ALTER TABLE statistics_spreads DROP COLUMN packed;
DROP FUNCTION statistics_packed(INTEGER[], INTEGER[]);
