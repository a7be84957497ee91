DROP TABLE snippet_uses;
ALTER TABLE snippets DROP CONSTRAINT snippets_have_their_version;
DROP TABLE snippet_versions;
DROP TABLE snippets;
