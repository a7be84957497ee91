
## What a member's message says in other ways than text

message-not-shown = (This message holds something that only Discord can show.)
message-sticker = Sticker: { $name }
message-poll = Poll: { $question }

## Commands, in Discord's menu and in the help. At most 100 characters each.

command-reply = Say something to the member
command-anonreply = Say something to the member in the name of the desk
command-edit = Change a reply of yours
command-delete = Take a reply of yours back
command-close = Close this ticket: now, later, or not after all
command-new-thread = Open a ticket with a member, who learns of it with your first reply
command-id = Tell who the member of this ticket is
command-ping = Tell whether everything answers, and how fast
command-help = Tell what the commands do
parameter-text = What to say
parameter-file = A file to send with it
parameter-anonymous = Whether it is said in the name of the desk
parameter-number = The number of the reply
parameter-after = When to close, such as 2h or 1d12h; at once without it
parameter-silent = Whether the member is told nothing
parameter-cancel = Whether to call off the scheduled closure
parameter-reason = Why, for the record
parameter-user = The member
parameter-command = The command to explain

## Answers to commands

reply-queued = Reply #{ $number } is on its way.
reply-edited = Reply #{ $number } has been changed.
reply-deleted = Reply #{ $number } has been taken back.
ticket-opened-with = Ticket #{ $ticket } with { $name } is open. They will learn of it with your first reply.
closed-now = The ticket is closed.
closing-later = The ticket will close { $due }.
closing-cancelled = The ticket will not close by itself any more.
member-id = The member is { $mention } ({ $name }), id `{ $id }`.
pong = Pong. Gateway { $gateway } ms, Discord { $rest } ms, database { $database } ms.
command-usage = That was not understood. Write it like this: `{ $usage }`
command-unknown = There is no command “{ $name }”.
command-failed = Something broke on our side, and nothing may have happened. Try again; if it stays so, give the operator this reference: `{ $reference }`
note-not-kept = What you write here is not kept in the ticket. { $why }
