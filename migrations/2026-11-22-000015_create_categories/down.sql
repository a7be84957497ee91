ALTER TABLE api_keys DROP COLUMN category_ids;
ALTER TABLE tickets DROP COLUMN category_id;
DROP TABLE categories;
