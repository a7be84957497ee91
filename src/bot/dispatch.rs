//! Running commands: found by name, checked, carried out, and answered when they fail.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use poise::PrefixFrameworkOptions;
use poise::{FrameworkContext, FrameworkError, FrameworkOptions, MessageDispatchTrigger};
use serenity::all::{CommandInteraction, CreateAllowedMentions};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use words::Words;

use crate::app::App;
use crate::bot::incoming::written::Written;
use crate::bot::invocation::Invocation;
use crate::bot::{Bot, Link, checks, commands, failure};
use crate::error::Error;

/// How often a typed command is tried when something fails that may work in a moment, and how long to wait in between.
const ATTEMPTS: u32 = 6;
const PAUSE: Duration = Duration::from_millis(250);

type Data = Mutex<Box<dyn Any + Send + Sync>>;

/// Every command, and what holds for all of them.
pub(crate) fn options(words: &Words) -> FrameworkOptions<Arc<App>, Error> {
    FrameworkOptions {
        commands: commands::all(words),
        on_error: |error| Box::pin(failure::show(error)),
        command_check: Some(|ctx| Box::pin(checks::only_staff(ctx))),
        allowed_mentions: Some(CreateAllowedMentions::new()),
        prefix_options: PrefixFrameworkOptions {
            dynamic_prefix: Some(|ctx| {
                Box::pin(async move { Ok(Some(ctx.framework.user_data.settings().prefix.into())) })
            }),
            mention_as_prefix: false,
            ..PrefixFrameworkOptions::default()
        },
        initialize_owners: false,
        ..FrameworkOptions::default()
    }
}

/// Whether a text is a command: the prefix, and right behind it the name of one.
pub(crate) fn is_command(bot: &Bot, text: &str) -> bool {
    let Some(call) = text.strip_prefix(&bot.app.settings().prefix) else {
        return false;
    };
    let is_spaced = call.starts_with(char::is_whitespace);
    !is_spaced && poise::find_command(&bot.options.commands, call, true, &mut Vec::new()).is_some()
}

/// Runs a command that was typed. What fails for a reason that may pass is tried again: no verb does the same thing twice.
pub(crate) async fn run_written(bot: &Bot, written: &Written, invocation: Invocation) {
    let message = match written.as_command(bot.staff_server()) {
        Ok(message) => message,
        Err(error) => {
            tracing::error!(%error, post = %written.post, "a command cannot be read");
            return;
        }
    };
    let Some(link) = bot.link() else {
        return;
    };
    for number in 1..=ATTEMPTS {
        let data: Data = Mutex::new(Box::new(invocation.clone()));
        let mut tree = Vec::new();
        let trigger = MessageDispatchTrigger::MessageCreate;
        let framework = framework(bot, &link);
        let run = poise::dispatch_message(framework, &message, trigger, &data, &mut tree);
        match run.await {
            Ok(()) => return,
            Err(error) if number < ATTEMPTS && may_pass(&error) => {}
            Err(error) => return error.handle(&bot.options).await,
        }
        tokio::time::sleep(PAUSE * number).await;
    }
}

fn may_pass(error: &FrameworkError<'_, Arc<App>, Error>) -> bool {
    matches!(
        error,
        FrameworkError::Command {
            error: Error::Internal(_),
            ..
        } | FrameworkError::CommandCheckFailed {
            error: Some(Error::Internal(_)),
            ..
        }
    )
}

/// Tells Discord that a slash command was heard. Says whether Discord knows now: if it does not, the caller was shown a failure.
pub(crate) async fn acknowledge(command: Box<CommandInteraction>, link: Link) -> bool {
    let mut acknowledged = command.defer_ephemeral(&link.context.http).await;
    if acknowledged.is_err() {
        // There is time for a second try before Discord gives the command up.
        acknowledged = command.defer_ephemeral(&link.context.http).await;
    }
    if let Err(error) = &acknowledged {
        tracing::warn!(%error, command = command.data.name, "a command could not be acknowledged");
    }
    acknowledged.is_ok()
}

/// Runs a slash command that Discord knows we heard.
pub(crate) async fn run_called(bot: &Bot, command: &CommandInteraction, heard: JoinHandle<bool>) {
    let Some(link) = bot.link() else {
        return;
    };
    if !heard.await.unwrap_or(false) {
        return;
    }
    let invocation = Invocation::of_slash(command, &bot.app.clock);
    let data: Data = Mutex::new(Box::new(invocation));
    let (mut tree, answered) = (Vec::new(), AtomicBool::new(true));
    let given = command.data.options();
    let framework = framework(bot, &link);
    let run = poise::dispatch_interaction(framework, command, &answered, &data, &given, &mut tree);
    if let Err(error) = run.await {
        error.handle(&bot.options).await;
    }
}

fn framework<'a>(bot: &'a Bot, link: &'a Link) -> FrameworkContext<'a, Arc<App>, Error> {
    FrameworkContext {
        serenity_context: &link.context,
        options: &bot.options,
        user_data: &bot.app,
        shard_manager: &link.shards,
    }
}
