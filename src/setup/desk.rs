//! What a setup holds while it lasts: what is known, what was entered, how far it is.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, oneshot};

use crate::config::groundwork::Groundwork;
use crate::config::{Config, Environment};
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
    written: Option<oneshot::Sender<Config>>,
}

/// How far the setup is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Somebody is entering things.
    Editing,
    /// The file is written, the server is starting.
    Starting,
    /// The panel is ready at this address.
    Panel(String),
    /// The bot runs, without a panel.
    Bot,
    /// The server cannot start, for this reason.
    Failed(String),
}

impl Desk {
    /// A setup in which nothing is entered yet.
    pub fn new(
        path: PathBuf,
        environment: Environment,
        groundwork: Groundwork,
        door: Door,
    ) -> Self {
        Self {
            path,
            environment,
            groundwork,
            door,
            state: Mutex::new(State {
                draft: Draft::default(),
                stage: Stage::Editing,
                written: None,
            }),
            seen: Notify::new(),
        }
    }

    /// Waits for the configuration that will have been written.
    pub fn take_written(&self) -> oneshot::Receiver<Config> {
        let (sender, receiver) = oneshot::channel();
        self.lock().written = Some(sender);
        receiver
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
    pub fn begin_writing(&self) -> bool {
        let mut state = self.lock();
        let may = state.stage == Stage::Editing;
        if may {
            state.stage = Stage::Starting;
        }
        may
    }

    /// The file is written: what was entered is forgotten, and the server starts.
    pub fn finish(&self, config: Config) {
        let mut state = self.lock();
        state.draft = Draft::default();
        if let Some(written) = state.written.take() {
            // Nobody waits any more when the setup is being stopped; the file is there all the same.
            written.send(config).ok();
        }
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
