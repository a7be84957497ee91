//! Commands that only tell something.

use tokio::time::Instant;

use crate::bot::commands::{self, Command};
use crate::bot::invocation::Invocation;
use crate::bot::{Context, answer};
use crate::error::{Error, Flaw, Refusal};
use crate::models::ticket::Ticket;
use crate::models::user::User;

/// These commands.
pub fn commands() -> Vec<Command> {
    vec![id(), ping(), help()]
}

/// Tells who the member of this ticket is.
#[poise::command(slash_command, prefix_command)]
async fn id(ctx: Context<'_>) -> Result<(), Error> {
    let app = ctx.data();
    let invocation = Invocation::of(ctx).await?;
    let (act, here) = (invocation.act(app)?, invocation.ticket(app).await?);
    let ticket = Ticket::find(&mut *app.db().await?, &act, here.id).await?;
    let member = User::find(&mut *app.db().await?, ticket.member_id).await?;
    let name = member.map_or_else(String::new, |member| member.username);
    let values = [
        ("mention", format!("<@{}>", ticket.member_id).into()),
        ("name", name.into()),
        ("id", ticket.member_id.to_string().into()),
    ];
    answer::say(ctx, app.words().with("member-id", &values)).await;
    Ok(())
}

/// Tells whether everything answers, and how fast.
#[poise::command(slash_command, prefix_command)]
async fn ping(ctx: Context<'_>) -> Result<(), Error> {
    let app = ctx.data();
    let started = Instant::now();
    app.discord.myself().await.map_err(anyhow::Error::new)?;
    let rest = started.elapsed();
    let started = Instant::now();
    User::find(&mut *app.db().await?, Invocation::of(ctx).await?.user.id).await?;
    let database = started.elapsed();
    let values = [
        ("gateway", ctx.ping().await.as_millis().to_string().into()),
        ("rest", rest.as_millis().to_string().into()),
        ("database", database.as_millis().to_string().into()),
    ];
    answer::say(ctx, app.words().with("pong", &values)).await;
    Ok(())
}

/// Tells what the commands do, or how one of them is used.
#[poise::command(slash_command, prefix_command)]
async fn help(ctx: Context<'_>, command: Option<String>) -> Result<(), Error> {
    let commands = &ctx.framework().options().commands;
    let prefix = &ctx.data().settings().prefix;
    let text = match command {
        None => commands
            .iter()
            .map(|command| line(command, prefix))
            .collect::<Vec<_>>()
            .join("\n"),
        Some(name) => {
            let wanted = name
                .trim_start_matches(['/'])
                .trim_start_matches(prefix.as_str());

            let command = commands.iter().find(|command| answers_to(command, wanted));
            line(command.ok_or_else(|| unknown(wanted))?, prefix)
        }
    };
    answer::say(ctx, text).await;
    Ok(())
}

fn line(command: &Command, prefix: &str) -> String {
    let about = command.description.as_deref().unwrap_or_default();
    format!("`{}` {about}", commands::usage(command, prefix))
}

fn answers_to(command: &Command, name: &str) -> bool {
    let mut names = std::iter::once(&command.name).chain(command.aliases.iter());
    names.any(|own| own.eq_ignore_ascii_case(name))
}

fn unknown(name: &str) -> Refusal {
    Refusal::Invalid {
        field: "command",
        why: Flaw::Command(name.to_owned()),
    }
}
