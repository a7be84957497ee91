//! The bot's token, which may be another one while the server runs: whoever replaces it writes it into the configuration file, and has the
//! bot come back. Every process hears of that, and reads the file again.

use std::sync::Arc;

use secrecy::ExposeSecret as _;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::config::source::Secret;

impl App {
    /// Uses the token that stands in the configuration file now. What cannot be read leaves the token as it is.
    pub fn take_up_token(&self) {
        match self.config.source.read(Secret::Token) {
            Ok(Some(token)) => {
                if token.expose_secret() != self.discord.token().expose_secret() {
                    tracing::info!("the bot has another token from now on");
                    self.discord.use_token(token);
                }
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(error = %format_args!("{error:#}"), "the bot's token is not read anew")
            }
        }
    }
}

/// Takes up the token whenever the bot is to come back, until `stop`.
pub async fn follow(app: Arc<App>, stop: CancellationToken) {
    let mut standing = app.follower.subscribe();
    let mut restarts = standing.borrow_and_update().bot.restarts;
    loop {
        let changed = tokio::select! {
            changed = standing.wait_for(|standing| standing.bot.restarts != restarts) => {
                changed.map(|standing| standing.bot.restarts)
            }
            () = stop.cancelled() => return,
        };
        // Without anybody who could want something else, it stays as it is.
        let Ok(changed) = changed else { return };
        restarts = changed;
        app.take_up_token();
    }
}
