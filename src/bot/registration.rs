//! Making the slash commands known to Discord, in the staff server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::bot::Bot;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Registers the commands in the background, once for each run of the server, however often that takes.
pub(crate) fn begin(bot: &Arc<Bot>) {
    if !bot.registration.begun.swap(true, Ordering::SeqCst) {
        tokio::spawn(register(Arc::clone(bot)));
    }
}

/// Whether the commands are known to Discord, or are being made known.
#[derive(Default)]
pub(crate) struct Registration {
    begun: AtomicBool,
}

async fn register(bot: Arc<Bot>) {
    let Ok(server) = u64::try_from(bot.staff_server().0) else {
        return;
    };
    let server = serenity::all::GuildId::new(server);
    let mut pause = FIRST_PAUSE;
    while let Some(link) = bot.link() {
        let commands = poise::builtins::create_application_commands(&bot.options.commands);
        match server.set_commands(&link.context.http, commands).await {
            Ok(commands) => {
                return tracing::info!(count = commands.len(), "the commands are registered");
            }
            Err(error) => tracing::warn!(%error, "the commands are not registered; trying again"),
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            () = bot.stop.cancelled() => return,
        }
    }
}
