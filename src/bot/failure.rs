//! Failures of commands, shown to whoever called them: a refusal as a sentence, a fault as an apology with a reference that is also in the
//! log.

use std::sync::Arc;

use poise::FrameworkError;

use crate::app::App;
use crate::bot::{Context, answer, commands};
use crate::error::Error;
use crate::refusal_words;

/// Shows and logs a failure.
pub async fn show(error: FrameworkError<'_, Arc<App>, Error>) {
    match error {
        FrameworkError::Command { error, ctx, .. } => explain(ctx, error).await,
        FrameworkError::CommandCheckFailed {
            error: Some(error),
            ctx,
            ..
        } => explain(ctx, error).await,
        FrameworkError::ArgumentParse { ctx, .. } => {
            let usage = commands::usage(ctx.command(), ctx.prefix());
            let text = ctx
                .data()
                .words()
                .with("command-usage", &[("usage", usage.into())]);
            answer::say(ctx, text).await;
        }
        FrameworkError::CommandPanic { payload, ctx, .. } => {
            let payload = payload.unwrap_or_default();
            let error = anyhow::anyhow!("a command panicked: {payload}");
            explain(ctx, error.into()).await;
        }
        other => {
            let text = other.to_string();
            tracing::error!(error = text, "a command could not be run");
            if let Some(ctx) = other.ctx() {
                explain(ctx, anyhow::anyhow!(text).into()).await;
            }
        }
    }
}

async fn explain(ctx: Context<'_>, error: Error) {
    let words = ctx.data().words();
    let error = match error {
        Error::Refused(refusal) => {
            return answer::say(ctx, refusal_words::sentence(words, &refusal)).await;
        }
        Error::Internal(error) => error,
    };
    let reference = uuid::Uuid::new_v4().simple().to_string();
    let reference = reference.get(..8).unwrap_or_default().to_owned();
    tracing::error!(
        reference,
        command = ctx.command().name.as_ref(),
        ?error,
        "a command failed"
    );
    answer::say(
        ctx,
        words.with("command-failed", &[("reference", reference.into())]),
    )
    .await;
}
