ALTER TABLE snippet_versions DROP COLUMN key;
