ALTER TABLE tickets
    DROP CONSTRAINT first_replies_are_somebodys,
    DROP COLUMN closed_by;
