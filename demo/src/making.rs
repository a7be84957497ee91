//! Making a new desk: its people, its configuration, its past.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use discord_simulator::clock::Clock as SimulatedClock;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rustmail::app::App;
use rustmail::clock::Clock;
use tokio_util::sync::CancellationToken;

use crate::cast::Cast;
use crate::configuration;
use crate::conversations::Library;
use crate::desk::{self, Ports};
use crate::place::Place;
use crate::plan::{DAYS, Extent, Plan};
use crate::seeding::{Progress, Seeding};

/// What the people, the conversations and their times follow from.
const SEED: u64 = 0x1a_47_e2;

/// What a new desk is to be like.
pub struct Making {
    /// Where it is kept.
    pub place: Place,
    /// Where it is to be reached.
    pub ports: Ports,
    /// What has happened at it.
    pub past: Past,
    /// When its past ends.
    pub now: DateTime<Utc>,
}

/// What has happened at a desk before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// Nothing: there are people, and nobody has written yet.
    None,
    /// Ninety days of tickets.
    Lived {
        /// About how many of them have been closed.
        closed: usize,
    },
}

impl Making {
    /// Makes the desk, telling how far it is; stops half-way when `stop` says so.
    ///
    /// # Errors
    ///
    /// Fails when a port is taken, the folder cannot be used, or there is no Postgres.
    pub async fn run(
        self,
        stop: &CancellationToken,
        tell: impl FnMut(Progress) -> Result<()>,
    ) -> Result<()> {
        let start = self.now - TimeDelta::days(DAYS);
        let clock = SimulatedClock::stopped_at(start);
        let simulator = desk::start_simulator(&self.place, (self.ports, clock)).await?;
        let mut rng = StdRng::seed_from_u64(SEED);
        let cast = Cast::assemble(&simulator, start, &mut rng)?;
        let redirect = configuration::redirect_url(self.ports.panel);
        simulator.change_application(&cast.bot, |application| {
            application.redirect_uris = vec![redirect];
        })?;
        let text = configuration::text(&simulator, &cast, self.ports.panel);
        self.place.keep_config(&text)?;
        let config = configuration::read(&self.place.config())?;
        let plan = self.plan(&cast, &mut rng)?;
        let app = App::build(config, Clock::at(start)).await?;
        let seeding = Seeding {
            app: Arc::clone(&app),
            simulator: simulator.clone(),
            cast,
            plan,
        };
        let seeded = tokio::select! {
            seeded = seeding.run(tell) => seeded,
            () = stop.cancelled() => Err(anyhow!("stopped before the desk was made")),
        };
        app.database.shutdown().await?;
        simulator.stop().await;
        self.place.keep_api_key(&seeded?)?;
        self.place.complete()
    }

    fn plan(&self, cast: &Cast, rng: &mut StdRng) -> Result<Plan> {
        match self.past {
            Past::None => Ok(Plan::default()),
            Past::Lived { closed } => {
                let now = self.now;
                Plan::new(&Library::read()?, cast, (Extent { closed, now }, rng))
            }
        }
    }
}
