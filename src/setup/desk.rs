//! What a setup holds while it lasts: what is known, what was entered, how far it is.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, mpsc};

use crate::config::groundwork::Groundwork;
use crate::config::source::Prepared;
use crate::config::{Config, Environment};
use crate::obstacles;
use crate::setup::door::Door;
use crate::setup::draft::Draft;

/// A setup under way.
pub struct Desk {
    /// Where the file will be.
    pub path: PathBuf,
    /// What the environment says; it wins over the file.
    pub environment: Environment,
    /// Where this server listens and where Discord is.
    pub groundwork: Groundwork,
    /// Who gets in.
    pub door: Door,
    state: Mutex<State>,
    seen: Notify,
}

struct State {
    draft: Draft,
    stage: Stage,
    obstacle: Option<Arc<Obstacle>>,
    proposals: mpsc::UnboundedSender<Proposal>,
}

/// A configuration that is about to be written, as soon as it has been seen that a server can start with it.
pub struct Proposal {
    /// What it means, with what the environment says over it.
    pub config: Config,
    /// The file.
    pub file: Prepared,
}

/// The right to make a proposal. Whoever lets it go without one leaves everything to be edited again.
pub struct Writing {
    desk: Arc<Desk>,
    is_proposed: bool,
}

impl Writing {
    /// Has a server started with this, and the file written if it can.
    pub fn propose(mut self, proposal: Proposal) {
        // Nobody waits any more when the setup is being stopped.
        self.desk.lock().proposals.send(proposal).ok();
        self.is_proposed = true;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.is_proposed {
            self.desk.enter(Stage::Editing);
        }
    }
}

/// Why a proposal came to nothing.
pub enum Obstacle {
    /// No server can start with it.
    NoStart(obstacles::Obstacle),
    /// The file cannot be put into its place.
    Unwritten(std::io::Error),
}

/// How far the setup is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Somebody is entering things.
    Editing,
    /// The server is starting; the file is written when it can.
    Starting,
    /// The panel is ready at this address.
    Panel(String),
    /// The bot runs, without a panel.
    Bot,
}

impl Desk {
    /// A setup in which nothing is entered yet, and where its proposals come out.
    pub fn new(
        path: PathBuf,
        environment: Environment,
        groundwork: Groundwork,
        door: Door,
    ) -> (Self, mpsc::UnboundedReceiver<Proposal>) {
        let (proposals, proposed) = mpsc::unbounded_channel();
        let desk = Self {
            path,
            environment,
            groundwork,
            door,
            state: Mutex::new(State {
                draft: Draft::default(),
                stage: Stage::Editing,
                obstacle: None,
                proposals,
            }),
            seen: Notify::new(),
        };
        (desk, proposed)
    }

    /// The address under which people reach this server, as far as the environment tells; empty otherwise.
    pub fn public_url(&self) -> String {
        let url = self.groundwork.server.public_url.as_ref();
        let url = url.map(|url| url.as_str().trim_end_matches('/').to_owned());
        url.unwrap_or_default()
    }

    /// What was entered so far.
    pub fn draft(&self) -> Draft {
        self.lock().draft.clone()
    }

    /// Changes what was entered, and gives what it is now.
    pub fn change(&self, change: impl FnOnce(&mut Draft)) -> Draft {
        let mut state = self.lock();
        change(&mut state.draft);
        state.draft.clone()
    }

    /// How far the setup is.
    pub fn stage(&self) -> Stage {
        self.lock().stage.clone()
    }

    /// Goes on to another stage.
    pub fn enter(&self, stage: Stage) {
        self.lock().stage = stage;
    }

    /// Begins to write. Only one of several requests to do so may.
    pub fn begin_writing(self: &Arc<Self>) -> Option<Writing> {
        let mut state = self.lock();
        if state.stage != Stage::Editing {
            return None;
        }
        state.stage = Stage::Starting;
        state.obstacle = None;
        Some(Writing {
            desk: Arc::clone(self),
            is_proposed: false,
        })
    }

    /// No server can start with what was proposed: nothing was written, and somebody has to enter something else or mend something.
    pub fn object(&self, obstacle: Obstacle) {
        let mut state = self.lock();
        state.obstacle = Some(Arc::new(obstacle));
        state.stage = Stage::Editing;
    }

    /// Why the last proposal came to nothing.
    pub fn obstacle(&self) -> Option<Arc<Obstacle>> {
        self.lock().obstacle.clone()
    }

    /// The file is written: what was entered is forgotten.
    pub fn forget(&self) {
        self.lock().draft = Draft::default();
    }

    /// Notes that the last page was asked for.
    pub fn see_last_page(&self) {
        self.seen.notify_one();
    }

    /// Waits until the last page has been asked for.
    pub async fn last_page_is_seen(&self) {
        self.seen.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
