INSERT INTO closures (ticket_id, actor_kind, actor_id, actor_name, reason, silent, requested_at, due_at, done_at)
SELECT ticket.id, 'staff', helper.id, coalesce(helper.display_name, helper.username),
       CASE WHEN ticket.id % 3 = 0 THEN 'Solved' END, ticket.id % 20 = 0,
       closed_at, closed_at, closed_at
  FROM tickets AS ticket
  JOIN users AS helper ON helper.id = coalesce(assignee_id, first_reply_by, member_id)
 WHERE closed_at IS NOT NULL
 ORDER BY ticket.id;
