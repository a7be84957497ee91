-- The snippet that somebody has put into what they are writing: sending it is a use of the snippet.
ALTER TABLE unsent_messages ADD COLUMN snippet_id BIGINT REFERENCES snippets (id);
