//! What happens on Discord, put into the lane where it belongs.

pub mod body;
pub mod direct;
pub mod people;
pub mod placing;
pub mod talk;
pub mod typing;
pub mod written;

use std::sync::Arc;

use futures::FutureExt as _;
use serde_json::Value;
use serenity::all::{CommandInteraction, Interaction};
use serenity::model::event::Event;
use tokio::task::JoinHandle;

use crate::bot::gateway::Heard;
use crate::bot::health::Hearing;
use crate::bot::incoming::body::BodyReader;
use crate::bot::incoming::written::{Written, id};
use crate::bot::lanes::{Lane, Next};
use crate::bot::presence::Shown;
use crate::bot::recovery::{Outstanding, Turn};
use crate::bot::{Bot, Link, dispatch, recovery, registration};
use crate::ids::{ChannelId, PostId, RoleId, ServerId, UserId};

/// Something to handle in its lane.
pub(crate) enum Item {
    /// Somebody wrote.
    Written(Box<Written>),
    /// Somebody changed what they had written.
    Edited(Box<Written>),
    /// Messages were deleted.
    Deleted(Vec<PostId>),
    /// The channel was removed.
    Vanished,
    /// Look for what was said while nobody listened; somebody may wait for it.
    CatchUp(Option<Outstanding>),
    /// Somebody used a slash command; the handle tells whether Discord knows that we heard.
    Called(Box<CommandInteraction>, JoinHandle<bool>),
    /// Somebody of the staff server holds these roles now, or none any more because they left.
    Roles(UserId, Option<Vec<RoleId>>),
    /// A role of the staff server was removed, which takes it from everybody who held it.
    RoleGone(RoleId),
    /// The channel was dragged under this category.
    Dragged(ChannelId),
    /// One of our servers is called this.
    Named(ServerId, String),
}

/// Takes one event of the gateway.
pub(crate) fn take(bot: &Arc<Bot>, Heard { event, link }: Heard) {
    match event {
        Event::Ready(event) => {
            // The client begins a new session as the bot was to be shown when it started.
            link.show(&Shown::of(&bot.app.settings()));
            bot.set_link(link);
            bot.pulse.begin();
            let mut servers = event.ready.guilds.iter().map(|server| server.id.get());
            bot.health.hears_staff_server(
                match servers.any(|server| is_staff_server(bot, server)) {
                    true => Hearing::NotYet,
                    false => Hearing::Lost,
                },
            );
            recovery::begin(bot);
            registration::begin(bot);
        }
        // What was asked while the line was broken has no answer any more.
        Event::Resumed(_) => bot.pulse.begin(),
        Event::MessageCreate(event) => wrote(bot, json_of(&event.message), Item::Written),
        Event::MessageUpdate(event) => wrote(bot, json_of(&event), Item::Edited),
        Event::Unknown(event) if event.kind == "MESSAGE_CREATE" => {
            wrote(bot, event.value, Item::Written);
        }
        Event::Unknown(event) if event.kind == "MESSAGE_UPDATE" => {
            wrote(bot, event.value, Item::Edited);
        }
        Event::InteractionCreate(event) => {
            if let Interaction::Command(command) = event.interaction {
                called(bot, Box::new(command), &link);
            }
        }
        Event::GuildCreate(event) => {
            placing::learn(bot, event.guild.channels.values());
            hear_of(bot, event.guild.id.get());
            named(bot, event.guild.id.get(), event.guild.name);
        }
        // We were removed, or Discord has lost the server for a while. Of neither is anything told before the server is there again.
        Event::GuildDelete(event) if is_staff_server(bot, event.guild.id.get()) => {
            bot.health.hears_staff_server(Hearing::Lost);
            tracing::warn!("nothing is told of the staff server until the bot is in it again");
        }
        Event::GuildMembersChunk(event) => {
            bot.pulse
                .answered(event.nonce.as_deref().unwrap_or_default());
        }
        Event::ChannelCreate(event) => placing::learn(bot, [&event.channel]),
        Event::ChannelUpdate(event) => placing::notice(bot, &event.channel),
        Event::GuildUpdate(event) => named(bot, event.guild.id.get(), event.guild.name),
        other @ (Event::MessageDelete(_)
        | Event::MessageDeleteBulk(_)
        | Event::ChannelDelete(_)
        | Event::GuildMemberAdd(_)
        | Event::GuildMemberUpdate(_)
        | Event::GuildMemberRemove(_)
        | Event::GuildRoleDelete(_)
        | Event::TypingStart(_)
        | Event::Unknown(_)) => take_rest(bot, &json_of(&other)),
        _ => {}
    }
}

impl Bot {
    /// How the bodies of messages are read.
    pub(crate) fn bodies(&self) -> BodyReader<'_> {
        let words = self.app.words();
        let cdn_url = self.app.discord.cdn_url();
        BodyReader { words, cdn_url }
    }

    /// The server in which tickets are worked.
    pub(crate) fn staff_server(&self) -> ServerId {
        self.app.config.bot.mode.staff_server()
    }

    /// Puts something into its lane.
    pub(crate) fn enqueue(self: &Arc<Self>, lane: Lane, item: Item) {
        if self.lanes.push(lane, item) {
            tokio::spawn(work(Arc::clone(self), lane));
        }
    }
}

/// Events whose content we need little of.
fn take_rest(bot: &Arc<Bot>, event: &Value) {
    let data = &event["d"];
    let channel = |key: &str| id(&data[key]).map(ChannelId);
    let lane =
        |key: &str| channel(key).and_then(|channel| lane_of(bot, channel, &data["guild_id"]));
    match event["t"].as_str().unwrap_or_default() {
        "MESSAGE_DELETE" => {
            let posts = id(&data["id"]).map(PostId).into_iter().collect();
            deleted(bot, lane("channel_id"), posts);
        }
        "MESSAGE_DELETE_BULK" => {
            let ids = data["ids"].as_array().into_iter().flatten();
            deleted(
                bot,
                lane("channel_id"),
                ids.filter_map(id).map(PostId).collect(),
            );
        }
        "CHANNEL_DELETE" => {
            if let Some(channel) = channel("id") {
                placing::forget(bot, channel);
            }
            if let Some(lane) = lane("id") {
                bot.enqueue(lane, Item::Vanished);
            }
        }
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" => {
            let roles = data["roles"].as_array().into_iter().flatten();
            let roles = roles.filter_map(id).map(RoleId).collect();
            changed(bot, data, Some(roles));
        }
        "GUILD_MEMBER_REMOVE" => changed(bot, data, None),
        "GUILD_ROLE_DELETE" => {
            let is_ours = id(&data["guild_id"]) == Some(bot.staff_server().0);
            if let (true, Some(role)) = (is_ours, id(&data["role_id"])) {
                bot.enqueue(Lane::People, Item::RoleGone(RoleId(role)));
            }
        }
        "TYPING_START" => typing::began(bot, data),
        _ => {}
    }
}

fn wrote(bot: &Arc<Bot>, json: Value, item: fn(Box<Written>) -> Item) {
    let Some(written) = Written::read(json) else {
        return;
    };
    let server = written.server;
    let lane = match server {
        None => Lane::Dm(written.channel),
        Some(server) if server == bot.staff_server() => Lane::Server(written.channel),
        Some(_) => return,
    };
    bot.enqueue(lane, item(Box::new(written)));
}

fn deleted(bot: &Arc<Bot>, lane: Option<Lane>, posts: Vec<PostId>) {
    if let Some(lane) = lane {
        bot.enqueue(lane, Item::Deleted(posts));
    }
}

fn changed(bot: &Arc<Bot>, member: &Value, roles: Option<Vec<RoleId>>) {
    let is_ours = id(&member["guild_id"]) == Some(bot.staff_server().0);
    if let (true, Some(user)) = (is_ours, id(&member["user"]["id"])) {
        bot.enqueue(Lane::People, Item::Roles(UserId(user), roles));
    }
}

fn is_staff_server(bot: &Bot, server: u64) -> bool {
    i64::try_from(server) == Ok(bot.staff_server().0)
}

/// A server is there. Roles in the staff server may have changed while nothing was told of it.
fn hear_of(bot: &Arc<Bot>, server: u64) {
    if !is_staff_server(bot, server) {
        return;
    }
    if bot.health.hears_staff_server(Hearing::Yes) == Hearing::Lost {
        bot.progress.forget(Lane::People);
        bot.enqueue(Lane::People, Item::CatchUp(None));
    }
}

fn named(bot: &Arc<Bot>, server: u64, name: String) {
    let mode = &bot.app.config.bot.mode;
    let server = i64::try_from(server).map(ServerId);
    let ours = [mode.community_server(), mode.staff_server()];
    if let Some(server) = server.ok().filter(|server| ours.contains(server)) {
        bot.enqueue(Lane::People, Item::Named(server, name));
    }
}

/// Discord wants to know within three seconds that a command was heard, however long its lane is.
fn called(bot: &Arc<Bot>, command: Box<CommandInteraction>, link: &Link) {
    let Some(channel) = id(&Value::from(command.channel_id.get())).map(ChannelId) else {
        return;
    };
    let heard = tokio::spawn(dispatch::acknowledge(command.clone(), link.clone()));
    bot.enqueue(Lane::Server(channel), Item::Called(command, heard));
}

fn lane_of(bot: &Bot, channel: ChannelId, server: &Value) -> Option<Lane> {
    match id(server) {
        None => Some(Lane::Dm(channel)),
        Some(server) if server == bot.staff_server().0 => Some(Lane::Server(channel)),
        Some(_) => None,
    }
}

fn json_of(event: &impl serde::Serialize) -> Value {
    serde_json::to_value(event).unwrap_or_default()
}

/// Works a lane until nothing is left in it.
async fn work(bot: Arc<Bot>, lane: Lane) {
    while let Some(next) = bot.lanes.next(lane) {
        if bot.stop.is_cancelled() {
            continue;
        }
        let item = match next {
            Next::Item(item) => item,
            Next::Missed => {
                bot.progress.forget(lane);
                Item::CatchUp(None)
            }
        };
        let handling = std::panic::AssertUnwindSafe(handle(&bot, lane, item));
        if handling.catch_unwind().await.is_err() {
            tracing::error!(?lane, "handling an event panicked; the lane goes on");
        }
    }
}

async fn handle(bot: &Arc<Bot>, lane: Lane, item: Item) {
    let turn = match item {
        Item::CatchUp(_) => Turn::Queued,
        _ => Turn::Now,
    };
    let has_caught_up = recovery::catch_up(bot, lane, turn).await.is_some();
    if !has_caught_up && bot.stop.is_cancelled() {
        // What comes later must not be marked as read before what came first.
        return;
    }
    match (lane, item) {
        (Lane::Dm(_), Item::Written(written)) => {
            direct::receive(bot, &written).await;
        }
        (Lane::Dm(_), Item::Edited(written)) => direct::revise(bot, &written).await,
        (Lane::Dm(channel), Item::Deleted(posts)) => direct::withdraw(bot, channel, &posts).await,
        (Lane::Server(_), Item::Written(written)) => {
            talk::hear(bot, &written).await;
        }
        (Lane::Server(_), Item::Edited(written)) => talk::revise(bot, &written).await,
        (Lane::Server(_), Item::Deleted(posts)) => talk::withdraw(bot, &posts).await,
        (Lane::Server(channel), Item::Vanished) => talk::vanish(bot, channel).await,
        (Lane::Server(channel), Item::Dragged(to)) => placing::follow(bot, channel, to).await,
        (_, Item::Called(command, heard)) => dispatch::run_called(bot, &command, heard).await,
        (_, Item::Named(server, name)) => people::keep_name(bot, server, name).await,
        (_, Item::Roles(user, roles)) => people::keep_roles(bot, user, roles).await,
        (_, Item::RoleGone(role)) => people::forget_role(bot, role).await,
        // Catching up has happened above.
        (_, Item::CatchUp(outstanding)) => drop(outstanding),
        // A direct-message channel only disappears from view.
        (_, Item::Vanished | Item::Dragged(_)) | (Lane::People, _) => {}
    }
}
