### What people read in the panel.

## Frame

layout-skip = Skip to the page
layout-navigation = Panel
layout-menu = Menu
layout-desk = Desk
layout-settings = Settings
layout-language = Language
layout-dashboard = Dashboard
layout-members = Members
layout-snippets = Snippets
layout-categories = Categories
layout-blocks = Blocks
layout-configuration = Configuration
layout-bot = Bot
layout-administration = Administration
layout-tickets = Tickets
layout-api-keys = API keys
layout-graphiql = GraphiQL
layout-sign-out = Sign out
layout-not-done = This could not be done.
layout-not-done-written = What you typed is still there: copy it, reload the page and try again.
layout-not-done-unwritten = Reload the page and try again.
layout-live-lost = Live updates are interrupted. What you see may be old; the page keeps trying to reconnect.

## Signing in

sign-in-title = Support desk
sign-in-lead = Answer the members of your community from here, next to the Discord channels you already use.
sign-in-with-discord = Sign in with Discord
sign-in-privacy = Discord tells us your name, your id and your servers. Nothing is posted for you.

stranger-title = You have no access yet
stranger-lead = You are signed in as { $name }, but this account may not open the panel.
stranger-ask = These people can let you in:
stranger-ask-anyone = Ask an administrator of the support desk to let you in.
stranger-id = The account id they will need
stranger-other-account = Is this the wrong account? Sign out, then sign in with another one.

## Failures

failure-home = Go to the start page
failure-reference = Reference for the operator: { $reference }
failure-bad-request = That request made no sense
failure-bad-request-advice = Something in it was missing or malformed. Go back, check what you entered and try again.
failure-forbidden = You may not do this
failure-forbidden-advice = Your account lacks the permission for it, or the page was open for too long. Reload the page, or ask an administrator.
failure-not-found = There is nothing here
failure-not-found-advice = The address may be mistyped, or what was here may not be for your eyes.
failure-conflict = That cannot be done now
failure-conflict-advice = Nothing was changed. Go back and reload the page to see how things stand.
failure-written = What you had typed. Copy it before you go on.
failure-too-large = That is too large
failure-too-large-advice = Nothing was sent. Send less text or smaller files.
failure-too-often = Too many attempts
failure-too-often-advice = Wait a moment, then try again.
failure-internal = Something broke on our side
failure-internal-advice = It has been written to the log. Try again in a moment, and give the reference to the operator if it happens again.

## Time

time-just-now = just now
time-any-moment = any moment now
time-ago = { $span } ago
time-in = in { $span }
time-on = on { $day }
time-today = Today
time-yesterday = Yesterday
time-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
time-exact = { $day }, { $time } { $zone }
span-moment = a moment
span-minutes = { $count } min
span-hours = { $count } h
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

## Dashboard

dashboard-periods = Period
dashboard-days = { $count } days
dashboard-period = Last { $count } days
dashboard-csv = CSV
dashboard-unused = The desk is ready
dashboard-unused-advice = The figures are about the tickets that you may see, and begin with the first of them. A ticket opens as soon as a member writes to the bot.
dashboard-unused-api-key = Let a program open tickets
number-apart = 0,0
number-percent = { $whole }.{ $tenth }%
length-seconds = { $count } s
length-hours = { $hours } h { $minutes } min
length-days = { $days } d { $hours } h
now-heading = Right now
now-note = Whatever the period
now-open = Open tickets
now-open-means = Every ticket that is open at this moment. It is our turn when the member spoke last or our reply did not reach them, and the member’s when we spoke last. This does not follow the period.
now-waiting-us = { $count } waiting on us
now-waiting-member = { $count } on the member
now-closed-today = Closed today
now-closed-today-means = Tickets closed since midnight in the desk’s time zone and still closed. This does not follow the period.
now-closed-week = Closed this week
now-closed-week-means = Tickets closed in the last 7 days, today included, and still closed. This does not follow the period.
now-total-closed = Total closed
now-total-closed-means = Every ticket that is closed at this moment, whenever it was closed. This does not follow the period.
times-response = Average response time
times-response-means = From the opening of a ticket to the first reply of a person, for tickets that a member opened by writing. It belongs to the day of that reply. Tickets opened by staff or by a program have no response time, since nobody waits in them. This follows the period. The median is the one in the middle: half took no longer. “9 of 10 within” is what nine of ten took at most. Both are right to within 2 percent, the average exactly.
times-resolution = Average resolution time
times-resolution-means = From the opening of a ticket to its closing. It belongs to the day of the closing. A ticket that was opened again counts when it is closed again, from its first opening on. This follows the period. The median is the one in the middle: half took no longer. “9 of 10 within” is what nine of ten took at most. Both are right to within 2 percent, the average exactly.
times-median = Median
times-p90 = 9 of 10 within
times-count = { $count ->
    [one] of { $count } ticket
   *[other] of { $count } tickets
}
times-none = Nothing to measure in this period
activity-heading = Activity
activity-means = Each day runs from midnight to midnight in { $zone }. A ticket is created on the day on which it was opened, by whomever, and closed on the day of its closing; one that was opened again is not closed any more. The days follow the period.
activity-choose = Choose a day to read its numbers
activity-created = { $count ->
   *[other] { $number } created
}
activity-closed = { $count ->
   *[other] { $number } closed
}
activity-table = As a table
activity-day = Day
activity-created-column = Created
activity-closed-column = Closed
date-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-short-weekday = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
} { $day }
date-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
shares-heading = Categories
shares-means = Tickets closed in the period, by the category that they are in now, and their part of all tickets closed in it. This follows the period.
shares-none = No ticket was closed in this period. Choose a longer one above.
shares-category = Category
shares-tickets = Tickets
shares-percent = Part of all
shares-uncategorised = Without a category
awards-heading = Top performers
award-fastest = Fastest responder
award-fastest-means = The lowest average response time of those who were the first to answer at least 5 tickets. This follows the period.
award-fastest-figure = { $span } on average
award-messages = Most messages
award-messages-means = The most replies written to members; internal notes and automatic messages are not counted. This follows the period. Replies count as written, anonymous ones and those deleted since included.
award-messages-figure = { $count ->
    [one] { $number } message
   *[other] { $number } messages
}
award-closed = Most tickets closed
award-closed-means = The most tickets closed, or scheduled to close. What closes by itself is nobody’s achievement. This follows the period.
award-closed-figure = { $count ->
    [one] { $number } ticket
   *[other] { $number } tickets
}
award-nobody = Nobody yet
leaderboard-heading = Staff leaderboard
leaderboard-means = Everybody who replied to a member or closed a ticket: the most replies first, then the most tickets closed. People are told apart by their account, whatever they are called. Bots and automatic closings do not take part. This follows the period. Replies count as written, anonymous ones and those deleted since included. “Average response” is over the tickets that the person was the first to answer; a dash stands where there were none.
leaderboard-none = Nobody has answered or closed a ticket in this period. Choose a longer one above.
leaderboard-rank = Rank
leaderboard-name = Name
leaderboard-messages = Messages
leaderboard-closed = Tickets closed
leaderboard-response = Average response
leaderboard-all = Show all { $count }
leaderboard-top = Show the top 5

## Ticket list

tickets-title = Tickets
tickets-views = Views
tickets-news-one = One new ticket: show it
tickets-news = % new tickets: show them
tickets-filter = Member or ticket
tickets-filter-help = A name, an id or a number
tickets-filter-apply = Filter
tickets-filter-clear = Show all
tickets-none-match = No ticket matches
tickets-none-match-advice = Take something away from the filter, or look in closed tickets as well.
tickets-none-own = You have no open ticket
tickets-none-own-advice = Take one, and it stands here until it is closed.
tickets-none-open = Nobody is waiting
tickets-none-open-advice = A ticket appears here as soon as a member writes to the bot, or staff or an integration open one.
tickets-none-closed = No ticket has been closed yet
tickets-none-closed-advice = Closed tickets stay here with everything that was said.
paging = Pages
paging-older = Older
paging-newer = Newer
paging-back = Back
paging-on = Further
row-opened = Opened
row-nothing-said = Nothing has been said yet
row-only-files = No text, only attachments
row-speaker = { $name }:
row-closes = Closes
row-closed-by = Closed by { $name }
waiting-on-us = Waiting on us for
waiting-on-member = Waiting on the member for
reply-undelivered = Reply not delivered

## Ticket

header-open = Open
header-closed = Closed
header-member-id = Member id
header-opened = Opened
header-by-member = by a direct message
header-by-staff = by { $name }
header-by-integration = over the API by { $name }
header-closes = Closes
header-planned-by = as planned by { $name }
header-keep-open = Keep it open
header-closed-by = Closed by { $name }
header-silently = Member not told
header-reason = Reason:
conversation = Conversation
conversation-empty = Nothing has been said yet. What the member writes, and what is answered, appears here.
conversation-earlier = Earlier messages
conversation-later = Later messages
conversation-latest = Back to the latest messages
message-from-member = Member
message-reply = Reply #{ $number }
message-anonymous-reply = Anonymous reply #{ $number }
message-note = Internal note
message-automatic = Automatic message
message-deleted = Deleted
message-edited = Edited: earlier versions
message-more-versions = { $count ->
    [one] { $count } older version is in the transcript
   *[other] { $count } older versions are in the transcript
}
message-until = Replaced
message-answers = In answer to { $name }
message-answers-unknown = In answer to an earlier message
message-forwarded = Forwarded message
delivery-queued = On its way
delivery-delivered = Delivered
delivery-failed = Not delivered: { $reason }
delivery-outdated = The member still has the earlier text: { $reason }
delivery-still-there = The member can still read it: { $reason }
delivery-not-in-channel = Not shown in the ticket’s channel: { $reason }
attachment-not-yet = being copied
attachment-failed = could not be copied: { $reason }
sticker = Sticker “{ $name }”
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kilobytes = { $count } kB
size-megabytes = { $whole }.{ $tenth } MB
edit = Edit
edit-content = New text
edit-save = Save
delete = Delete
delete-warning = The message disappears from the member’s conversation. It stays here, marked as deleted.
delete-confirm = Delete message

## Text as Discord shows it

text-hidden = Hidden until you point at it
text-leads-to = leads to
text-unknown-user = somebody
text-unknown-role = a role
text-unknown-channel = a channel

## Composer

composer = Answer
composer-kind = Who reads it
composer-reply = Reply
composer-anonymous-reply = Anonymous reply
composer-note = Note
composer-content = Message
composer-placeholder = Write a message…
composer-help = Control and Enter send the message.
composer-files = Attach files
composer-send = Send

## Ticket page: answering together

composer-send-anyway = Send anyway
composer-meanwhile = { $name } answered while you were writing. Nothing was sent.
composer-meanwhile-advice = Read that answer first. What you wrote is still here: change it, or send it anyway.
composer-meanwhile-show = Show it in the conversation
composer-answered = Somebody else has just answered. Read that before you send.
composer-kept = Draft kept
composer-kept-again = Kept again, as it was no longer there.
composer-elsewhere = Not kept here, so that it does not replace what you wrote in this ticket elsewhere
composer-elsewhere-over = Keep this text instead
composer-progress = The files are on their way
composer-lost = The draft could not be kept. It is tried again as you write.
composer-discard = Discard
composer-snippets = Saved answers
composer-snippet = Saved answer
composer-snippet-insert = Insert
composer-snippet-more = More saved answers
composer-snippet-first = From the beginning
composer-unsent = Not sent, because the ticket has been closed. It is kept for when the ticket is opened again.
presence-typing = { $name } is typing
presence-answering = { $name } is writing an answer
presence-noting = { $name } is writing a note
presence-looking = { $name } is here
delivery-retry = Try again
card-other-tickets = { $count ->
    [0] first ticket
    [one] { $count } other ticket
   *[other] { $count } other tickets
}
card-member = Member
card-all-tickets = { $count ->
    [one] Their only ticket
   *[other] All { $count } tickets
}
card-username = Name on Discord
card-id = Discord id
card-account = Account created
card-tickets = Other tickets
card-opened = opened
card-closed = closed
export = Transcript
export-help = The whole conversation. The one for the member has what the member has seen: no notes, and no names behind anonymous replies.
export-text = Text
export-for-member = { $format } for the member
closure-channel-removed = The channel was removed on Discord.
transcript-until = Until
transcript-for-staff = For staff only: with internal notes, earlier texts and the names behind anonymous replies.
transcript-for-member = As the member has seen it.
transcript-category = Category: { $name }
transcript-made = Made { $time }.
refusal-answered-meanwhile = Somebody else answered while you were writing. Nothing was sent.
refusal-sent-before = What you sent before has arrived. What stands in the box now was not sent: send it if it is to follow.

## Closing

closing-open = Close ticket…
closing-when = When
closing-when-help = Empty for now, or a span such as 2h or 1d12h. A new message from the member cancels it.
closing-reason = Reason
closing-reason-help = Optional. For the record; the member does not read it.
closing-silent = Close silently, without telling the member
closing-confirm = Close ticket

## API keys

api-keys-title = API keys
api-keys-lead = API keys let other programs open and follow tickets: a form of your website, another support tool, a script. A key opens nothing of this panel.
api-keys-list = Keys
api-keys-none = There is no key yet. Create one to let a program open tickets.
new-key-nothing-to-give = A key can be given only what you may do yourself, and you may neither view nor manage tickets. Ask an administrator for one of these permissions to create keys; you can revoke and delete those there are.
new-key = Create new key
new-key-name = Name
new-key-name-help = What will use it, for example “Website contact form”.
new-key-expires-on = Last day
new-key-expires-on-help = Optional. After this day the key is refused.
new-key-categories = Restricted categories
new-key-categories-help = Tickets of these categories are seen only by their staff roles. The key sees those that you tick.
new-key-create = Create key
created-key = “{ $name }” is ready
created-key-before = This key has been created already, and was shown then. It is not shown again: if it was not kept, delete it and create another one.
created-key-warning = Copy the key now and keep it in a safe place: it is not shown again.
copy = Copy
copied = Copied
key-categories = Restricted categories
key-hidden-category = one that you do not see
key-usage = Using a key
key-usage-header = Every call carries the key in a header:
key-call-open = Open a ticket
key-call-open-graphql = Open a ticket with GraphQL
key-call-read = Read the latest tickets with GraphQL
key-call-note = Write a note in a ticket with GraphQL
key-active = Active
key-expired = Expired
key-revoked = Revoked
key-permissions = Permissions
key-created = Created
key-by = by { $name }
key-last-used = Last used
key-never-used = Never
key-used-from = from { $address }
key-expires = Ends
key-never-expires = Never
key-revoke = Revoke…
key-revoke-warning = Programs that use this key are refused at once. The key stays in the list.
key-revoke-confirm = Revoke key
key-delete = Delete…
key-delete-warning = The key stops working and disappears from the list. This cannot be undone.
key-delete-confirm = Delete key
scope-create-ticket = Open tickets
scope-create-ticket-help = For a contact form or another system that hands members over.
scope-read-tickets = Read tickets
scope-read-tickets-help = Lists tickets and reads their conversations, internal notes included.
scope-update-ticket = Answer and close tickets
scope-update-ticket-help = Writes to members and closes tickets as this key.

## GraphiQL

graphiql-back = Back to the panel
graphiql-needs-script = GraphiQL needs JavaScript. The API itself does not: send your queries to /graphql.

## Refusals

refusal-ticket-not-found = There is no such ticket.
refusal-not-a-ticket-channel = This is not the channel of an open ticket.
refusal-message-not-found = There is no such message in this ticket.
refusal-reply-not-found = This ticket has no reply #{ $number }.
refusal-attachment-not-found = There is no such file.
refusal-api-key-not-found = There is no such API key: somebody may have deleted it already.
refusal-forbidden = This needs the permission “{ $permission }”, which you do not have.
refusal-not-your-reply = Only the person who wrote this reply may change it.
refusal-reply-deleted = This reply has been deleted.
refusal-already-closed = This ticket is closed.
refusal-already-open = This member already has an open ticket: #{ $ticket }.
refusal-already-open-elsewhere = This member already has an open ticket, in a category that you do not see.
refusal-nothing-scheduled = This ticket is not scheduled to close.
refusal-not-failed = This message did not fail there, so there is nothing to try again.
refusal-is-a-bot = Bots cannot have tickets.
refusal-not-a-member = This user is not a member of the community server.
refusal-unknown-user = Discord knows no such user.
refusal-empty = There is nothing to send: write a text or add a file.
refusal-too-long = This text is too long: it has { $length } characters, and { $limit } are allowed.
refusal-no-credential = Sign in, or send an API key in the X-API-Key header.
refusal-unknown-key = This API key is not known. Check that it was copied whole.
refusal-expired-key = This API key has expired.
refusal-revoked-key = This API key was revoked.
refusal-too-often = Too many attempts: try again in { $seconds } s.
refusal-signed-out = You are signed out. Open the panel in another tab, sign in, and try again here.
refusal-too-many-files = At most { $limit } files can be sent at once.
refusal-no-day = This is no day. Write one such as 2027-01-31, or leave the field empty.
refusal-files-too-large = These files are too large: together they may have at most { $limit } MB.
may-view-panel = View the panel
may-view-tickets = View tickets
may-manage-tickets = Manage tickets
may-manage-api-keys = Manage API keys
may-do-everything = Do everything (super administrators)
may-create-ticket = Create tickets

## Signing in that failed

sign-in-denied = Discord says that you declined. Nothing happened; try again when you want to.
sign-in-expired = This sign-in was not begun in this browser, or it took too long. Please begin again.
sign-in-no-cookie = This sign-in was not begun in this browser, or the browser keeps no cookies. Allow cookies for this site, then begin again.
sign-in-misconfigured = Signing in is set up wrongly: Discord does not accept this desk’s application. Tell an administrator; “rustmail doctor” says what is wrong.
sign-in-rejected = Discord did not accept the sign-in. Please begin again.
sign-in-discord-busy = Discord takes no more sign-ins at the moment. Please try again in a minute.
sign-in-discord-down = Discord does not answer at the moment. Please try again in a minute.

## Tickets that integrations open

opened-by-support = Our support team has opened this conversation with you. Somebody will write to you here; you can answer right away.

## Administration

administration-title = Administration
administration-page = { $page } · Administration
administration-grants = Permissions
administration-people = People
administration-sessions = Sessions
administration-log = Audit log
administration-deliveries = Failures
administration-health = Health
administration-doctor = Doctor
grants-lead = What people and roles of the staff server may do here. Whoever holds a role holds what was given to it. Super administrators are named in the configuration.
grants-find = Name of a person or a role
grants-find-apply = Find
grants-to = To whom
grants-nobody-yet = Type a name above: people and roles of the staff server are found by it.
grants-nobody-found = Nobody in the staff server is called “{ $name }”.
grants-discord-silent = Discord does not answer, so only people who are known already are listed.
grants-person = Person
grants-role = Role
grants-permissions = What they may do
grants-give = Give permissions
grants-list = Given permissions
grants-none = Nothing has been given to anybody yet. Super administrators may do everything all the same.
grants-not-present = Not in the staff server: without effect
grants-role-gone = This role no longer exists
grants-by = by { $name }
grants-take-back = Take back
grants-take-back-what = Take back “{ $permission }” from { $name }
grants-choose-somebody = Choose a person or a role.
people-lead = Everybody who is or was among the staff, or was given something. Open a person to see what they may do, and why.
people-find = Name or id
people-find-apply = Find
people-none = Nobody is found
people-none-advice = People appear here when they sign in to the panel, or when they are given a permission.
person-without-effect = This person is not in the staff server. What they hold below has no effect until they are back.
person-roles = Roles: { $roles }
person-permissions = What they may do, and why
person-permission = Permission
person-held = Held
person-why = Why
person-yes = Yes
person-no = No
person-categories = Categories that not everybody sees
person-no-categories = Every category is seen by all staff.
person-sees = Sees its tickets
person-does-not-see = Does not see its tickets
person-sees-everything = as a super administrator
person-sees-by = by { $roles }
person-sessions = Where they are signed in
person-unknown-role = Role { $id }
reason-super-admin = The configuration names them as a super administrator.
reason-super-admin-role = The configuration names the role { $role } as super administrators.
reason-staff = The configuration names them as staff.
reason-staff-role = The configuration names the role { $role } as staff.
reason-granted = { $name } gave it to them.
reason-granted-to-role = { $name } gave it to the role { $role }.
reason-implied = It comes with “{ $permission }”.
sessions-own-title = Where you are signed in
sessions-own-lead = Every browser in which your account is signed in. End what you do not know: it is signed out within seconds.
sessions-lead = Every browser that is signed in to the panel. One whose session is ended shows nothing more within seconds.
sessions-none = Nobody is signed in.
sessions-this = This browser
sessions-since = Signed in
sessions-last-seen = Last used
sessions-address = From
sessions-address-unknown = Unknown
sessions-end = End session
sessions-end-what = End session: { $browser }
sessions-end-whose = End session of { $name }: { $browser }
sessions-end-others = End all other sessions
sessions-end-all = End all sessions
sessions-link = Your sessions
browser-on-system = { $browser } on { $system }
browser-unknown = Unknown browser
log-lead = What happened on this desk, who did it, and who read which ticket. Nothing here can be changed or removed.
log-kind = What
log-kind-deeds = What was done
log-kind-all = Everything, messages and deliveries included
log-person = By whom
log-ticket = Ticket
log-from = First day
log-to = Last day
log-apply = Show
log-clear = Show all
log-export = Export as CSV
log-days-reversed = This is before the first day. Choose a later one.
log-none = Nothing like this has happened
log-none-advice = Choose other days, another person, or “everything”.
log-details = Details
log-yes = Yes
log-no = No
log-hidden-category = a category that you do not see
log-removed-category = category { $id }
log-fact = { $name }: { $value }
fact-name = Name
fact-id = Id
fact-user = Person
fact-member = Member
fact-people = People
fact-api-keys = API keys
fact-block = Block
fact-reason = Reason
fact-why = Why it failed
fact-from = From
fact-to = To
fact-until = Until
fact-expires-at = Expires
fact-tag = Tag
fact-ticket = Ticket
fact-kind = What
fact-job = Work
fact-subject = Given to
fact-permission = Permission
fact-scopes = May
fact-categories = Restricted categories
fact-count = How many
fact-key = Key
fact-version = Version
fact-changes = Changes
fact-old = before
fact-new = now
fact-rolled-back-to = Back to version
fact-before = Before
fact-after = Now
fact-description = Description
fact-emoji = Emoji
fact-discord-category = Discord category
fact-staff-roles = Staff roles
fact-username = Name
fact-avatar = New avatar
fact-banner = New banner
fact-notice = Notice to members
log-no-such-person = Nobody among the staff is called that, and no API key.
log-no-ticket = Write the number of a ticket, such as 1042.
log-no-day = Write a day such as 2027-01-31.
log-csv-time = Time
log-csv-kind = Kind
log-csv-actor-kind = Kind of actor
log-csv-actor = Actor
log-csv-actor-id = Id of the actor
log-csv-ticket = Ticket
log-csv-sentence = What happened
log-csv-details = Details
deliveries-lead = What Discord did not take, and what else could not be done there. Mend the cause, then try again; later messages were not held up by it.
deliveries-none = Nothing has failed
deliveries-none-advice = What does not reach Discord appears here with its reason.
deliveries-retry = Try again
deliveries-retry-all = Try all again
deliveries-give-up = Give up
job-open-channel = Open the ticket’s channel
job-keep-attachments = Copy the files of a message
job-deliver-to-dm = Send a message to the member
job-copy-to-channel = Show a message in the ticket’s channel
job-revise-copies = Show the new text of a message
job-withdraw-copies = Remove a message
job-remove-command = Remove a command from the ticket’s channel
job-announce = Say something in the ticket’s channel
job-turn-away = Tell somebody why their message opened no ticket
job-remove-channel = Remove the ticket’s channel
job-other = Something on Discord ({ $job })
health-lead = How the parts of the server are at this moment.
health-well = Well
health-ill = Needs attention
health-bot = Bot
health-bot-led = Run by
health-bot-here = this server process
health-bot-elsewhere = another server process
health-bot-nobody = nobody
health-bot-advice = No server process runs the bot. Look into the log of the server.
health-bot-stopped = Staff have stopped the bot: nothing is sent or received. Start it on the page “Bot”.
health-bot-trouble = The bot cannot connect to Discord: { $why }. If Discord does not accept the token, replace it on the page “Configuration”.
health-bot-disconnected = The bot has not been connected to Discord for a while. Look whether this machine reaches Discord, and into the log of the server.
health-database = Database
health-database-version = Postgres
health-database-size = Size
health-database-since = Running
health-database-connections = Connections
health-database-pool = Lent by this process
health-database-migration = Latest migration
health-of = { $count } of { $most }
health-database-unwritten = Nothing can be written to the database: “{ $reason }”. What comes in from Discord waits until that is mended.
health-database-full = Nearly every connection that Postgres takes is in use. Raise its max_connections.
health-jobs = Jobs
health-jobs-waiting = Waiting
health-jobs-oldest = Oldest that is due
health-jobs-none-due = none
health-jobs-failed = Failed
health-jobs-late = Jobs wait longer than they should. Is the bot running, and does Discord answer?
health-jobs-failed-advice = Some things did not reach Discord. The page “Failures” says which, and why.
health-storage = Files
health-storage-place = Kept in
health-storage-bucket = the bucket { $bucket }
health-storage-count = Files of messages, roughly
health-storage-free = Free space
health-storage-full = The disk is nearly full: attachments can soon be kept no more.
health-bytes = { $count } B
health-kilobytes = { $count } kB
health-megabytes = { $count } MB
health-gigabytes = { $count } GB
health-terabytes = { $count } TB
health-doctor = What has to be mended, and how
doctor-lead = Looks whether Discord, the database, the files and this server are as the desk needs them, and says how to mend what is not. Nothing is changed.
doctor-look = Look now
doctor-again = Look again
doctor-looking = Looking at Discord, the database and this server. This takes a few seconds …
doctor-stage-asking = Asking Discord, the database and this machine …
doctor-stage-servers = Looking through the servers on Discord …
doctor-state-good = Good
doctor-state-warning = Worth a look
doctor-state-bad = To be mended
doctor-state-unknown = Not looked at
doctor-summary-good = Everything is as it should be.
doctor-summary-bad = { $count ->
    [one] One thing has to be mended.
   *[other] { $count } things have to be mended.
}
doctor-summary-warning = { $count ->
    [one] One thing is worth a look.
   *[other] { $count } things are worth a look.
}
doctor-summary-unknown = { $count ->
    [one] One thing could not be looked at.
   *[other] { $count } things could not be looked at.
}
doctor-configuration = Configuration
doctor-discord = Discord
doctor-sign-in = Signing in
doctor-servers = Servers and permissions
doctor-channels = Channels and categories
doctor-people = People and roles
doctor-clock = Clock
doctor-database = Database
doctor-files = Files
doctor-panel = Panel
doctor-bot = Bot
doctor-not-looked = This could not be looked at: { $reason }.
doctor-needs-token = This can be looked at as soon as Discord answers and lets the bot in.
doctor-needs-server = This can be looked at as soon as the bot is in the staff server.
doctor-configuration-good = The configuration is valid.
doctor-configuration-warning = { $warning }
warning-variable = environment variable { $name }: { $sentence }
warning-dead = { $key } has no effect: { $why }.
warning-dead-failures = failures are always shown
warning-dead-reminders = there are no reminders
warning-dead-errors = errors are always logged, and shown to whoever caused them
warning-dead-address = set server.public_url to tell people another address of the panel
warning-dead-audit-log = Discord shows its audit log itself, under the settings of the server
warning-dead-features = feature requests are not collected
warning-dead-channels = open a ticket with a command, in the panel or over the API, and it gets a channel
warning-dead-unread = Rustmail has never read it
warning-dead-fallback = every language has words for everything
warning-former = { $key } is the former name of { $name }. Write { $name } instead.
warning-unknown = is not the name of any setting and was ignored.
warning-unknown-near = is not the name of any setting and was ignored. Did you mean { $near }?
warning-sqlite = { $key } names an SQLite file, which is not read. The private Postgres under database.data_dir is used.
warning-unspoken = { $key } names languages without words, which nobody is offered: { $languages }.
doctor-reach-good = Discord answers at { $url }.
doctor-reach-bad = Discord cannot be reached at { $url }: { $reason }. Check the network, the firewall and the DNS of this machine; discord.api_url is only for tests and should not be set otherwise.
doctor-token-good = Discord knows the bot’s token. It is that of { $application }.
doctor-token-bad = Discord does not know the bot’s token. Reset it on the Bot page of the developer portal and replace it on the page Configuration, or write the new one into bot.token and restart.
doctor-client-good = bot.client_id is the application of the token.
doctor-client-bad = bot.client_id is { $configured }, but the token belongs to the application { $application }. Take both from the same application: set bot.client_id = { $application } and use its client secret.
doctor-intent-members = Server Members Intent
doctor-intent-content = Message Content Intent
doctor-intent-good = The { $intent } is on.
doctor-intent-bad = The { $intent } is off, so the bot cannot work. Switch it on in the developer portal, on the Bot page under Privileged Gateway Intents, and restart the bot.
doctor-redirect-good = Discord leads people back to { $url } after signing in.
doctor-redirect-bad = { $url } is none of the redirects of the application, so nobody can sign in. Add exactly this address on the OAuth2 page of the developer portal, or correct bot.redirect_url.
doctor-redirect-slash = bot.redirect_url is { $url }, but the application has { $registered }. They differ in a slash at the end: make them the same on the OAuth2 page of the developer portal.
doctor-redirect-protocol = bot.redirect_url is { $url }, but the application has { $registered }. They differ in the protocol: make them the same on the OAuth2 page of the developer portal, with https unless this is only for this machine.
doctor-redirect-path = bot.redirect_url is { $url }, but signing in ends at { $path }. Let it end in exactly that path, here and on the OAuth2 page of the developer portal.
doctor-secret-good = The client secret is right.
doctor-secret-bad = The client id and the client secret do not belong together, so nobody can sign in. Regenerate the client secret on the OAuth2 page of the developer portal, write it into bot.client_secret, and restart.
doctor-cookie-good = Browsers keep the session of { $url }. Should somebody be signed out at once all the same, their browser blocks its cookies: allow them for this address.
doctor-cookie-plain = People reach the panel at { $url }, without TLS: sessions can be read on the way, and some browsers do not keep them. Put a reverse proxy with TLS in front, and write the https address into server.public_url and bot.redirect_url.
doctor-server-good = The bot is in the server { $server }.
doctor-server-community = The bot is not in the server of the members, { $server }. Let it in at { $invitation }, or correct bot.mode.community_guild_id.
doctor-server-staff = The bot is not in the server of the staff, { $server }. Let it in at { $invitation }, or correct bot.mode.staff_guild_id.
doctor-server-both = The bot is not in the server { $server }. Let it in at { $invitation }, or correct bot.mode.guild_id.
doctor-permissions-good = The bot may do everything in { $server } that it has to.
doctor-permissions-bad = In { $server } the bot lacks: { $permissions }. Give them to its role, in Server Settings under Roles.
doctor-permissions-moving = In { $server } the bot lacks Manage Roles. Without it, tickets cannot be moved to a category with a place of its own on Discord. Give it to its role, in Server Settings under Roles.
doctor-category-good = The Discord category { $name } takes tickets. It has { $count ->
    [one] one channel
   *[other] { $count } channels
} of 50.
doctor-category-kind = { $name } is a channel and no category, so no ticket’s channel can be put into it. Choose a category.
doctor-category-full = The Discord category { $name } is full: it has { $count } channels, and Discord allows 50. New tickets stand outside of it. Close tickets, or spread them over categories with places of their own.
doctor-category-filling = The Discord category { $name } has { $count } channels, and Discord allows 50. Close tickets, or spread them over categories with places of their own.
doctor-category-closed = The overwrites of the Discord category { $name } take from the bot: { $permissions }. Allow them to the bot’s role there, in Edit Category under Permissions.
doctor-category-open = The Discord category { $name } is open to everybody in the server, so members can read the tickets of others. Take View Channel from @everyone there, in Edit Category under Permissions, and allow it to the roles of the staff and of the bot.
doctor-category-open-staff = The Discord category { $name } is open to everybody in the staff server. Unless all of them may read tickets, take View Channel from @everyone there, in Edit Category under Permissions, and allow it to the roles of the staff and of the bot.
doctor-inbox-gone = The staff server has no channel { $channel }, into which tickets are to be put. Choose another inbox on the page Configuration, or correct thread.inbox_category_id.
doctor-category-gone = The category { $category } puts its tickets into { $channel }, which the staff server does not have. Choose another place on the page Categories.
doctor-channel-good = The bot can write in #{ $name }.
doctor-channel-closed = The overwrites of #{ $name } take from the bot: { $permissions }. Allow them to the bot’s role there, in Edit Channel under Permissions.
doctor-log-gone = There is no channel { $channel } that the log could be written in. Choose another on the page Configuration, or correct bot.logs_channel_id.
doctor-administrators-none = Nobody may do everything in the panel, so nobody can give permissions. Write your own id into bot.panel_super_admin_users.
doctor-roles-good = { $count ->
    [one] The one role that is named is there.
   *[other] All { $count } roles that are named are there.
}
doctor-role-unknown = The staff server has no role { $role }, which { $key } names. Correct or remove it.
doctor-role-of-category = The staff server has no role { $role }, which the category { $category } names. Choose its roles anew on the page Categories.
doctor-people-good = { $count ->
    [one] The one person who is named is in the staff server.
   *[other] All { $count } people who are named are in the staff server.
}
doctor-person-absent = { $user }, whom { $key } names, is not in the staff server. Invite or remove them.
doctor-clock-good = This machine’s clock agrees with Discord’s.
doctor-clock-fast = This machine’s clock is { $count ->
    [one] one second
   *[other] { $count } seconds
} ahead of Discord’s, so sessions end too early and signing in can fail. Let it be set over the network, for instance with: timedatectl set-ntp true
doctor-clock-slow = This machine’s clock is { $count ->
    [one] one second
   *[other] { $count } seconds
} behind Discord’s, so sessions end at the wrong time and signing in can fail. Let it be set over the network, for instance with: timedatectl set-ntp true
doctor-clock-postgres-good = This machine’s clock agrees with that of Postgres.
doctor-clock-postgres-off = The clocks of this machine and of Postgres are { $count ->
    [one] one second
   *[other] { $count } seconds
} apart, so sessions can end at once. Let both machines set their clocks over the network, for instance with: timedatectl set-ntp true
doctor-clock-unknown = Discord does not tell what time it is.
doctor-database-good = Postgres { $version } answers.
doctor-database-private = The private Postgres { $version } answers. Its data is in { $folder }.
doctor-database-unmade = The first start will make a private Postgres in { $folder }.
doctor-database-closed = The private Postgres belongs to a server that runs as another user. Look as that user, or on the page of the panel.
doctor-database-bad = The database cannot be used. { $reason }
doctor-database-slow = The database cannot be used: { $reason }. Look how busy it is, and whether this machine reaches it well.
doctor-writing-good = The database takes what is written.
doctor-writing-bad = The database takes nothing that is written: { $reason }. Sessions end at once, and no ticket is kept. Look whether it is a standby, whether default_transaction_read_only is on, what its user may do, and whether its disk is full.
doctor-schema-forbidden = The next start cannot bring the schema up to date. { $reason }
doctor-schema-good = The schema is that of this version ({ $version }).
doctor-schema-older = { $count ->
    [one] One migration waits. The next start runs it.
   *[other] { $count } migrations wait. The next start runs them.
}
doctor-schema-newer = The schema was made by a newer version of Rustmail ({ $version }). Install that version here, too.
doctor-files-good = Files can be kept in { $place }.
doctor-files-root = Something could be kept in { $place }, but root may write everywhere. The folder belongs to { $user }: look again as the user of the server, for instance with: sudo -u { $user } rustmail doctor
doctor-files-bad = No file can be kept in { $place }: { $reason }. See to it that the user of this server may write there, or correct the section [attachments].
doctor-bucket-bad = No file can be kept in the bucket { $place }: { $reason }. See to it that the bucket is there and that the access key may write to it, or correct the section [attachments].
doctor-disk-good = { $folder } has { $free } GB of free space.
doctor-disk-full = { $folder } has only { $free } GB of free space. Make room before nothing can be kept any more.
doctor-panel-off = The panel is switched off. To have one, set bot.enable_panel = true and restart.
doctor-panel-elsewhere = This process does not serve the panel (server.role).
doctor-port-good = A server answers at { $address }.
doctor-port-silent = Nobody listens at { $address }: no server runs here. Start one with: rustmail
doctor-port-taken = Port { $port } belongs to another program, so no server can listen at { $address }. End that program, or choose another server.port.
doctor-public-good = The panel can be reached at { $url }.
doctor-public-other = { $url } does not lead to this server: what is there answers with status { $status }. Let the reverse proxy hand everything on to { $address }, or correct server.public_url.
doctor-public-silent = { $url } cannot be reached from here: { $reason }. Where it can be from elsewhere, all is well; otherwise check the DNS, the firewall, and whether the reverse proxy hands on to { $address }.
doctor-proxy-none = { $url } needs a reverse proxy with TLS, and none is named in server.trusted_proxies. All requests seem to come from its address, so limits that are meant for one person hit everybody. Write its address there.
doctor-proxy-good = The reverse proxy at { $address } is trusted.
doctor-proxy-unknown = The reverse proxy at { $address } is not in server.trusted_proxies. All requests seem to come from it, so limits that are meant for one person hit everybody. Write its address there.
obstacle-unreached = Postgres at { $place } cannot be reached ({ $reason }). Check that it runs and that database.url names the right host, port and sslmode.
obstacle-sign-in = Postgres at { $place } refuses the user { $user }: “{ $reason }”. Check the user and the password in database.url.
obstacle-no-database = Postgres at { $place } has no database { $database }. Create it with: createdb -O { $user } { $database }
obstacle-forbidden = The user { $user } may not use the database { $database } at { $place }. Allow it with: GRANT ALL ON DATABASE { $database } TO { $user }
obstacle-full = Postgres at { $place } has no connection left. Raise its max_connections or lower database.max_connections.
obstacle-encoding = The database { $database } at { $place } keeps text as { $reason }, which has not every letter that people write. Make another one with: createdb -E UTF8 -T template0 -O { $user } { $database }_utf8, and name it in database.url.
obstacle-no-tables = The user { $user } may not create tables in the database { $database } at { $place }. Allow it with: GRANT ALL ON SCHEMA public TO { $user }, or make it the owner of the database.
obstacle-refused = Postgres at { $place } refuses the connection: “{ $reason }”.
obstacle-not-installed = No Postgres is installed. Install one with: apt-get install postgresql, or set database.url (RUSTMAIL_DATABASE_URL) to use one elsewhere.
obstacle-in-use = Another Rustmail runs with the data folder { $folder }. Stop it first, or give this one another database.data_dir.
obstacle-zone = Postgres does not know the time zone { $zone }. Choose another, or bring the time zones of its machine up to date (on Debian, the packages tzdata and tzdata-legacy).
doctor-host-other = You came by { $host }, but the address of the panel is { $url }. Sessions hold for one address only: use that one, let the reverse proxy hand the header Host on, or correct server.public_url.
doctor-bot-good = The bot runs and is connected, in the process { $process }.
doctor-bot-connecting = The bot is about to connect to Discord. Look again in a moment.
doctor-bot-trouble = The bot is not connected to Discord: { $reason }
doctor-bot-stopped = The bot was stopped. Start it on the page Bot.
doctor-bot-silent = A process runs the bot, and has not said for half a minute how it is. Look into its log.
doctor-bot-nobody = A server runs, and none runs the bot. Look into its log, and see to it that one of the servers has server.role = "all" or "bot".
doctor-bot-not-started = No server runs the bot. Start one with: rustmail
doctor-bot-unknown = Whether the bot runs can be looked at as soon as the database can.
event-other = { $actor }: { $kind }
event-ticket-opened = { $actor } opened a ticket.
event-ticket-closed = { $actor } closed a ticket.
event-channel-changed = The channel of a ticket was created or has gone.
event-closure-scheduled = { $actor } scheduled the closure of a ticket.
event-closure-cancelled = { $actor } called off the closure of a ticket.
event-message-added = { $actor } wrote in a ticket.
event-message-edited = { $actor } edited a message.
event-message-deleted = { $actor } deleted a message.
event-delivery-changed = A message was delivered, or was refused by Discord.
event-attachment-changed = A file was copied, or could not be.
event-signed-in = { $actor } signed in.
event-signed-out = { $actor } signed out.
event-api-key-created = { $actor } created the API key “{ $name }”.
event-api-key-revoked = { $actor } revoked the API key “{ $name }”.
event-api-key-deleted = { $actor } deleted the API key “{ $name }”.
event-permission-granted = { $actor } gave “{ $permission }” to { $name }.
event-permission-revoked = { $actor } took “{ $permission }” back from { $name }.
event-sessions-ended = { $actor } signed { $name } out ({ $count ->
    [one] one browser
   *[other] { $count } browsers
}).
event-ticket-read = { $actor } read a ticket.
event-log-exported = { $actor } exported the audit log.
event-job-retried = { $actor } had this tried again: { $job }.
event-job-given-up = { $actor } gave this up: { $job }.
kind-ticket-opened = Ticket opened
kind-ticket-closed = Ticket closed
kind-channel-changed = Channel created or gone
kind-closure-scheduled = Closure scheduled
kind-closure-cancelled = Closure called off
kind-message-added = Message written
kind-message-edited = Message edited
kind-message-deleted = Message deleted
kind-delivery-changed = Delivered or refused
kind-attachment-changed = File copied
kind-signed-in = Signed in
kind-signed-out = Signed out
kind-api-key-created = API key created
kind-api-key-revoked = API key revoked
kind-api-key-deleted = API key deleted
kind-permission-granted = Permission given
kind-permission-revoked = Permission taken back
kind-sessions-ended = Sessions ended
kind-ticket-read = Ticket read
kind-log-exported = Audit log exported
kind-job-retried = Failure tried again
kind-job-given-up = Failure given up
job-move-channel = Move the ticket’s channel
job-reopen-channel = Open the channel of a ticket again
job-tell-of-block = Tell a blocked member that they are blocked
job-tell-of-maintenance = Tell a member of the maintenance
job-change-profile = Change the bot’s profile
job-rename-channel = Rename the ticket’s channel
job-log-closure = Leave word of a closed ticket in the log channel
job-retire-channel = Have the channel of a closed ticket removed
event-ticket-reopened = { $actor } opened a ticket again.
event-ticket-taken = { $actor } took a ticket.
event-ticket-released = { $actor } let a ticket go.
event-ticket-transferred = { $actor } handed a ticket to { $name }.
event-ticket-moved = { $actor } moved a ticket to another category.
event-ticket-renamed = { $actor } named a ticket “{ $label }”.
event-priority-changed = { $actor } changed how urgent a ticket is.
event-ticket-tagged = { $actor } marked a ticket with “{ $tag }”.
event-ticket-untagged = { $actor } took the tag “{ $tag }” from a ticket.
event-member-blocked = { $actor } blocked { $name }.
event-block-replaced = { $actor } replaced the block of { $name } by another one.
event-block-changed = { $actor } changed the block of { $name }.
event-block-lifted = { $actor } lifted the block of { $name }.
event-block-expired = The block of { $name } ended.
event-blocked-member-wrote = { $actor } wrote while blocked; no ticket was opened.
kind-ticket-reopened = Ticket opened again
kind-ticket-taken = Ticket taken
kind-ticket-released = Ticket let go
kind-ticket-transferred = Ticket handed over
kind-ticket-moved = Ticket moved
kind-ticket-renamed = Ticket named
kind-priority-changed = Priority changed
kind-ticket-tagged = Tag added
kind-ticket-untagged = Tag removed
kind-member-blocked = Member blocked
kind-block-replaced = Block replaced
kind-block-changed = Block changed
kind-block-lifted = Block lifted
kind-block-expired = Block ended
kind-blocked-member-wrote = Blocked member wrote
event-category-created = { $actor } made the category “{ $name }”.
kind-category-created = Category made
event-category-changed = { $actor } changed the category “{ $name }”.
kind-category-changed = Category changed
event-category-moved = { $actor } put the category “{ $name }” in another place.
kind-category-moved = Category put elsewhere
event-category-enabled = { $actor } switched the category “{ $name }” on.
kind-category-enabled = Category switched on
event-category-disabled = { $actor } switched the category “{ $name }” off.
kind-category-disabled = Category switched off
event-category-removed = { $actor } removed the category “{ $name }”.
kind-category-removed = Category removed
event-category-brought-back = { $actor } brought the category “{ $name }” back.
kind-category-brought-back = Category brought back
event-snippet-created = { $actor } made the snippet “{ $name }”.
kind-snippet-created = Snippet made
event-snippet-changed = { $actor } changed the snippet “{ $name }”.
kind-snippet-changed = Snippet changed
event-snippet-removed = { $actor } removed the snippet “{ $name }”.
kind-snippet-removed = Snippet removed
event-snippet-brought-back = { $actor } brought the snippet “{ $name }” back.
kind-snippet-brought-back = Snippet brought back
event-settings-changed = { $actor } changed settings.
kind-settings-changed = Settings changed
event-settings-rolled-back = { $actor } took the settings back to an earlier version.
kind-settings-rolled-back = Settings rolled back
event-secret-replaced = { $actor } replaced a secret.
kind-secret-replaced = Secret replaced
event-bot-started = { $actor } started the bot.
kind-bot-started = Bot started
event-bot-stopped = { $actor } stopped the bot.
kind-bot-stopped = Bot stopped
event-bot-restarted = { $actor } restarted the bot.
kind-bot-restarted = Bot restarted
event-profile-changed = { $actor } changed the bot’s profile.
kind-profile-changed = Profile changed
event-maintenance-begun = { $actor } began a maintenance, or changed its notice.
kind-maintenance-begun = Maintenance begun
event-maintenance-ended = { $actor } ended the maintenance.
kind-maintenance-ended = Maintenance ended
event-delivery-retried = { $actor } had a message sent again.
kind-delivery-retried = Message sent again
permission-view-panel-help = Open the panel and see the figures of the desk.
permission-view-tickets-help = Read tickets, notes included.
permission-manage-tickets-help = Answer, note, open, move and close tickets.
permission-view-configuration-help = Read the settings.
permission-edit-configuration-help = Change the settings.
permission-manage-api-keys-help = Create, revoke and delete API keys. A key can be given only what its creator may do: view or manage tickets.
permission-manage-categories-help = Make and change categories, and say who sees them.
permission-manage-snippets-help = Write and change saved answers.
permission-manage-bot-help = Start and stop the bot, mend what failed, and see the health of the server.
permission-manage-permissions-help = Give and take back what they hold themselves, end sessions, and read the audit log.
may-view-configuration = View the configuration
may-edit-configuration = Edit the configuration
may-manage-categories = Manage categories
may-manage-snippets = Manage snippets
may-manage-bot = Manage the bot
may-manage-permissions = Manage permissions
refusal-session-not-found = There is no such session: it may have ended already.
refusal-person-not-found = Nobody of this id is known among the staff.
refusal-grant-not-found = There is no such grant: somebody may have taken it back already.
refusal-nothing-to-grant = Choose at least one permission.
refusal-role-not-found = The staff server has no such role.
refusal-job-not-found = There is no such failure: somebody may have dealt with it already.
refusal-not-in-staff-server = This user is not in the staff server.
refusal-discord-silent = Discord does not answer. Nothing has changed: try again in a moment.

## Refusals of saved views

refusal-saved-view-not-found = There is no such saved view.
refusal-saved-view-unnamed = Give the view a name.
refusal-saved-view-name-taken = You have a view of this name already.
refusal-too-many-saved-views = You have { $limit } saved views, and there cannot be more. Remove one first.

## The list: views, filters, orders

view-open = Open
view-waiting-us = Waiting on us
view-waiting-member = Waiting on the member
view-own = Mine
view-unassigned = Taken by nobody
view-closed = Closed
view-all = All
view-count = { $count ->
    [one] ticket
   *[other] tickets
}
view-manage = Save view…
view-save-as = Save what is shown as
view-save = Save
view-name = Name of this view
view-rename = Rename
view-update-which = Or change a view to what is shown
view-update = Update with the current filters
view-remove = Remove this view
filter-title = Filter and order
filter-open = Filter
filter-active = The list is narrowed by
filter-drop = Without “{ $filter }”
filter-anything = Any
filter-state = State
filter-category = Category
filter-no-category = No category
filter-removed-category = { $name } (removed)
filter-assignee = Taken by
filter-me = Taken by me
filter-nobody = Taken by nobody
filter-waiting = Waiting on
filter-us = Waiting on us
filter-member = Waiting on the member
filter-priority = Priority
filter-tag = Tag
filter-from = Opened from
filter-to = Opened until
filter-from-day = Opened from { $day }
filter-to-day = Opened until { $day }
filter-no-day = This is no day. Write one such as 2027-01-31.
filter-days-reversed = “Opened until” is before “Opened from”: choose a later day here, or an earlier one there.
sort-title = Order
sort-activity = Latest activity
sort-newest = Newest
sort-oldest = Oldest
sort-waiting = Longest waiting
sort-priority = Most urgent
row-select = Select #{ $number }, { $member }
row-yours = Yours
row-taken-by = { $name }
row-take = Take
row-take-over = Take over
row-release = Let go
row-close = Close
bulk = With the selected tickets
bulk-all = Select all
bulk-reason = Reason, for the record
bulk-silent = Silently
bulk-close = Close
bulk-to = Give to
bulk-to-me = To me
bulk-to-nobody = To nobody
bulk-assign = Give
outcome-closed = { $count ->
    [one] One ticket was closed:
   *[other] { $count } tickets were closed:
}
outcome-assigned = { $count ->
    [one] One ticket was given away:
   *[other] { $count } tickets were given away:
}
outcome-taken = { $count ->
    [one] You took one ticket:
   *[other] You took { $count } tickets:
}
outcome-released = { $count ->
    [one] One ticket was let go:
   *[other] { $count } tickets were let go:
}
outcome-reopened = { $count ->
    [one] One ticket is open again:
   *[other] { $count } tickets are open again:
}
outcome-given-back = { $count ->
    [one] One ticket was given back:
   *[other] { $count } tickets were given back:
}
outcome-already = { $count ->
    [one] One was closed already:
   *[other] { $count } were closed already:
}
outcome-unable = { $count ->
    [one] For one it could not be done:
   *[other] For { $count } it could not be done:
}
outcome-nothing = No ticket was selected.
outcome-undo = Undo
keys-title = Keys
keys-next = Next ticket
keys-previous = Previous ticket
keys-open = Open the ticket
keys-select = Select the ticket
keys-search = Search
keys-help = Show these keys
keys-on = Use single keys
keys-close = Done

## Search

search-title = Search
search-label = Search messages, notes, members
search-placeholder = Search everything
search-submit = Search
search-nothing-typed = What are you looking for?
search-help = Words are found in messages, notes and names, whatever their accents. Quotes keep words together, a minus leaves out what has the word, OR means either side. A number leads to its ticket.
search-none = No message has these words
search-shortcuts = Tickets and members
search-ticket = Ticket #{ $number }
search-member = Member
search-kinds = Where
search-all-kinds = Everything
search-from-members = From members
search-replies = Replies
search-notes = Notes
search-reply = Reply
search-relevance = Best match
search-newest = Newest
search-cut = Only the newest { $count } messages with these words were put in order.
search-cut-all = Show all, newest first
search-whole = Very many words begin with “{ $word }”: in older messages, only the whole word was looked for.
## Configuration

configuration-title = Configuration
configuration-lead = What you save here is in effect at once, without a restart. Until something is saved here, the configuration file decides.
configuration-lead-read = What is saved here is in effect at once, without a restart. Until something is saved here, the configuration file decides. You may look at everything and change nothing.
configuration-history = History: who changed what
configuration-save = Save
configuration-saved = Saved, and in effect now.
configuration-unsaved = The file’s value is in effect again. What you typed beside it is still here, and not saved yet.
configuration-preview = Preview
setting-changed = Changed here
setting-file = The configuration file says “{ $value }”.
setting-file-empty = The configuration file leaves this empty.
setting-reset = Use the file’s value
setting-moved = Somebody else has set this to “{ $value }” meanwhile. Save again to replace theirs with yours.
setting-on = on
setting-off = off
setting-nothing = nothing
preview-welcome = When a ticket is opened
preview-farewell = When a ticket is closed
preview-nothing = Nothing is sent.
preview-app = APP
group-presence = Presence
group-presence-lead = How the bot shows itself in Discord’s list of members.
group-messages = Messages to members
group-messages-lead = What members read in their direct messages. Discord’s markdown works.
group-look = Ticket channels
group-look-lead = Where the channels of tickets are created, and how messages look in them and in direct messages.
group-commands = Commands
group-commands-lead = What staff type in ticket channels, and what they are told about it.
group-region = Language and time
group-region-lead = For everybody whose own language or time zone is not known.
group-logs = Log channel
group-logs-lead = What is written down in a channel of the staff server.
setting-presence = Status
setting-presence-help = The coloured dot beside the bot.
presence-online = Online
presence-idle = Idle
presence-dnd = Do not disturb
presence-invisible = Invisible
setting-activity = Activity
setting-activity-help = What the bot is shown to be playing. Empty for nothing.
setting-welcome = Welcome message
setting-welcome-help = Sent when a member opens a ticket. Empty for nothing.
setting-farewell = Closing message
setting-farewell-help = Sent when a ticket is closed, unless it is closed silently. Empty for nothing.
setting-inbox = Inbox category
setting-inbox-help = The Discord category in which new ticket channels are created. Channels that exist stay where they are.
setting-embedded = Show messages as embeds
setting-embedded-help = With a coloured bar, a name and a picture. Off for plain text.
setting-block-quote = Set messages as block quotes
setting-block-quote-help = Only in embeds.
setting-member-typing = Staff see that the member types
setting-member-typing-help = In the ticket’s channel. The panel shows it either way.
setting-staff-typing = The member sees that staff type
setting-staff-typing-help = In the direct messages, from the channel and from the panel.
setting-show-edits = Members’ edits show in the channel
setting-show-edits-help = The copy in the ticket’s channel follows, marked as edited. The panel shows every version either way.
setting-show-deletions = Members’ deletions show in the channel
setting-show-deletions-help = The copy in the ticket’s channel is marked as deleted. The panel shows it either way.
setting-channel-stays = Seconds that a closed ticket’s channel stays
setting-channel-stays-help = 0 removes it at once; 3600 leaves it for an hour. A ticket that is reopened meanwhile keeps its channel.
setting-member-colour = Colour of members’ messages
setting-member-colour-help = The bar of what members write.
setting-staff-colour = Colour of staff’s messages
setting-staff-colour-help = The bar of replies.
setting-system-colour = Colour of Rustmail’s own messages
setting-system-colour-help = The bar of the welcome and closing messages, of notes and of notices.
setting-prefix = Command prefix
setting-prefix-help = What a typed command begins with, such as ! in !reply. Slash commands always work.
setting-confirm-replies = Confirm replies
setting-confirm-replies-help = Whoever replies by a command is told that it was sent.
setting-confirm-edits = Confirm edits
setting-confirm-edits-help = Whoever edits a reply by a command is told that it was done.
setting-language = Language
setting-language-help = The language of the bot, and of the panel for browsers that ask for no language there is. The bot reconnects for it.
language-en = English
language-fr = French
setting-time-zone = Time zone
setting-time-zone-help = By its name in the IANA list, such as Europe/Paris. Days begin and end in it.
setting-log-closures = Log closed tickets
setting-log-closures-help = A line with a link for every ticket that is closed.
setting-log-channel = Channel of the log
setting-log-channel-help = A text channel of the staff server that the bot may write in.
setting-log-channel-none = No channel
wrong-missing = This must not be empty.
wrong-characters = There are characters in this that cannot be shown.
wrong-no-switch = This is neither on nor off.
wrong-no-choice = This is none of the choices.
wrong-no-colour = Write a colour as six hexadecimal digits, such as 5865f2.
wrong-no-time-zone = This is no time zone. Write one of the IANA list, such as Europe/Paris or UTC.
wrong-no-channel = This is not the id of a channel. Copy it in Discord with developer mode on.
wrong-no-prefix = A prefix has no spaces, and is not the slash of Discord’s own commands.
wrong-no-seconds = Write a whole number of seconds, up to { $most }.
wrong-no-such-channel = There is no such channel, or the bot does not see it.
wrong-not-a-category = This is a channel, and it has to be a category of channels.
wrong-not-a-text-channel = This is a category of channels, and it has to be a text channel.
wrong-of-a-ticket = This is the channel of a ticket, which goes with it. Choose another one.
channels-open = Everybody in the server can look into this category, so members read the tickets in it. In Discord, make it private under “Permissions”, and let your staff and the bot into it.
channels-open-staff = Everybody in the staff server can look into this category and reads the tickets in it. Unless that is meant, make it private in Discord under “Permissions”, and let your staff and the bot into it.
refusal-settings-moved = Nothing was saved: somebody else has changed the same settings meanwhile.
refusal-version-not-found = There is no such version of the settings.
refusal-nothing-to-change = There is nothing to change.
refusal-not-a-version = This form is not whole. Open the page again.
history-title = History of the settings
history-lead = Every change since the first start. Going back makes a new version, so that nothing is lost.
history-back = Back to the configuration
history-none = Nobody has changed anything yet: the configuration file decides. Change a setting on the configuration page, and it is listed here.
history-older = Older versions
history-version = Version { $number }
history-current = In effect
history-by = by { $name }
history-rolled-back = went back to version { $number }
history-rolled-back-to-file = went back to the configuration file
history-changes = What was changed
history-setting = Setting
history-old = Before
history-new = After
history-file = The configuration file
history-restore = Go back to version { $number }
history-restore-file = Go back to the configuration file
secrets-title = Secrets
secrets-lead = Secrets are never shown, only replaced. A new token is used at once, any other from the next start of the server on.
secret-token = Bot token
secret-token-help = Whoever has it is the bot. Reset it on the Bot page of Discord’s developer portal and copy the new one.
secret-client-secret = OAuth2 client secret
secret-client-secret-help = With it people sign in to this panel. Reset it on the OAuth2 page of Discord’s developer portal and copy the new one.
secret-database = Database address
secret-database-help = Where the data is kept, password included. Without one, a private database beside the configuration file is used.
secret-store-key = Access key of the bucket
secret-store-key-help = The secret of the S3 bucket that keeps the attachments, beside attachments.access_key_id. It only matters with attachments.store = "s3".
secret-in-file = Kept in { $path }.
secret-in-locked-file = Kept in { $path }, which this server may not write. Replace it there, and restart the server.
secret-in-environment = Kept in the environment variable { $name }. Replace it there, and restart the server.
secret-nowhere = Not set. It would be kept in { $path }.
secret-replace = Replace…
secret-new = New value
secret-confirm = Replace
secret-replaced = Replaced. Restart the server for it to take effect.
secret-in-use = Replaced, and in use now. The bot comes back with it.
secret-wrong-token = Discord does not accept this token. Copy it again from the Bot page of the developer portal.
secret-other-bot = This is the token of another bot, { $name }. The tickets of this server belong to the one it has now.
secret-unasked = Discord does not answer, so this cannot be checked. Try again in a minute.
secret-missing = Enter the new value.
secret-wrong-client-secret = Discord does not know this secret together with the client id. Copy it again from the OAuth2 page of the developer portal.
secret-no-postgres = A database address begins with postgres://.
secret-no-database = This database cannot be used, so the address stays as it is. { $reason }
secret-no-store = The bucket takes no files with this key, so the key stays as it is. { $reason }
secret-not-written = The file could not be written: { $why }

## The bot

bot-title = Bot
bot-lead = How the bot is, and what it shall do. The panel keeps running whatever happens to it.
bot-status = Connection
bot-connected = Connected
bot-connected-for = for
bot-connecting = Not connected
bot-stopped = Stopped
bot-stopped-help = Nothing is sent or received. What members write meanwhile is taken in when the bot starts; from somebody who has never written before, as soon as they write again.
bot-nobody = Not running
bot-nobody-help = No server runs the bot at the moment. Check that one with the role “all” or “bot” is up.
bot-hindrance-token = Discord does not know the bot’s token. Reset it on the Bot page of Discord’s developer portal, and replace it on the page “Configuration”, under Secrets: the bot connects at once. Where it is kept in an environment variable, replace it there and restart the server.
bot-hindrance-intents = Discord refuses the privileged intents. Turn on “Server Members Intent” and “Message Content Intent” on the Bot page of Discord’s developer portal, then press “Restart” on the page “Bot”.
bot-latency = Discord answers within
bot-milliseconds = { $count } ms
bot-waiting = Waiting to be sent
bot-waiting-count = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
bot-process = Process
bot-start = Start
bot-stop = Stop
bot-restart = Restart
bot-stop-help = While the bot is stopped, everything waits. Discord tells a bot of a first message only when its author writes again; it is taken in then.
refusal-bot-is-running = The bot is running already.
refusal-bot-is-stopped = The bot is stopped.
refusal-maintenance = Rustmail is being worked on. Only super administrators can use commands for now.
refusal-no-bot-name = A bot’s name has 2 to 32 characters, without spaces around it.
refusal-no-picture = Choose a picture in PNG, JPEG, GIF or WebP.
refusal-picture-too-large = A picture may have at most { $limit } MB.
maintenance-title = Maintenance
maintenance-lead = While it lasts, only super administrators can use commands. Members can write as ever: everything is kept in their tickets, and each is told once that answers take longer.
maintenance-on = Maintenance is on
maintenance-for = for
maintenance-message = What members are told
maintenance-message-help = Empty for the usual words.
maintenance-begin = Begin maintenance
maintenance-change = Save the message
maintenance-end = End maintenance
profile-title = Profile
profile-lead = What the bot is called and what it looks like on Discord. What is left empty stays as it is.
profile-name = Name
profile-name-help = Discord allows few changes an hour.
profile-unknown = Discord could not be asked what the bot is called now.
profile-avatar = Avatar
profile-banner = Banner
profile-picture-help = PNG, JPEG, GIF or WebP.
profile-change = Change profile
profile-changing = The change is on its way to Discord.
profile-failed = The last change was not made: { $reason }

## Snippets

snippets-title = Snippets
snippets-lead = Answers that are written once and sent often. In a ticket, type / to choose one, or send its key in double braces.
snippets-search = Search keys and texts
snippets-search-apply = Search
snippets-tabs = Which snippets
snippets-in-use = In use
snippets-removed = Removed
snippets-more = More
snippets-none = There is no snippet yet
snippets-none-advice = Save an answer that you give often, and everybody can send it with a few letters.
snippets-none-removed = No snippet has been removed
snippets-none-removed-advice = A snippet that somebody removes on its page comes here, and can be brought back.
snippets-none-match = No snippet contains “{ $text }”
snippets-show-all = Show all
snippets-no-suggestion = No snippet fits
snippet-title = Snippet { $key }
snippet-back = All snippets
snippet-uses =
    { $count ->
        [0] Never used
        [one] Used once
       *[other] Used { $count } times
    }
snippet-changed-by = changed by { $name }
snippet-how = To send it, type
snippet-is-removed = Removed
snippet-new = New snippet
snippet-create = Save snippet
snippet-change = Change this snippet
snippet-save = Save as a new version
snippet-key = Key
snippet-key-help = What people type to use it: letters, digits, - and _.
snippet-content = What it says
snippet-content-help = At most 4000 characters. Formatting works as on Discord.
snippet-variable-member = the member’s name
snippet-variable-staff = the name of whoever answers; the community’s in an anonymous reply
snippet-variable-ticket = the ticket’s number
snippet-variable-server = the community’s name
snippet-preview = How it reads
snippet-preview-empty = What you write above is shown here as a member would read it.
snippet-example-member = Mia
snippet-versions = Versions
snippet-version = Version { $number } by { $name },
snippet-version-current = Current
snippet-version-whole = The whole text
snippet-version-restore = Restore this version
snippet-remove = Remove…
snippet-remove-warning = Nobody can use it any more, and its key becomes free. Its versions are kept, and you can bring it back.
snippet-remove-confirm = Remove snippet
snippet-bring-back = Bring it back into use
refusal-snippet-not-found = There is no such snippet.
refusal-no-snippet-of-key = There is no snippet “{ $key }”.
refusal-snippet-key-invalid = A key has 1 to 50 letters, digits, - or _.
refusal-snippet-key-taken = There is another snippet with the key “{ $key }”.
refusal-snippet-empty = Write what the snippet says.
refusal-snippet-outdated = Somebody has changed this snippet meanwhile. Look at what it says now, below, then save yours again.

## What is wrong with a value

refusal-no-span = “{ $given }” is not a span of time. Write one such as 45s, 30m, 2h or 1d12h.
refusal-no-id = “{ $given }” is not an id: an id is a whole number such as 123456789012345678.
refusal-delay = The delay must be more than nothing and at most 365 days.
refusal-nul = This text has a character that cannot be kept (NUL). Remove it.
refusal-kind-of-id = This id belongs to something else.
refusal-order = Only open tickets are in this order.
refusal-no-place = This page of the list does not exist.
refusal-no-filter = No list can be narrowed by this.
refusal-no-search = Nothing can be searched like this.
refusal-idempotency-key = An idempotency key has 1 to 200 plain characters.
refusal-key-of-another = This key was used to open a ticket with somebody else.
refusal-key-unnamed = Give the key a name, such as the program that will use it.
refusal-key-long-name = A name has at most { $limit } characters.
refusal-key-no-scope = Choose at least one thing that the key may do.
refusal-key-past = The expiry must be in the future.
refusal-not-staff = This user is not staff who may work on tickets.
refusal-cut-off = The form did not arrive whole. Send it again.
refusal-no-side = A side is “dm” or “channel”.
refusal-no-priority = There is no such priority.
refusal-no-setting = There is no setting “{ $key }”.

## Categories

categories-title = Categories
categories-lead = What tickets are about, where their channels go, and who of the staff sees them. At most { $most } can be switched on.
categories-list = The categories in their order
categories-discord-silent = Discord does not answer at the moment, so roles and channels are shown by their ids.
categories-none = There is no category yet
categories-none-advice = Without categories every ticket goes to the inbox, and everybody of the staff sees it.
categories-none-removed = No category has been removed
categories-tabs = Which categories
categories-in-use = In use
categories-removed = Removed
category-new = New category
category-create = Create category
category-change = Change…
category-save = Save
category-name = Name
category-emoji = Emoji
category-emoji-help = One emoji, or one of your server as <:name:id>.
category-description = Description
category-description-help = What belongs into it, in a sentence.
category-channels = Channels go to
category-channels-help = The category of the staff server under which the channels of its tickets stand.
category-channels-gone = A Discord category that does not exist any more. Choose another one.
category-inbox = The inbox
category-roles = Seen only by
category-roles-help = Only people with one of these roles see its tickets, open or closed. Choose none, and everybody of the staff does.
category-no-roles = The staff server has no roles to choose from.
category-role-gone = a deleted role ({ $id })
category-seen-by = Seen by
category-seen-by-all = Everybody of the staff
category-off = Off
category-switch-on = Switch on
category-switch-off = Switch off
category-up = Move { $name } up
category-down = Move { $name } down
category-out-of-sight = You do not see its tickets, so you cannot change it.
category-remove = Remove…
category-remove-warning = No ticket can be put into it any more. Its tickets stay in it, and stay hidden from whoever could not see them.
category-remove-confirm = Remove category
category-removed = Removed
category-bring-back = Bring it back into use
refusal-category-name-invalid = A category needs a name, of at most 80 characters.
refusal-category-name-taken = There is another category with the name “{ $name }”.
refusal-category-description-too-long = A description has at most 200 characters.
refusal-not-an-emoji = This is not an emoji. Choose one, or write one of your server as <:name:id>.
refusal-open-to-members = Everybody in the server can look into this category, so members would read the tickets of others. In Discord, make it private under “Permissions”, and let your staff and the bot into it.
save-all-the-same = Save all the same
refusal-too-many-categories = 24 categories are switched on, which is the most. Switch one off first.
refusal-category-out-of-own-sight = You would not see the tickets of this category any more. Choose one of your own roles, too, or leave this to somebody who has one of these.
refusal-category-out-of-sight = You do not see the tickets of this category, so you cannot change it.
refusal-too-many-category-roles = A category is kept to at most { $limit } roles. Choose fewer.
refusal-category-outdated = Somebody has changed this category meanwhile. Look at what it is now, above, then save yours again.

## Refusals about the work on tickets

refusal-category-not-found = There is no such category.
refusal-category-disabled = This category is switched off. Choose another one.
refusal-only-people = Only a person can take a ticket.
refusal-taken-by = { $name } has this ticket. Take it over if that is what you want.
refusal-not-taken = Nobody has taken this ticket.
refusal-cannot-work-it = This person may not work this ticket, or not any more.
refusal-nothing-to-give-back = You have not just given this ticket to anybody, so there is nothing to undo.
refusal-changed-meanwhile = This has been changed meanwhile, so it stays as it is now.
refusal-closure-overdue = The time at which this ticket was to be closed is over. Close it now, or choose another time.
refusal-not-closed = This ticket is open.
refusal-not-a-tag = Write a tag of at most 32 characters: letters and digits, with - _ . or + between them.
refusal-too-many-tags = A ticket has at most { $limit } tags. Take another one away first.
refusal-member-blocked = This member is blocked. Lift the block first.
refusal-block-not-found = There is no such block.
refusal-block-ended = This block has ended already.
refusal-block-too-long = A block lasts at most ten years. Leave the time empty to block for good.
refusal-block-for-good-and-time = Choose one: for good, or for a time.
refusal-block-outdated = Somebody has changed this block meanwhile. Look at what it is now, above, then save yours again.
refusal-block-out-of-sight = You see none of this member’s tickets, so you cannot change this block.

## Work on a ticket

work-change = Change
work-save = Save
work-assignee = Has it
work-you = You
work-nobody = Nobody
work-take = Take it
work-take-over = Take it over
work-release = Let it go
work-hand-over = Hand it over
work-hand-over-to = Hand it to
work-hand-over-help = They are called to the ticket’s channel.
work-category = Category
work-inbox = Inbox
work-category-to = Move it to
work-category-help = Who sees the ticket, and where its channel stands, follow.
work-move = Move
work-priority = Priority
work-priority-how = How urgent is it?
priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent
work-label = Name
work-no-label = None
work-label-what = What do you call it?
work-label-help = The ticket’s channel is called by it. Leave it empty to go by the member’s name.
work-tags = Tags
work-no-tags = None
work-tag-new = New tag
work-tag-help = Letters and digits, with - _ . or + between them.
work-tag-add = Add
work-tag-remove = Remove the tag { $tag }
work-block = Member
work-not-blocked = May open tickets
work-blocked = Blocked
work-blocked-until = ends
work-blocked-for-good = for good
work-blocked-by = by { $name }
work-block-open = Block the member
work-block-warning = They cannot open another ticket, and are told so when they try. This ticket stays open unless you close it as well.
work-block-lasts = For how long
work-block-lasts-help = Such as 12h or 30d. Leave it empty to block for good.
work-block-reason = Reason
work-block-reason-help = For the record. The member does not see it.
work-block-closes = Close this ticket as well
work-block-confirm = Block
work-block-lift = Lift the block
work-no-person = Choose somebody of the list.
reopening-open = Reopen
reopening-help = The ticket gets a channel again, and the member is told that they can go on.
reopening-silent = Without telling the member
reopening-confirm = Reopen the ticket
reopening-undo = Undo: keep it open

## Members

members-title = Members
members-search = Name or id
members-search-apply = Search
members-more = Earlier contacts
members-back = Later contacts
members-none = Nobody has written yet
members-none-advice = Whoever writes to the bot, or is written to, appears here.
members-none-match = Nobody is called “{ $text }”
members-none-match-advice = Type the beginning of a name, or an account’s id.
members-show-all = Show all
member-back = All members
member-blocked = Blocked
member-open-ticket = Open: #{ $number }
member-tickets =
    { $count ->
        [0] No tickets
        [one] One ticket
       *[other] { $count } tickets
    }
member-last-contact = Last contact
member-account-id = Id
member-account = Account created
member-server = In the community
member-ask-discord = Ask Discord
member-discord-silent = Discord does not answer at the moment.
member-outside = Not in the server any more
member-since = In the community since
member-nickname = Nickname
member-roles = Roles
member-no-roles = None
member-no-tickets = There is no ticket that you can see.
member-ticket-open = Open
member-ticket-closed = Closed
member-blocks = Blocks
member-never-blocked = Never blocked.
refusal-member-not-found = There is no such member.

## Blocks

blocks-title = Blocks
blocks-lead = Members who may not open tickets. When they write, they are told so once; a ticket that is open stays open.
blocks-tabs = Which blocks
blocks-standing = Standing
blocks-ended = Ended
blocks-none = Nobody is blocked
blocks-none-advice = Whoever is blocked, above or from a ticket, can open no tickets until the block ends.
blocks-none-ended = No block has ended yet
blocks-none-ended-advice = A block comes here when its time is over or somebody lifts it.
block-new = Block a member
block-this = Block this member
block-member = Who
block-member-help = A name, or an account’s id.
block-meant = Whom do you mean by “{ $name }”?
block-reason = Reason
block-reason-help = For the staff; the member is not told.
block-lasts = For how long
block-lasts-help = Such as 12h or 30d. Leave it empty to block for good.
block-place = Block
block-closes = Close their open ticket as well
block-change = Change…
block-change-lasts = From now on, for
block-change-lasts-help = Such as 12h or 30d. Leave it empty to keep the end as it is.
block-change-for-good = For good
block-change-save = Save
block-lift = Lift the block
block-by = Blocked by { $name }
block-until = ends
block-for-good = for good
block-lifted-by = lifted by { $name }
block-ended = ended
block-refused =
    { $count ->
        [one] Has written once meanwhile
       *[other] Has written { $count } times meanwhile
    }
