//! What was said while nobody listened: after every new session, the history of each known channel is handled like live events, before
//! them and in the same lane.

mod changes;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::Semaphore;

use crate::bot::Bot;
use crate::bot::incoming::written::{Written, id};
use crate::bot::incoming::{Item, direct, people, talk};
use crate::bot::lanes::Lane;
use crate::discord::Failure;
use crate::error::Error;
use crate::ids::{ChannelId, PostId};
use crate::models::delivery::Post;
use crate::models::dm_channel::DmChannel;
use crate::models::ticket::Ticket;

/// How many channels are read at once; Discord counts requests per channel and for the whole bot.
const AT_ONCE: usize = 8;
/// How many messages Discord gives at once; fewer are the last ones.
const FULL_PAGE: usize = 100;

/// Which lanes have caught up since the session began.
pub(crate) struct Progress {
    state: Mutex<State>,
    permits: Semaphore,
}

#[derive(Default)]
struct State {
    /// Counts sessions: a lane that was catching up when a session began has to do it again.
    session: u64,
    caught_up: HashMap<Lane, u64>,
}

/// Has every channel that we know catch up, and the roles of staff looked up again.
pub(crate) fn begin(bot: &Arc<Bot>) {
    bot.progress.start_session();
    tokio::spawn(start_all(Arc::clone(bot)));
}

async fn start_all(bot: Arc<Bot>) {
    tokio::join!(enqueue_all(&bot), people::refresh_roles(&bot));
}

async fn enqueue_all(bot: &Arc<Bot>) {
    let tickets = async || Ok(Ticket::with_channel(&mut *bot.app.db().await?).await?);
    if let Some(Ok(tickets)) = bot.persist("reading the open tickets", tickets).await {
        let channels = tickets.into_iter().filter_map(|ticket| ticket.channel_id);
        for channel in channels {
            bot.enqueue(Lane::Server(channel), Item::CatchUp);
        }
    }
    let known = async || Ok(DmChannel::all(&mut *bot.app.db().await?).await?);
    if let Some(Ok(known)) = bot.persist("reading the known people", known).await {
        for channel in known {
            bot.enqueue(Lane::Dm(channel.channel_id), Item::CatchUp);
        }
    }
}

/// Handles what was said in a lane's channel while nobody listened, unless that has happened in this session.
pub(crate) async fn catch_up(bot: &Bot, lane: Lane) {
    let Some(session) = bot.progress.missing(lane) else {
        return;
    };
    let Ok(_permit) = bot.progress.permits.acquire().await else {
        return;
    };
    let done = match lane {
        Lane::Dm(channel) => catch_up_direct(bot, channel).await,
        Lane::Server(channel) => catch_up_talk(bot, channel).await,
        Lane::People => Some(()),
    };
    if done.is_some() {
        bot.progress.note(lane, session);
    }
}

async fn catch_up_direct(bot: &Bot, channel: ChannelId) -> Option<()> {
    let start = async || start_of(bot, channel).await;
    let Some(mut after) = bot.persist("reading how far we were", start).await?.ok()? else {
        return Some(());
    };
    let begin = after;
    loop {
        let page = page(bot, channel, after).await?;
        for written in page.iter().cloned().filter_map(Written::read) {
            direct::receive(bot, &written).await;
        }
        after = last_of(&page).unwrap_or(after);
        if page.len() < FULL_PAGE {
            break;
        }
    }
    if after > begin {
        let mark =
            async || Ok(DmChannel::mark_read(&mut *bot.app.db().await?, channel, after).await?);
        bot.persist("marking direct messages as read", mark)
            .await?
            .ok()?;
    }
    changes::follow(bot, Lane::Dm(channel)).await
}

/// After which message to read. A channel in which nothing was received yet is read from our first message on: what a member wrote
/// before, to whatever bot used this account then, is no news.
async fn start_of(bot: &Bot, channel: ChannelId) -> Result<Option<PostId>, Error> {
    let conn = &mut bot.app.db().await?;
    let Some(known) = DmChannel::find(conn, channel).await? else {
        return Ok(None);
    };
    if known.read_to > PostId(0) {
        return Ok(Some(known.read_to));
    }
    Ok(Post::first_in(conn, channel).await?)
}

async fn catch_up_talk(bot: &Bot, channel: ChannelId) -> Option<()> {
    let find = async || Ok(Ticket::in_channel(&mut *bot.app.db().await?, channel).await?);
    let found = bot
        .persist("finding a channel's ticket", find)
        .await?
        .ok()?;
    let Some(ticket) = found.filter(|ticket| !ticket.is_closed()) else {
        return Some(());
    };
    let mut after = ticket.channel_read_to;
    loop {
        let page = page(bot, channel, after).await?;
        for written in page.iter().cloned().filter_map(Written::read) {
            talk::hear(bot, &written).await;
        }
        after = last_of(&page).unwrap_or(after);
        if page.len() < FULL_PAGE {
            break;
        }
    }
    if after > ticket.channel_read_to {
        talk::mark_read(bot, channel, after).await;
    }
    changes::follow(bot, Lane::Server(channel)).await
}

/// The next messages of a channel, oldest first; none when there are no more, or the channel cannot be read any more.
async fn page(bot: &Bot, channel: ChannelId, after: PostId) -> Option<Vec<Value>> {
    let read = async || match bot.app.discord.messages_after(channel, after).await {
        Ok(page) => Ok(page),
        Err(failure @ Failure::Refused { .. }) => {
            tracing::info!(%channel, %failure, "the history of a channel cannot be read");
            Ok(Vec::new())
        }
        Err(Failure::RateLimited { retry_after }) => {
            tokio::time::sleep(retry_after).await;
            Err(anyhow::anyhow!("Discord asked to wait").into())
        }
        Err(failure) => Err(anyhow::Error::new(failure).into()),
    };
    bot.persist("reading a channel's history", read).await?.ok()
}

fn last_of(page: &[Value]) -> Option<PostId> {
    page.iter()
        .filter_map(|message| id(&message["id"]))
        .max()
        .map(PostId)
}

impl Progress {
    /// Has the lane catch up again.
    pub(crate) fn forget(&self, lane: Lane) {
        self.lock().caught_up.remove(&lane);
    }

    fn start_session(&self) {
        let mut state = self.lock();
        state.session += 1;
        state.caught_up.clear();
    }

    /// The session in which the lane has not caught up yet.
    fn missing(&self, lane: Lane) -> Option<u64> {
        let state = self.lock();
        let has_caught_up = state.caught_up.get(&lane) == Some(&state.session);
        (!has_caught_up).then_some(state.session)
    }

    fn note(&self, lane: Lane, session: u64) {
        self.lock().caught_up.insert(lane, session);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            state: Mutex::default(),
            permits: Semaphore::new(AT_ONCE),
        }
    }
}
