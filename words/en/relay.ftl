# What Rustmail itself says on Discord: in ticket channels, in direct messages, in the log channel.

channel-speaker-anonymous = { $name } (anonymous)
channel-speaker-note = { $name } (note)
channel-reply-number = Reply #{ $number } · { $prefix }edit { $number } to edit
channel-not-delivered = Not delivered
channel-outdated = Change not delivered
channel-deleted = Deleted by the author
channel-edited = Edited
channel-closure-scheduled = **{ $name }** has scheduled this ticket to close { $due }. A new message from the member cancels that.
channel-closed = **{ $name }** has closed this ticket. This channel goes { $due }, unless the ticket is reopened.
channel-closure-cancelled = **{ $name }** has cancelled the scheduled closing. This ticket stays open.
channel-closure-overruled = The member has written, so the scheduled closing is cancelled. This ticket stays open.
channel-reply-failed = Reply #{ $number } did not reach the member: { $reason }
channel-change-failed = A change to reply #{ $number } did not reach the member, who still has it as it was: { $reason }
channel-notice-failed = An automatic message did not reach the member: { $reason }
forwarded-message = ↪ *Forwarded message*
attachment-lost = 📎 { $name } (this file could not be fetched from Discord)
attachment-linked = 📎 { $name }: { $url }
turned-away = Your message was not passed on: only members of the community server can open a ticket here. Join the server and write again.
recap-ticket =
    Ticket **#{ $ticket }** with { $member } (`{ $id }`)
    { $origin ->
        [staff] Opened by { $name }. The member learns of it with the first reply.
        [api] Opened through the API by { $name }.
       *[member] Opened by a direct message.
    }
    { $url }
recap-created = Account created
recap-joined = Joined
recap-earlier = Earlier tickets
recap-roles = Roles
recap-no-roles = None
recap-nickname = Nickname
recap-unknown = Not in the community server
logs-ticket-closed = Ticket #{ $ticket } was closed by { $name }: { $url }
failure-dms-closed = The member does not accept direct messages from the bot: they have closed them, or blocked the bot.
failure-no-common-server = The member shares no server with the bot any more.
failure-channel-gone = The channel does not exist any more.
failure-file-gone = The file is not on Discord any more.
failure-bot-not-allowed = The bot lacks a permission there.
silence-status = an answer with the status { $status } came
silence-slow = it takes longer than { $count ->
    [one] one second
   *[other] { $count } seconds
}
silence-network = the network says “{ $reason }”
setback-refused = In Discord’s own words: “{ $message }” ({ $code }).
setback-limited = Discord asks to wait { $count ->
    [one] one second
   *[other] { $count } seconds
}.
setback-broken = Discord did not answer as it should: its answer, or that of something on the way there, has the status { $status }.
setback-slow = Discord takes longer than { $count ->
    [one] one second
   *[other] { $count } seconds
} to answer.
setback-unreached = Discord could not be reached: “{ $reason }”.
setback-deleted = It was deleted before it could be sent.
setback-no-channel = The ticket has no channel.
setback-no-place = The Discord category in which the channel was to be created does not exist any more. Choose another inbox on the page Configuration, or another category of Discord for the ticket’s category, and try again.
setback-fault = Something broke on our side: “{ $reason }”. The log of the server says more.
setback-no-server = The server does not exist any more, or the bot is not in it.
setback-no-person = Discord does not find the person any more.
setback-no-message = The message does not exist any more.
setback-no-role = The role does not exist any more.
setback-many-channels = The server has as many channels as Discord allows.
setback-too-large = Discord finds what was sent too large.
setback-malformed = Discord finds something in it that is not as it wants it.
setback-token = Discord does not know the bot’s token.
setback-forbidden = Discord does not let the bot do this.
setback-not-found = Discord does not find it any more.
attachment-too-large = 📎 { $name } (this file is too large for the bot to send)

## Maintenance

maintenance-notice = Our team is busy with maintenance at the moment, so an answer may take longer than usual. Your message has been kept, and somebody will answer you here.

## What staff did with a ticket

channel-taken = **{ $name }** has taken this ticket.
channel-released = **{ $name }** has let this ticket go. Nobody has it now.
channel-transferred = **{ $name }** has handed this ticket to { $to }.
channel-moved = **{ $name }** has moved this ticket to **{ $category }**.
channel-moved-to-inbox = **{ $name }** has moved this ticket to the inbox.
channel-category-full = The category of this ticket is full on Discord: it holds at most 50 channels. This channel stays outside of it, open to the same people.
channel-not-changed = Discord did not let this channel be moved or renamed: { $reason }
channel-renamed = **{ $name }** has named this ticket “{ $label }”.
channel-label-removed = **{ $name }** has taken the name of this ticket away.
channel-tagged = **{ $name }** has tagged this ticket “{ $tag }”.
channel-untagged = **{ $name }** has taken the tag “{ $tag }” off this ticket.
channel-out-of-sight = **{ $name }** does not see this ticket any more. Nobody has it now.
channel-prioritised = **{ $name }** says that this ticket { $priority ->
    [low] can wait
    [high] goes before others
    [urgent] is urgent
   *[normal] is like most others
}.
channel-reopened = **{ $name }** has reopened this ticket.
channel-member-blocked = **{ $name }** has blocked the member: once this ticket is closed, they cannot open another.
channel-member-blocked-until = **{ $name }** has blocked the member until { $until }: once this ticket is closed, they cannot open another before.
channel-member-unblocked = **{ $name }** has lifted the block: the member may open tickets again.
channel-block-expired = The time of the block is over: the member may open tickets again.
reopened-notice = Your ticket is open again. Write here to go on.
blocked-until = Your message was not passed on: you cannot open a ticket here until { $until }.
blocked-for-good = Your message was not passed on: you cannot open a ticket here.
