-- Every reply has reached its member, but for one in ten thousand. $1 and $2 are the first and the last message.
INSERT INTO deliveries (message_id, side, state, failure, changed_at)
SELECT id, 'dm',
       CASE WHEN id % 10000 = 2 THEN 'failed' ELSE 'delivered' END,
       CASE WHEN id % 10000 = 2 THEN 'Cannot send messages to this user' END,
       created_at
  FROM messages
 WHERE kind = 'reply' AND id BETWEEN $1 AND $2;
