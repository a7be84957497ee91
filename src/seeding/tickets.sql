-- Three years of tickets, evenly spread, numbered in the order in which they came. The last few are open; of any member at most one is.
-- $1 tickets, $2 messages in each, $3 members, $4 staff, $5 open tickets, $6 now
WITH drawn AS (
    SELECT n,
           1000001 + n % $3 AS member,
           1000001 + $3 + abs(hashint8extended(n, 1)) % $4 AS helper,
           $6 - interval '3 years' * (($1 - n)::float8 / $1) - interval '1 minute' AS opened_at,
           abs(hashint8extended(n, 2)) % 100000 AS luck,
           n > $1 - $5 AS is_open
      FROM generate_series(1, $1) AS n
), timed AS (
    SELECT *,
           least(
               opened_at + interval '3 minutes' + interval '60 hours' * power(luck / 100000.0, 3),
               $6
           ) AS ended_at
      FROM drawn
)
INSERT INTO tickets (
    id, member_id, origin, opened_by_id, opened_by_name, opened_at, silent, closed_at, last_number, last_activity_at, waiting_on,
    waiting_since, category_id, assignee_id, assigned_at, priority, tags, first_reply_at, first_reply_by, closed_by
)
OVERRIDING SYSTEM VALUE
SELECT n, member, 'member', member, users.username, opened_at, FALSE,
       CASE WHEN NOT is_open THEN ended_at END,
       ($2 + 3) / 5 + ($2 + 1) / 5,
       ended_at,
       CASE WHEN luck % 3 = 0 THEN 'member' ELSE 'staff' END,
       ended_at,
       CASE WHEN luck % 11 < 9 THEN (SELECT min(id) FROM categories) + luck % 9 END,
       CASE WHEN luck % 4 > 0 THEN helper END,
       CASE WHEN luck % 4 > 0 THEN opened_at + (ended_at - opened_at) * 0.1 END,
       (ARRAY['low', 'normal', 'normal', 'normal', 'normal', 'high', 'normal', 'urgent'])[1 + luck % 8],
       CASE luck % 7 WHEN 0 THEN '{refund}'::text[] WHEN 1 THEN '{vip,follow-up}' WHEN 2 THEN '{duplicate}' ELSE '{}' END,
       CASE WHEN $2 > 1 THEN opened_at + (ended_at - opened_at) * 2 / ($2 + 1) END,
       CASE WHEN $2 > 1 THEN helper END,
       CASE WHEN NOT is_open THEN helper END
  FROM timed
  JOIN users ON users.id = member
 ORDER BY n;
