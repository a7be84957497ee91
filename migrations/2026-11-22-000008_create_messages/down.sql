DROP TABLE revisions;
DROP TABLE messages;
