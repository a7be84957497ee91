//! Commands that open and close tickets.

use chrono::TimeDelta;
use serenity::all::UserId as Named;

use crate::bot::commands::closing_request::ClosingRequest;
use crate::bot::commands::{Command, options};
use crate::bot::invocation::Invocation;
use crate::bot::{Context, answer};
use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::duration::parse_delay;
use crate::models::ticket::Ticket;
use crate::models::ticket::closing::Closing;
use crate::models::ticket::opening::Opening;

/// These commands.
pub fn commands() -> Vec<Command> {
    let mut close = close();
    options::add_text(&mut close, "after");
    options::add_flag(&mut close, "silent");
    options::add_flag(&mut close, "cancel");
    vec![close, new_thread()]
}

/// Closes the ticket: now, later, or not after all.
#[poise::command(slash_command, prefix_command, aliases("c"))]
async fn close(ctx: Context<'_>, #[rest] reason: Option<String>) -> Result<(), Error> {
    let (after, silent, reason) = match request(ctx, reason)? {
        ClosingRequest::Cancel => return cancel(ctx).await,
        ClosingRequest::Close {
            after,
            silent,
            reason,
        } => (after, silent, reason),
    };
    let closing = Closing {
        reason,
        silent,
        ..ctx.data().closing()
    };
    match after {
        Some(delay) => close_later(ctx, closing, delay).await,
        None => close_now(ctx, closing).await,
    }
}

/// Opens a ticket with a member who learns of it with the first reply.
#[poise::command(slash_command, prefix_command, aliases("nt"))]
async fn new_thread(ctx: Context<'_>, user: Named) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let act = invocation.act(app)?;
    let id: UserId = user.to_string().parse().map_err(|_| Refusal::UnknownUser)?;
    let member = app.candidate_for_ticket(id).await?;
    let name = member.name().to_owned();
    let opening = Opening {
        member,
        greeting: None,
        call: Some(invocation.user.id),
        idempotency_key: Some(invocation.key),
    };
    let ticket = Ticket::open(&mut *app.db().await?, &act, opening).await?;
    let values = [
        ("ticket", ticket.id.to_string().into()),
        ("name", name.into()),
    ];
    answer::say(ctx, app.words().with("ticket-opened-with", &values)).await;
    Ok(())
}

/// What the options of the slash command, or the words behind the typed one, ask for.
fn request(ctx: Context<'_>, reason: Option<String>) -> Result<ClosingRequest, Refusal> {
    if let Context::Prefix(_) = ctx {
        return ClosingRequest::parse(&reason.unwrap_or_default());
    }
    if options::is_on(ctx, "cancel") {
        return Ok(ClosingRequest::Cancel);
    }
    let after = options::text(ctx, "after").map(parse_delay).transpose()?;
    let silent = options::is_on(ctx, "silent");
    Ok(ClosingRequest::Close {
        after,
        silent,
        reason,
    })
}

async fn close_now(ctx: Context<'_>, closing: Closing) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let ticket = invocation.ticket(app).await?;
    let act = invocation.act(app)?;
    Ticket::close(&mut *app.db().await?, &act, ticket.id, closing).await?;
    answer::say(ctx, app.words().text("closed-now")).await;
    Ok(())
}

/// The ticket's channel is told by the verb, so a typed command gets no second answer.
async fn close_later(ctx: Context<'_>, closing: Closing, delay: TimeDelta) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let ticket = invocation.ticket(app).await?;
    let (act, closing) = (invocation.act(app)?, (closing, delay));
    let scheduled = Ticket::close_later(&mut *app.db().await?, &act, ticket.id, closing).await?;
    let due = format!("<t:{}:R>", scheduled.closure.due_at.timestamp());
    answer::confirm(
        ctx,
        app.words().with("closing-later", &[("due", due.into())]),
    )
    .await;
    Ok(())
}

async fn cancel(ctx: Context<'_>) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let ticket = invocation.ticket(app).await?;
    let act = invocation.act(app)?;
    Ticket::cancel_closure(&mut *app.db().await?, &act, ticket.id).await?;
    answer::confirm(ctx, app.words().text("closing-cancelled")).await;
    Ok(())
}
