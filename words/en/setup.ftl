### What people read in the setup.

setup-steps = Steps of the setup
setup-step-token = Bot
setup-step-servers = Servers
setup-step-category = Inbox
setup-step-panel = Panel and people
setup-step-language = Language
setup-step-review = Review
setup-title-token = Which bot is it?
setup-title-servers = In which servers does it work?
setup-title-category = Where do tickets go?
setup-title-panel = The panel, and who may do what
setup-title-language = Language and time
setup-title-review = Is this right?
setup-bot = The bot is { $bot }.
setup-next = Continue
setup-back = Back
setup-write = Write and start
setup-look-again = Look again
setup-choose = Choose…
setup-change = Change
setup-portal = Open Discord’s developer portal

## Bot

setup-token-lead = Rustmail speaks on Discord as a bot of your own. Nothing is written before the last step.
setup-token-advice-make = Make an application, or choose one that you have.
setup-token-advice-intents = On its page “Bot”, switch on “Server Members Intent” and “Message Content Intent”, and save.
setup-token-advice-copy = On the same page, choose “Reset Token”, and copy the token.
setup-token = Token
setup-token-help = Whoever has the token is the bot. It is sent to Discord and nowhere else, and never shown again.
setup-secret-held = One is held already. Leave the field empty to keep it.
setup-token-missing = Paste the token of the bot.
setup-token-unknown = Discord does not know this token. Reset it on the page “Bot” of the developer portal, and paste the new one.
setup-token-known = Discord knows this bot: { $bot }.
setup-plain = This page came in plain text over a network
setup-plain-early = Whoever listens on the way would read the token and the secrets that you will enter. Before you begin, open a tunnel to the machine that Rustmail runs on, and then this address with localhost in place of the machine’s name; or put a reverse proxy with TLS in front:
setup-plain-late = Whoever listens on the way reads the token and the secrets that you enter. To be safe, stop Rustmail, start it again, open a tunnel to its machine, and then the new address with localhost; or put a reverse proxy with TLS in front:
setup-intents-missing = The bot may not read what it needs to read. These switches are off:
setup-intents-remedy = Switch them on under “Privileged Gateway Intents” on the page “Bot”, save, and look again.
setup-intent-members = Server Members Intent
setup-intent-message-content = Message Content Intent
setup-unanswered = Discord does not answer: { $reason }.
setup-unanswered-advice = See whether this machine reaches Discord, then look again. What you entered is kept.

## Servers

setup-servers-lead = Members write to the bot; their tickets become channels that only staff see.
setup-servers-none = The bot is in no server yet
setup-servers-none-advice = Let it into your server, or into both when your staff have a server of their own. Then look again.
setup-servers-other = The bot has to be in a server before you can choose it.
setup-invite = Let the bot into a server
setup-mode = Where do members and staff meet?
setup-mode-single = In one server
setup-mode-single-help = Ticket channels are hidden from members by the permissions of their category.
setup-mode-dual = In two servers
setup-mode-dual-help = Staff work in a server that members never see.
setup-server = Server
setup-server-community = Server of the members
setup-server-staff = Server of the staff
setup-server-missing = Choose a server that the bot is in.
setup-server-same = Choose another server than that of the members, or one server for everybody.

## Inbox

setup-category-lead = Each ticket gets a channel in this category. See to it that only staff can look into it.
setup-category = Category in { $server }
setup-category-none = There is no category in { $server } yet
setup-category-none-advice = In Discord, open the menu of the server, choose “Create Category”, call it “Tickets” for example, and make it private. Let the bot into it, then look again.
setup-category-missing = Choose a category.
setup-category-lacks = The bot may not do this here: { $permissions }.
setup-category-doubt = In this category the bot may not do everything that it has to: { $permissions }.
setup-category-doubt-advice = Give the bot these permissions in the settings of the category or of its role, and look again.
setup-category-open = Everybody in the server can look into this category, so members would read the tickets of others.
setup-category-open-advice = In Discord, edit the category and make it private under “Permissions”. Let your staff and the bot into it, then look again.
setup-category-full = This category has 50 channels, which is all that Discord puts into one: tickets would get their channels outside of it.
setup-category-full-advice = Take channels out of it, or make a category for tickets alone, and look again.
setup-category-anyway = Go on all the same
setup-permission-view-channels = View Channels
setup-permission-manage-channels = Manage Channels
setup-permission-send-messages = Send Messages
setup-permission-manage-messages = Manage Messages
setup-permission-embed-links = Embed Links
setup-permission-attach-files = Attach Files
setup-permission-read-message-history = Read Message History

## Panel and people

setup-panel-lead = Staff can answer in Discord alone, or from a panel in the browser as well.
setup-panel-enable = Serve the panel and the API
setup-panel-enable-help = You can switch it on later in the configuration file.
setup-client-id = Client ID
setup-client-id-wrong = Enter the client ID from the page “OAuth2” of the developer portal: a number such as 123456789012345678.
setup-client-id-other = This is not the application of the bot. The bot { $bot } belongs to the application with the client ID { $id }.
setup-client-secret = Client secret
setup-client-secret-help = From the page “OAuth2” of the developer portal. It is never shown again.
setup-client-secret-missing = Paste the client secret, or switch the panel off.
setup-client-secret-wrong = Discord does not know this client secret for this client ID, so nobody could sign in. Reset it on the page “OAuth2” of the developer portal, and paste the new one.
setup-client-secret-unjudged = Discord does not say whether the client secret is right. Look again before you go on: with a wrong one nobody can sign in.
setup-address = Address of the panel
setup-address-help = As people type it, such as https://desk.example.com. Put a reverse proxy with TLS in front of it when it is reached over the internet.
setup-address-wrong = Enter scheme and name, and nothing behind them: https://desk.example.com or http://localhost:3002.
setup-redirect = Redirect
setup-redirect-help = Add this address under “Redirects” on the page “OAuth2”, and save there. Without it nobody can sign in.
setup-redirect-none = As soon as the address above is a whole one, this shows what has to be added under “Redirects” on the page “OAuth2”.
setup-redirect-again = Show it for another address
setup-redirect-remember = Nobody can sign in before this redirect is listed on the page “OAuth2”:
setup-redirect-listed = Discord knows the redirect:
setup-redirect-missing = The redirect is not listed yet, so nobody could sign in
setup-redirect-missing-advice = Add this address under “Redirects” on the page “OAuth2”, save there, and look again. You can do it after the start as well.
setup-admins = Who may do everything
setup-person = Find somebody
setup-person-help = The name or the id of a member of the staff server. Begin with yourself.
setup-find = Find
setup-person-unknown = Nobody in the staff server is called like this.
setup-person-bot = This is a bot. Only people can be chosen.
setup-person-choose = Tick whom you mean, then continue.
setup-person-needed = Find and tick at least one person who may do everything, yourself for example.
setup-staff-needed = Without the panel, too, somebody has to answer: tick a role, or a person who may do everything.
setup-roles = Roles that work tickets

## Language

setup-language-lead = Staff can change both later, and each reads the panel in their own language.
setup-language = Language
setup-language-help = In which the bot speaks to everybody whose own language is not known.
setup-time-zone = Time zone
setup-time-zone-help = Of the times that people read, and of the days in the statistics.
setup-language-unknown = Choose one of these languages.
setup-time-zone-unknown = Choose one of these time zones.

## Review

setup-review-lead = With “Write and start” the server starts, and as soon as it can this becomes { $path }, readable for its owner only.
setup-fact-server = Server
setup-fact-servers = Servers
setup-fact-dual = Members in { $community }, staff in { $staff }
setup-fact-category = Category
setup-fact-panel = Panel
setup-fact-panel-off = Off
setup-fact-admins = May do everything
setup-fact-roles = Work tickets
setup-fact-nobody = Nobody
setup-variables = These environment variables are set. They are not written into the file, and win over it:
setup-file = The file { $path }, with its secrets left out
setup-not-written = Nothing was written. This is in the way:
setup-file-exists = { $path } has come to be there meanwhile. It is never written over: move it away, or start Rustmail again to use it.
setup-file-refused = { $path } cannot be written: { $reason }. Mend that and try again; everything you entered is kept.
setup-problem-logs = bot.logs_channel_id is missing: the environment switches the log on (RUSTMAIL_BOT_ENABLE_RUSTMAIL_LOGS). Name its channel in RUSTMAIL_BOT_LOGS_CHANNEL_ID, or take the other variable away, and start anew.
setup-problem-language = The language is none of those that RUSTMAIL_LANGUAGE_SUPPORTED_LANGUAGES names. Choose another, or add it there and start anew.
setup-problem-public-url = RUSTMAIL_SERVER_PUBLIC_URL names another address than the one that you entered for the panel, so signing in could not work. Enter the same, or change the variable and start anew.
setup-problem-bucket = { $key } is missing, without which the bucket for the attachments cannot be used. Name it in the environment and start anew, or set RUSTMAIL_ATTACHMENTS_STORE=local.
setup-cannot-start = The server cannot start with this. { $reason }

## Start

setup-starting = The server is starting
setup-starting-lead = The first start takes some seconds; this page goes on by itself.
setup-runs = Rustmail runs
setup-runs-panel-lead = The panel is ready. This page leads you there.
setup-runs-bot-lead = The bot is on Discord, and whoever writes to it opens a ticket. You can close this page.
setup-open-panel = Open the panel

## Closed doors

setup-begin = Set up Rustmail
setup-begin-advice = From here on only this browser can do it. Nothing is written before the last step.
setup-begin-here = Begin in this browser
setup-unknown = There is nothing here
setup-unknown-advice = Rustmail is being set up. The address of the setup stands in the terminal in which it was started, or in its output.
setup-used = This address has been used
setup-used-advice = It lets in one browser, and another has begun with it. Stop Rustmail and start it again to get a new one.
setup-stranger = Only one browser may set up Rustmail
setup-stranger-advice = It is the one that began at the address from the terminal. If that was not you, or its cookies are gone, stop Rustmail and start it again to get a new address.
setup-forged = That did not come from the page you see
setup-forged-advice = Go back, reload the page, and try again. Nothing was changed.
