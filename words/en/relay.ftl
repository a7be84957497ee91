# What Rustmail itself says on Discord: in ticket channels, in direct messages, in the log channel.

channel-speaker-anonymous = { $name } (anonymous)
channel-speaker-note = { $name } (note)
channel-reply-number = Reply #{ $number } · { $prefix }edit { $number } to edit
channel-not-delivered = Not delivered
channel-deleted = Deleted by the author
channel-edited = Edited
channel-closure-scheduled = **{ $name }** has scheduled this ticket to close { $due }. A new message from the member cancels that.
channel-closure-cancelled = **{ $name }** has cancelled the scheduled closing. This ticket stays open.
channel-closure-overruled = The member has written, so the scheduled closing is cancelled. This ticket stays open.
channel-reply-failed = Reply #{ $number } did not reach the member: { $reason }
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
failure-bot-not-allowed = The bot lacks a permission there.
attachment-too-large = 📎 { $name } (this file is too large for the bot to send)
