//! Having a plan carried out: people act on the simulated Discord, verbs receive and answer, jobs deliver. Nothing is written past
//! them, so the desk is one that could have come about.
//!
//! What happens at about the same time in different conversations is done beside each other; the clocks then stand at the last of it.

mod acting;
mod furnishing;
mod roster;
mod traces;

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use discord_simulator::Simulator;
use discord_simulator::snowflake::Snowflake;
use discord_simulator::world::message::Message as Written;
use rustmail::app::App;
use rustmail::ids::{MessageId, TicketId};
use rustmail::jobs;
use rustmail::models::server::Server;
use tokio::task::JoinSet;

use crate::cast::Cast;
use crate::plan::{Case, Plan, Step};
use crate::seeding::roster::Roster;

/// How far apart things may happen that are done beside each other.
const TOGETHER: TimeDelta = TimeDelta::minutes(60);
/// The same for the last days, in which people look closely.
const TOGETHER_LATELY: TimeDelta = TimeDelta::minutes(1);
/// How long these last days are.
const LATELY: TimeDelta = TimeDelta::days(3);
/// How many things are done beside each other.
const MOST_TOGETHER: usize = 12;

/// What is needed to carry out a plan.
pub struct Seeding {
    /// The desk, with a clock that can be moved.
    pub app: Arc<App>,
    /// The simulated Discord, with a clock that can be moved.
    pub simulator: Simulator,
    /// The people.
    pub cast: Cast,
    /// What is to happen.
    pub plan: Plan,
}

/// How far a plan has been carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many tickets have been opened.
    pub opened: usize,
    /// How many there will be.
    pub tickets: usize,
}

impl Seeding {
    /// Carries out the plan, telling `tell` how far it is. Gives the secret of an API key that opens, reads and answers tickets.
    ///
    /// # Errors
    ///
    /// Fails when something that the plan asks for is refused.
    pub async fn run(self, mut tell: impl FnMut(Progress) -> Result<()>) -> Result<String> {
        let now = self.simulator.clock().now();
        self.name_the_community(now).await?;
        let end = self.plan.steps.last().map_or(now, |step| step.at);
        let roster = Roster::enrol(&self.app, (&self.cast, now)).await?;
        let stage = Arc::new(Stage {
            app: self.app,
            simulator: self.simulator,
            cast: self.cast,
            roster,
            states: self.plan.cases.iter().map(|_| Mutex::default()).collect(),
            cases: self.plan.cases,
        });
        let mut waiting = VecDeque::from(self.plan.steps);
        while !waiting.is_empty() {
            let scene = stage.next_scene(&mut waiting, end);
            stage.play(scene).await?;
            tell(stage.progress())?;
        }
        stage.block_some(end).await?;
        stage.leave_traces(end).await?;
        jobs::drain(&stage.app).await?;
        Ok(stage.roster.api_key.clone())
    }
}

impl Seeding {
    /// The bot learns what the community is called when it connects; answers name it from the first day on.
    async fn name_the_community(&self, at: DateTime<Utc>) -> Result<()> {
        let id = self.app.config.bot.mode.community_server();
        let place = Snowflake(u64::try_from(id.0)?);
        let name = self.simulator.read(|world| {
            let server = world.servers.get(&place);
            server.map(|server| server.name.clone())
        });
        let server = Server {
            id,
            name: name.context("the community has a server")?,
            is_community: true,
            updated_at: at,
        };
        Ok(server.remember(&mut *self.app.db().await?).await?)
    }
}

/// A plan while it is carried out.
struct Stage {
    app: Arc<App>,
    simulator: Simulator,
    cast: Cast,
    roster: Roster,
    cases: Vec<Case>,
    states: Vec<Mutex<State>>,
}

/// How far a ticket is.
#[derive(Debug, Clone, Default)]
struct State {
    ticket: Option<TicketId>,
    /// What the member wrote last.
    written: Option<Written>,
    /// What staff replied last.
    reply: Option<MessageId>,
}

impl Stage {
    /// Takes what comes next, and what happens beside it to others.
    fn next_scene(&self, waiting: &mut VecDeque<Step>, end: DateTime<Utc>) -> Vec<Step> {
        let mut scene: Vec<Step> = Vec::new();
        let mut busy = HashSet::new();
        let mut index = 0;
        while let Some(step) = waiting.get(index) {
            let first = scene.first().map_or(step.at, |first| first.at);
            let span = if end - first < LATELY {
                TOGETHER_LATELY
            } else {
                TOGETHER
            };
            if scene.len() == MOST_TOGETHER || step.at - first > span {
                break;
            }
            if busy.insert(self.cases[step.case].member) {
                scene.extend(waiting.remove(index));
            } else {
                index += 1;
            }
        }
        scene
    }

    async fn play(self: &Arc<Self>, scene: Vec<Step>) -> Result<()> {
        let mut acted = Vec::new();
        for step in scene {
            self.move_clocks(step.at);
            let written = self.act(&step).await?;
            acted.push((step, written));
        }
        let mut verbs = JoinSet::new();
        for (step, written) in acted {
            let stage = Arc::clone(self);
            if self.state(step.case).ticket.is_none() {
                // One after the other, so that the same plan gives the same numbers.
                stage.perform(step, written).await?;
            } else {
                verbs.spawn(async move { stage.perform(step, written).await });
            }
        }
        while let Some(done) = verbs.join_next().await {
            done??;
        }
        Ok(jobs::drain(&self.app).await?)
    }

    /// Both clocks only move forward.
    fn move_clocks(&self, at: DateTime<Utc>) {
        let clock = self.simulator.clock();
        let at = at.max(clock.now());
        clock.set(at);
        self.app.clock.set(at);
    }

    fn progress(&self) -> Progress {
        let opened = (0..self.cases.len()).filter(|&case| self.state(case).ticket.is_some());
        Progress {
            opened: opened.count(),
            tickets: self.cases.len(),
        }
    }

    fn state(&self, case: usize) -> MutexGuard<'_, State> {
        self.states[case]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
