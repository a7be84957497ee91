-- A version also says under which key the snippet was used; of those before, only the key of today is known.
ALTER TABLE snippet_versions ADD COLUMN key TEXT CHECK (key ~ '^[A-Za-z0-9_-]{1,50}$');
UPDATE snippet_versions SET key = snippets.key FROM snippets WHERE snippets.id = snippet_versions.snippet_id;
ALTER TABLE snippet_versions ALTER COLUMN key SET NOT NULL;
