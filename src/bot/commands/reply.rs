//! Commands with which staff answer: say something to the member, change it, take it back.

use crate::bot::commands::{Command, options};
use crate::bot::invocation::Invocation;
use crate::bot::{Context, answer};
use crate::error::{Error, Refusal};
use crate::ids::MessageId;
use crate::models::message::Message;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::Draft;

/// These commands.
pub fn commands() -> Vec<Command> {
    let (mut reply, mut anonreply) = (reply(), anonreply());
    options::add_flag(&mut reply, "anonymous");
    options::add_files(&mut reply);
    options::add_files(&mut anonreply);
    vec![reply, anonreply, edit(), delete()]
}

/// Says something to the member.
#[poise::command(slash_command, prefix_command, aliases("r"))]
async fn reply(ctx: Context<'_>, #[rest] text: Option<String>) -> Result<(), Error> {
    let draft = Invocation::of(ctx).await?.draft(text);
    let anonymous = options::is_on(ctx, "anonymous");
    send(ctx, Draft { anonymous, ..draft }).await
}

/// Says something to the member in the name of the desk.
#[poise::command(slash_command, prefix_command, aliases("ar"))]
async fn anonreply(ctx: Context<'_>, #[rest] text: Option<String>) -> Result<(), Error> {
    let draft = Invocation::of(ctx).await?.draft(text);
    let anonymous = true;
    send(ctx, Draft { anonymous, ..draft }).await
}

/// Changes a reply of the caller.
#[poise::command(slash_command, prefix_command, aliases("e"))]
async fn edit(ctx: Context<'_>, number: i32, #[rest] text: String) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let (ticket, message) = numbered(ctx, &invocation, number).await?;
    let (act, reply) = (invocation.act(app)?, (ticket.id, message));
    Message::edit(&mut *app.db().await?, &act, reply, &text).await?;
    if app.settings().confirm_edits {
        let done = app
            .words()
            .with("reply-edited", &[("number", number.into())]);
        answer::say(ctx, done).await;
    } else {
        answer::nothing(ctx).await;
    }
    Ok(())
}

/// Takes a reply of the caller back.
#[poise::command(slash_command, prefix_command)]
async fn delete(ctx: Context<'_>, number: i32) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let (ticket, message) = numbered(ctx, &invocation, number).await?;
    let (act, reply) = (invocation.act(app)?, (ticket.id, message));
    Message::delete(&mut *app.db().await?, &act, reply).await?;
    let done = app
        .words()
        .with("reply-deleted", &[("number", number.into())]);
    answer::say(ctx, done).await;
    Ok(())
}

async fn send(ctx: Context<'_>, draft: Draft) -> Result<(), Error> {
    let (app, invocation) = (ctx.data(), Invocation::of(ctx).await?);
    let ticket = invocation.ticket(app).await?;
    let act = invocation.act(app)?;
    let message = Ticket::reply(&mut *app.db().await?, &act, ticket.id, draft).await?;
    if app.settings().confirm_replies {
        let number = message.number.unwrap_or_default();
        let done = app
            .words()
            .with("reply-queued", &[("number", number.into())]);
        answer::confirm(ctx, done).await;
    } else {
        answer::nothing(ctx).await;
    }
    Ok(())
}

/// The reply with a number in the ticket in whose channel the command was called.
async fn numbered(
    ctx: Context<'_>,
    invocation: &Invocation,
    number: i32,
) -> Result<(Ticket, MessageId), Error> {
    let app = ctx.data();
    let ticket = invocation.ticket(app).await?;
    let found = Message::numbered(&mut *app.db().await?, ticket.id, number).await?;
    let message = found.ok_or(Refusal::ReplyNotFound(number))?;
    Ok((ticket, message.id))
}
