INSERT INTO events (at, kind, actor_kind, actor_id, actor_name, ticket_id)
SELECT * FROM (
    SELECT opened_at AS at, 'ticket_opened', 'member', member_id, opened_by_name, id
      FROM tickets
     UNION ALL
    SELECT done_at, 'ticket_closed', actor_kind, actor_id, actor_name, ticket_id
      FROM closures
) AS happened
 ORDER BY at;
