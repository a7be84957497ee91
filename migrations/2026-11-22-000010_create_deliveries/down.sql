DROP TABLE posts;
DROP TABLE deliveries;
