INSERT INTO tickets (
    id, member_id, origin, opened_by_id, opened_by_name, opened_at, silent, closed_at, closed_by, last_number, last_activity_at,
    waiting_on, waiting_since, category_id, assignee_id, assigned_at, priority, tags, first_reply_at, first_reply_by
) OVERRIDING SYSTEM VALUE
SELECT course.id, course.member_id,
       CASE WHEN pg_temp.chance(course.id, 20) < 0.9 THEN 'member' ELSE 'staff' END,
       CASE WHEN pg_temp.chance(course.id, 20) < 0.9 THEN course.member_id ELSE course.helper_id END,
       'Somebody', course.opened_at, FALSE,
       CASE WHEN NOT is_open THEN ends_at END,
       CASE WHEN NOT is_open AND pg_temp.chance(course.id, 21) < 0.9 THEN closer_id END,
       messages / 2 - waits_on_staff::integer,
       ends_at,
       CASE WHEN waits_on_staff THEN 'staff' ELSE 'member' END,
       ends_at, category_id,
       CASE WHEN pg_temp.chance(course.id, 22) < 0.7 THEN helper_id END,
       CASE WHEN pg_temp.chance(course.id, 22) < 0.7 THEN answered_at END,
       (ARRAY['normal', 'normal', 'normal', 'normal', 'low', 'high', 'high', 'urgent'])[1 + floor(pg_temp.chance(course.id, 23) * 8)::integer],
       CASE WHEN pg_temp.chance(course.id, 24) < 0.3
            THEN ARRAY[pg_temp.pick(ARRAY['bug', 'refund', 'vip', 'follow-up', 'abuse'], course.id, 25)] ELSE '{}' END,
       answered_at, helper_id
  FROM course, plan;

INSERT INTO messages (id, ticket_id, kind, author_id, author_name, number, content, created_at) OVERRIDING SYSTEM VALUE
SELECT (course.id - 1) * messages + place, course.id, kind,
       CASE kind WHEN 'member' THEN member_id ELSE helper_id END,
       CASE kind WHEN 'member' THEN 'Member' ELSE pg_temp.pick(given_names, helper_id - first_staff, 1) END,
       CASE kind WHEN 'reply' THEN place / 2 END,
       format(
           pg_temp.pick(
               CASE WHEN place = 1 THEN questions WHEN kind = 'member' THEN rejoinders WHEN kind = 'reply' THEN answers ELSE notes END,
               course.id * 64 + place, 31
           ),
           pg_temp.pick(things, course.id * 64 + CASE WHEN place < 4 THEN 0 ELSE place END, 32)
       ),
       CASE place WHEN 1 THEN opened_at
            ELSE answered_at + (ends_at - answered_at) * ((place - 2)::float8 / greatest(messages - 2, 1)) END
  FROM plan, wording, course
 CROSS JOIN LATERAL (
     SELECT place, CASE WHEN place % 2 = 0 THEN 'reply' WHEN place = 5 THEN 'note' ELSE 'member' END AS kind
       FROM generate_series(1, plan.messages - course.waits_on_staff::integer) AS place
 ) AS line;

INSERT INTO closures (ticket_id, actor_kind, actor_id, actor_name, silent, requested_at, due_at, done_at)
SELECT tickets.id,
       CASE WHEN closed_by IS NULL THEN 'system' ELSE 'staff' END,
       closed_by, coalesce(pg_temp.pick(given_names, closed_by - first_staff, 1), 'Rustmail'), FALSE, closed_at, closed_at, closed_at
  FROM plan, wording, tickets
 WHERE closed_at IS NOT NULL;

INSERT INTO deliveries (message_id, side, state, changed_at)
SELECT id, 'dm', 'delivered', created_at FROM messages WHERE kind = 'reply';

SELECT setval(pg_get_serial_sequence('tickets', 'id'), (SELECT max(id) FROM tickets)),
       setval(pg_get_serial_sequence('messages', 'id'), (SELECT max(id) FROM messages));
