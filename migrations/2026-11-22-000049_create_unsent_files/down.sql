DROP TABLE unsent_files;
DELETE FROM unsent_messages WHERE content = '';
ALTER TABLE unsent_messages ADD CONSTRAINT unsent_messages_content_check CHECK (content <> '');
