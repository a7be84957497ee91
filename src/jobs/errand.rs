//! One task on its way: what it may use, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use words::Words;

use crate::app::App;
use crate::database::Connection;
use crate::discord::Failure;
use crate::discord::posting::Posting;
use crate::error::{Error, Refusal};
use crate::ids::{ChannelId, MessageId, PostId, TicketId};
use crate::models::actor::Act;
use crate::models::cause::{FailureCause, Setback};
use crate::models::delivery::{Delivery, Post, Side};
use crate::models::message::{Kind, Message};
use crate::models::ticket::Ticket;
use crate::outbox::{self, Job, Notice, Task};
use crate::refusal_words::sentence;
use crate::setback_words;

/// After how many attempts without an answer a task is given up: with the pauses between them that is about two hours.
const MOST_ATTEMPTS: i32 = 30;
/// The longest pause between two attempts.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(5);
/// How much earlier than ours Discord's clock may be.
const CLOCK_SLACK: TimeDelta = TimeDelta::minutes(1);

/// Why a task is not done.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Discord said no, did not answer, or asks to wait.
    #[error(transparent)]
    Discord(#[from] Failure),
    /// The message was deleted before it could be sent.
    #[error("it was deleted before it could be sent")]
    Deleted,
    /// The ticket has no channel.
    #[error("the ticket has no channel")]
    NoChannel,
    /// The Discord category in which its channel was to be created is gone.
    #[error("the Discord category for the channel does not exist")]
    NoPlace,
    /// The desk's own rules are against it, and trying again would change nothing.
    #[error(transparent)]
    Against(Refusal),
    /// A fault of ours.
    #[error("{0:#}")]
    Fault(anyhow::Error),
}

impl Trouble {
    /// As it is stored; a rule of ours in these words.
    fn setback(&self, words: &Words) -> Setback {
        match self {
            Self::Discord(failure) => setback_words::setback_of(failure),
            Self::Deleted => Setback::Deleted,
            Self::NoChannel => Setback::NoChannel,
            Self::NoPlace => Setback::NoPlace,
            Self::Against(refusal) => Setback::Against {
                rule: sentence(words, refusal),
            },
            Self::Fault(error) => Setback::Fault {
                reason: format!("{error:#}"),
            },
        }
    }

    /// What it is, where that is one of Discord's usual reasons.
    pub fn cause(&self) -> Option<FailureCause> {
        match self {
            Self::Discord(failure) => setback_words::usual_cause(failure),
            _ => None,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => Self::Against(refusal),
            Error::Internal(error) => Self::Fault(error),
        }
    }
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        Self::Fault(error)
    }
}

impl From<diesel::result::Error> for Trouble {
    fn from(error: diesel::result::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// One task on its way.
pub struct Errand {
    /// What it may use.
    pub app: Arc<App>,
    task: Task,
}

impl Errand {
    /// Sets out on a task.
    pub fn new(app: Arc<App>, task: Task) -> Self {
        Self { app, task }
    }

    /// What to do.
    pub fn job(&self) -> anyhow::Result<Job> {
        serde_json::from_value(self.task.job.clone()).context("a row of the outbox is no job")
    }

    /// What kind of job it is, for the log.
    pub fn job_name(&self) -> &str {
        self.task.job["job"].as_str().unwrap_or("unknown")
    }

    /// Rustmail itself, acting now.
    pub fn act(&self) -> Act {
        Act::of_system(self.app.clock.now())
    }

    /// A connection to the database.
    pub async fn db(&self) -> Result<Connection, Error> {
        self.app.db().await
    }

    /// A message and its ticket.
    pub async fn message(&self, id: MessageId) -> Result<(Message, Ticket), Trouble> {
        let conn = &mut self.db().await?;
        let message = Message::get(conn, id)
            .await?
            .context("a job's message does not exist")?;
        let ticket = Ticket::get(conn, message.ticket_id).await?;
        Ok((
            message,
            ticket.context("a message's ticket does not exist")?,
        ))
    }

    /// A ticket.
    pub async fn ticket(&self, id: TicketId) -> Result<Ticket, Trouble> {
        let ticket = Ticket::get(&mut *self.db().await?, id).await?;
        Ok(ticket.context("a job's ticket does not exist")?)
    }

    /// Posts a message exactly once, however often this task has been tried. `part` tells the posts of one task apart.
    pub async fn post(
        &self,
        channel: ChannelId,
        posting: &Posting,
        part: usize,
    ) -> Result<PostId, Trouble> {
        if self.task.attempts > 1
            && let Some(earlier) = self.find_earlier(channel, posting).await?
        {
            return Ok(earlier);
        }
        let nonce = format!("rm-{}-{part}", self.task.id);
        Ok(self
            .app
            .discord
            .post_message(channel, posting, &nonce)
            .await?)
    }

    /// What an attempt that was cut short may have posted. Posts that are on record belong to others.
    async fn find_earlier(
        &self,
        channel: ChannelId,
        posting: &Posting,
    ) -> Result<Option<PostId>, Trouble> {
        let Some(started_at) = self.task.started_at else {
            return Ok(None);
        };
        let since = PostId::first_at(started_at - CLOCK_SLACK);
        let known = Post::known_since(&mut *self.db().await?, channel, since).await?;
        Ok(self
            .app
            .discord
            .find_own_post(channel, posting, (since, &known))
            .await?)
    }

    /// How often this task has been tried, this time included.
    pub fn attempts(&self) -> i32 {
        self.task.attempts
    }

    /// Ends the task with nothing to record.
    pub async fn finish(&self) -> Result<(), Trouble> {
        Ok(self.task.finish(&mut *self.db().await?).await?)
    }

    /// Ends the task within the caller's transaction, beside what it records.
    pub async fn end(&self, conn: &mut AsyncPgConnection) -> Result<(), Error> {
        Ok(self.task.finish(conn).await?)
    }

    /// Records why the task is not done: it is tried again later, or it is given up and that is shown.
    pub async fn settle(&self, trouble: &Trouble) -> Result<(), Error> {
        let now = self.app.clock.now();
        let name = self.job_name();
        if let Trouble::Discord(Failure::RateLimited { retry_after }) = trouble {
            let conn = &mut self.db().await?;
            return Ok(self.task.defer(conn, now + to_delta(*retry_after)).await?);
        }
        let pause = match trouble {
            Trouble::Discord(Failure::Refused { .. })
            | Trouble::Deleted
            | Trouble::NoChannel
            | Trouble::NoPlace
            | Trouble::Against(_) => None,
            Trouble::Discord(_) | Trouble::Fault(_) => self.next_pause(),
        };
        let conn = &mut self.db().await?;
        if let Some(pause) = pause {
            tracing::warn!(job = name, attempt = self.task.attempts, %trouble, "a job is tried again later");
            return Ok(self
                .task
                .postpone(conn, now + pause, &trouble.to_string())
                .await?);
        }
        tracing::warn!(job = name, attempt = self.task.attempts, %trouble, "a job is given up");
        let words = self.app.words();
        let setback = trouble.setback(words);
        let why = setback_words::setback(words, &setback);
        let setback = serde_json::to_value(setback).context("a setback cannot be stored")?;
        conn.transaction(async |conn| {
            // Whoever changes a ticket locks it first, and what is to be done for it after that.
            self.record_failure(conn, (&why, trouble.cause())).await?;
            Ok(self.task.give_up(conn, now, (&why, &setback)).await?)
        })
        .await
    }

    /// Doubling from a second on, with as much chance in it as keeps lanes from coming back together.
    fn next_pause(&self) -> Option<TimeDelta> {
        if self.task.attempts >= MOST_ATTEMPTS {
            return None;
        }
        let doublings = u32::try_from(self.task.attempts - 1).unwrap_or(0).min(10);
        let seconds = f64::from(2_u32.pow(doublings)) * rand::random_range(0.5..1.0);
        let pause = Duration::try_from_secs_f64(seconds).map_or(LONGEST_PAUSE, to_delta);
        Some(pause.min(LONGEST_PAUSE))
    }

    async fn record_failure(
        &self,
        conn: &mut AsyncPgConnection,
        (why, cause): (&str, Option<FailureCause>),
    ) -> Result<(), Error> {
        // What nobody understands here belongs to nothing that could be marked.
        let Ok(job) = self.job() else {
            return Ok(());
        };
        let (message, side) = match job {
            Job::DeliverToDm { message }
            | Job::ReviseCopies { message }
            | Job::WithdrawCopies { message } => (message, Side::Dm),
            Job::CopyToChannel { message } => (message, Side::Channel),
            Job::PlaceChannel { ticket } | Job::RenameChannel { ticket } => {
                let why = why.to_owned();
                let notice = Notice::ChannelNotChanged { why };
                return self.announce(conn, ticket, notice).await;
            }
            _ => return Ok(()),
        };
        let act = self.act();
        let Some(found) = Message::get(conn, message).await? else {
            return Ok(());
        };
        let ticket = Ticket::lock(conn, found.ticket_id).await?;
        let key = (ticket.id, message, side);
        match job {
            Job::ReviseCopies { .. } | Job::WithdrawCopies { .. } => {
                Delivery::outdated(conn, &act, key, (why, cause)).await?;
            }
            _ => Delivery::failed(conn, &act, key, (why, cause)).await?,
        }
        if side == Side::Dm {
            if found.kind == Kind::Reply && matches!(job, Job::DeliverToDm { .. }) {
                ticket.note_undelivered(conn, act.at).await?;
            }
            let notice = Notice::NotDelivered { message };
            self.announce(conn, found.ticket_id, notice).await?;
        }
        Ok(())
    }

    async fn announce(
        &self,
        conn: &mut AsyncPgConnection,
        ticket: TicketId,
        notice: Notice,
    ) -> Result<(), Error> {
        let Some(found) = Ticket::get(conn, ticket).await? else {
            return Ok(());
        };
        let job = Job::Announce { ticket, notice };
        outbox::enqueue(conn, found.member_id, &job, self.act().at).await
    }
}

fn to_delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(LONGEST_PAUSE)
}
