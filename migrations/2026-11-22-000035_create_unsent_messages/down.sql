DROP TABLE unsent_messages;
