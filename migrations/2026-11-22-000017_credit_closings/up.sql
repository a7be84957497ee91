-- Who of the staff closed a ticket; nobody when it was the member, a program or Rustmail itself.
ALTER TABLE tickets
    ADD COLUMN closed_by BIGINT REFERENCES users (id),
    ADD CONSTRAINT only_closed_tickets_have_a_closer CHECK (closed_by IS NULL OR closed_at IS NOT NULL);

UPDATE tickets SET closed_by = (
    SELECT users.id
      FROM (
          SELECT actor_kind, actor_id
            FROM closures
           WHERE closures.ticket_id = tickets.id AND closures.done_at IS NOT NULL
           ORDER BY closures.id DESC
           LIMIT 1
      ) AS closure
      JOIN users ON users.id = closure.actor_id
     WHERE closure.actor_kind = 'staff'
) WHERE closed_at IS NOT NULL;

-- The first reply is that of a person: what a program sends makes nobody wait less.
UPDATE tickets SET (first_reply_at, first_reply_by) = (
    SELECT greatest(messages.created_at, tickets.opened_at), messages.author_id
      FROM messages
     WHERE messages.ticket_id = tickets.id AND messages.kind = 'reply' AND messages.author_id IS NOT NULL
     ORDER BY messages.number
     LIMIT 1
);
ALTER TABLE tickets
    ADD CONSTRAINT first_replies_are_somebodys CHECK ((first_reply_at IS NULL) = (first_reply_by IS NULL));
