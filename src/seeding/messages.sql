-- What was said in the tickets from $1 to $2: five lines and again five, of which the first and the third are the member's, the second
-- and the fourth replies, and the fifth is a note. $3 is the number of lines, $4 of members, $5 of staff.
INSERT INTO messages (id, ticket_id, kind, author_id, author_name, number, content, created_at)
OVERRIDING SYSTEM VALUE
SELECT (ticket.id - 1) * $3 + line,
       ticket.id,
       kind,
       author.id,
       coalesce(author.display_name, author.username),
       CASE WHEN kind = 'reply' THEN line / 5 * 2 + CASE line % 5 WHEN 2 THEN 1 ELSE 2 END END,
       (ARRAY['I cannot sign in since yesterday.', 'My payment went through twice.', 'Thank you for waiting,', 'The link in the announcement is dead.',
              'Could you look at my account?', 'I was muted and do not know why.', 'We found the cause of it.', 'It works again, thanks a lot!',
              'The event starts at eight, is that right?', 'Somebody sends me strange invitations.', 'Your role was given back to you.',
              'I have attached a picture of what I see.', 'Please try it once more with another browser.', 'How do I change my name here?',
              'The refund is on its way to you.', 'Sorry, I had the wrong server in mind.', 'Is there any news about the tournament?'])[1 + abs(draw) % 17]
       || ' ' ||
       (ARRAY['It says error ', 'My order is ', 'The reference is ', 'It happened at step ', 'See case ', 'I counted ', 'They are number '])[1 + abs(draw / 31) % 7]
       || abs(draw) % 90000
       || (ARRAY['.', ', and nothing helps.', ' in the list.', ', as before.', ', if that matters.'])[1 + abs(draw / 7) % 5],
       ticket.opened_at + (ticket.last_activity_at - ticket.opened_at) * line / ($3 + 1)
  FROM tickets AS ticket
 CROSS JOIN generate_series(1, $3) AS line
 CROSS JOIN LATERAL (
     SELECT hashint8extended(ticket.id * 64 + line, 3) AS draw,
            CASE line % 5 WHEN 0 THEN 'note' WHEN 2 THEN 'reply' WHEN 4 THEN 'reply' ELSE 'member' END AS kind
 ) AS drawn
  JOIN users AS author ON author.id = CASE
           WHEN kind = 'member' THEN ticket.member_id
           WHEN line < 5 THEN coalesce(ticket.first_reply_by, ticket.member_id)
           ELSE 1000001 + $4 + abs(draw) % $5
       END
 WHERE ticket.id BETWEEN $1 AND $2
 ORDER BY ticket.id, line;
