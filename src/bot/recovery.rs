//! What was said while nobody listened: after every new session, the history of each known channel is handled like live events, before
//! them and in the same lane. Where a ticket is open that happens at once. Whoever else ever wrote comes after that, slowly, so that
//! replies keep their share of what Discord allows; when one of them writes meanwhile, theirs is read at once.

mod changes;

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};

use crate::bot::Bot;
use crate::bot::incoming::written::{Written, id};
use crate::bot::incoming::{Item, direct, people, talk};
use crate::bot::lanes::Lane;
use crate::discord::Failure;
use crate::ids::{ChannelId, PostId};
use crate::models::dm_channel::DmChannel;
use crate::models::ticket::Ticket;

/// How many channels are read at once; Discord counts requests per channel and for the whole bot.
const AT_ONCE: usize = 8;
/// How many messages Discord gives at once; fewer are the last ones.
const FULL_PAGE: usize = 100;
/// How much time is between two channels that nobody waits for.
const PACE: Duration = Duration::from_millis(200);
/// How long these wait for the channels of open tickets.
const PATIENCE: Duration = Duration::from_secs(120);
/// What Discord answers for a channel that does not exist.
const UNKNOWN_CHANNEL: u32 = 10_003;

/// Held by what has to be caught up with before due tickets may be closed. Nothing is sent through it: letting go of it is enough.
pub(crate) type Outstanding = mpsc::Sender<std::convert::Infallible>;

/// When a channel may be read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Turn {
    /// When not too many others are being read: nobody waits for it.
    Queued,
    /// At once: somebody said something in it.
    Now,
}

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
    let session = bot.progress.start_session();
    tokio::spawn(start_all(Arc::clone(bot), session));
}

async fn start_all(bot: Arc<Bot>, session: u64) {
    bot.enqueue(Lane::People, Item::CatchUp(None));
    let mut open = pin!(read_open(&bot));
    let has_ended = tokio::time::timeout(PATIENCE, &mut open).await.is_ok();
    let others = enqueue_others(&bot, session);
    if has_ended {
        others.await;
    } else {
        tokio::join!(open, others);
    }
}

/// Reads the channels of open tickets: what is written there may call a closing off.
async fn read_open(bot: &Arc<Bot>) {
    let (outstanding, mut everything) = mpsc::channel(1);
    enqueue_open(bot, outstanding).await;
    // Nothing is ever sent: this waits until every channel has let go of its end, whether it could be read or not.
    everything.recv().await;
    if !bot.stop.is_cancelled() {
        bot.app.caught_up.send_replace(true);
    }
}

async fn enqueue_open(bot: &Arc<Bot>, outstanding: Outstanding) {
    let tickets = async || Ok(Ticket::with_channel(&mut *bot.app.db().await?).await?);
    if let Some(Ok(tickets)) = bot.persist("reading the open tickets", tickets).await {
        let channels = tickets.into_iter().filter_map(|ticket| ticket.channel_id);
        for channel in channels {
            let item = Item::CatchUp(Some(outstanding.clone()));
            bot.enqueue(Lane::Server(channel), item);
        }
    }
    let members = async || Ok(DmChannel::with_open_ticket(&mut *bot.app.db().await?).await?);
    if let Some(Ok(members)) = bot.persist("reading who has a ticket", members).await {
        for channel in members {
            let item = Item::CatchUp(Some(outstanding.clone()));
            bot.enqueue(Lane::Dm(channel.channel_id), item);
        }
    }
}

/// Has everybody read who has not been read in this session, until there is another one.
async fn enqueue_others(bot: &Arc<Bot>, session: u64) {
    let known = async || Ok(DmChannel::all(&mut *bot.app.db().await?).await?);
    let Some(Ok(known)) = bot.persist("reading the known people", known).await else {
        return;
    };
    for channel in known {
        let lane = Lane::Dm(channel.channel_id);
        match bot.progress.missing(lane) {
            None => continue,
            Some(now) if now != session => return,
            Some(_) => bot.enqueue(lane, Item::CatchUp(None)),
        }
        tokio::select! {
            () = tokio::time::sleep(PACE) => {}
            () = bot.stop.cancelled() => return,
        }
    }
}

/// Handles what was said in a lane's channel while nobody listened, unless that has happened in this session. `None` when that could
/// not be finished.
pub(crate) async fn catch_up(bot: &Bot, lane: Lane, turn: Turn) -> Option<()> {
    let Some(session) = bot.progress.missing(lane) else {
        return Some(());
    };
    match lane {
        Lane::Dm(channel) => catch_up_direct(bot, channel, turn).await?,
        Lane::Server(channel) => catch_up_talk(bot, channel, turn).await?,
        Lane::People => people::refresh_roles(bot).await?,
    }
    bot.progress.note(lane, session);
    Some(())
}

async fn catch_up_direct(bot: &Bot, channel: ChannelId, turn: Turn) -> Option<()> {
    let start = async || Ok(DmChannel::unread_since(&mut *bot.app.db().await?, channel).await?);
    let mut after = bot.persist("reading how far we were", start).await?.ok()?;
    let begin = after;
    loop {
        let Ok(page) = page(bot, (channel, after), turn).await? else {
            break;
        };
        for written in page.iter().cloned().filter_map(Written::read) {
            direct::receive(bot, &written).await?;
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
    let is_open = async || {
        let conn = &mut bot.app.db().await?;
        Ok(DmChannel::has_open_ticket(conn, channel).await?)
    };
    let is_open = bot.persist("finding a member's ticket", is_open).await?;
    match is_open.ok()? {
        true => changes::follow(bot, Lane::Dm(channel), turn).await,
        false => Some(()),
    }
}

async fn catch_up_talk(bot: &Bot, channel: ChannelId, turn: Turn) -> Option<()> {
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
        let page = match page(bot, (channel, after), turn).await? {
            Ok(page) => page,
            Err(Unreadable::Gone) => {
                talk::vanish(bot, channel).await;
                return Some(());
            }
            Err(Unreadable::Withheld) => break,
        };
        for written in page.iter().cloned().filter_map(Written::read) {
            talk::hear(bot, &written).await?;
        }
        after = last_of(&page).unwrap_or(after);
        if page.len() < FULL_PAGE {
            break;
        }
    }
    if after > ticket.channel_read_to {
        talk::mark_read(bot, channel, after).await?;
    }
    changes::follow(bot, Lane::Server(channel), turn).await
}

/// Why a channel has no history.
enum Unreadable {
    /// It was removed.
    Gone,
    /// Discord does not show it to us.
    Withheld,
}

/// The next messages of a channel, oldest first; empty when there are no more.
async fn page(
    bot: &Bot,
    (channel, after): (ChannelId, PostId),
    turn: Turn,
) -> Option<Result<Vec<Value>, Unreadable>> {
    let read = async || {
        let page = {
            let _permit = bot.progress.permit(turn).await;
            bot.app.discord.messages_after(channel, after).await
        };
        match page {
            Ok(page) => Ok(Ok(page)),
            Err(Failure::Refused {
                code: UNKNOWN_CHANNEL,
                ..
            }) => Ok(Err(Unreadable::Gone)),
            Err(failure @ Failure::Refused { .. }) => {
                tracing::info!(%channel, %failure, "the history of a channel cannot be read");
                Ok(Err(Unreadable::Withheld))
            }
            Err(Failure::RateLimited { retry_after }) => {
                tokio::time::sleep(retry_after).await;
                Err(anyhow::Error::new(Failure::RateLimited { retry_after }).into())
            }
            Err(failure) => Err(anyhow::Error::new(failure).into()),
        }
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

    /// What a request to Discord needs; nothing when it cannot wait.
    async fn permit(&self, turn: Turn) -> Option<SemaphorePermit<'_>> {
        match turn {
            Turn::Queued => self.permits.acquire().await.ok(),
            Turn::Now => None,
        }
    }

    fn start_session(&self) -> u64 {
        let mut state = self.lock();
        state.session += 1;
        state.caught_up.clear();
        state.session
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
