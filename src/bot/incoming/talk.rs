//! Talk in the staff server: in a ticket's channel it is a command or a note; elsewhere only commands are listened to.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::bot::incoming::written::Written;
use crate::bot::invocation::Invocation;
use crate::bot::{Bot, answer, checks, dispatch};
use crate::error::Refusal;
use crate::ids::{ChannelId, PostId, RoleId, UserId};
use crate::models::actor::{Actor, Staff};
use crate::models::delivery::Source;
use crate::models::message::Message;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::receiving::Body;
use crate::models::ticket::replying::{Draft, LONGEST_TEXT};
use crate::refusal_words;

/// How many cautions are remembered before all are forgotten.
const MOST_CAUTIONS: usize = 1_000;

/// Who has been told that what they say in a ticket's channel is not kept: nobody is told twice in a row of talk.
#[derive(Default)]
pub(crate) struct Cautioned(Mutex<HashSet<(ChannelId, UserId)>>);

/// Handles what somebody said in the staff server. `None` when the server stops before that.
pub(crate) async fn hear(bot: &Bot, written: &Written) -> Option<()> {
    let heard = take_in(bot, written).await;
    heard.or_else(|| bot.unless_stopping())
}

/// `None` when it could not be handled; the channel is not marked as read then.
async fn take_in(bot: &Bot, written: &Written) -> Option<()> {
    let channel = written.channel;
    let find = async || {
        let conn = &mut bot.app.db().await?;
        Ok(Ticket::in_channel(conn, channel).await?)
    };
    let found = bot.persist("finding a channel's ticket", find);
    let ticket = found.await?.ok()?;
    let is_old_news = ticket
        .as_ref()
        .is_some_and(|ticket| ticket.channel_read_to >= written.post);
    if is_old_news {
        return Some(());
    }
    let is_command = dispatch::is_command(bot, &written.text);
    match &ticket {
        Some(_) if is_command => obey(bot, written).await?,
        Some(ticket) => note(bot, ticket, written).await?,
        None if is_command => return obey_outside(bot, written).await,
        None => return Some(()),
    }
    mark_read(bot, channel, written.post).await
}

/// Notes that everything in a channel up to a post is handled.
pub(crate) async fn mark_read(bot: &Bot, channel: ChannelId, post: PostId) -> Option<()> {
    let mark = async || {
        let conn = &mut bot.app.db().await?;
        Ok(Ticket::mark_channel_read(conn, channel, post).await?)
    };
    bot.persist("marking a channel as read", mark).await?.ok()
}

async fn obey(bot: &Bot, written: &Written) -> Option<()> {
    let invocation = invocation(bot, written).await?.ok()?;
    dispatch::run_written(bot, written, invocation).await;
    Some(())
}

/// Outside tickets a prefix may be meant for another bot: only staff are answered.
async fn obey_outside(bot: &Bot, written: &Written) -> Option<()> {
    let invocation = invocation(bot, written).await?.ok()?;
    let is_staff = async || {
        let staff = checks::staff(&bot.app, &invocation.user, &invocation.roles).await?;
        Ok(staff.permissions.include(Permission::ViewTickets))
    };
    if let Ok(true) = bot.persist("looking up a person", is_staff).await? {
        dispatch::run_written(bot, written, invocation).await;
    }
    Some(())
}

async fn invocation(bot: &Bot, written: &Written) -> Option<Result<Invocation, Refusal>> {
    let roles = roles(bot, written).await?;
    Some(roles.map(|roles| Invocation {
        server: Some(bot.staff_server()),
        channel: written.channel,
        user: written.author.clone(),
        roles,
        key: key_of(written.post),
        source: Some(source_of(written)),
        answers: written.answers,
        attachments: bot.bodies().read(&written.json).attachments,
        staff: None,
    }))
}

/// The author's roles. The history does not tell them.
async fn roles(bot: &Bot, written: &Written) -> Option<Result<Vec<RoleId>, Refusal>> {
    let ask = async || {
        if let Some(roles) = &written.roles {
            return Ok(roles.clone());
        }
        let member = bot
            .app
            .discord
            .member(bot.staff_server(), written.author.id);
        let member = member.await.map_err(anyhow::Error::new)?;
        Ok(member.map_or_else(Vec::new, |member| member.roles().collect()))
    };
    bot.persist("asking for an author's roles", ask).await
}

async fn note(bot: &Bot, ticket: &Ticket, written: &Written) -> Option<()> {
    let roles = roles(bot, written).await?.ok()?;
    let draft = note_draft(bot, written);
    let keep = async || {
        let staff = checks::staff(&bot.app, &written.author, &roles).await?;
        let conn = &mut bot.app.db().await?;
        let act = bot.app.act(Actor::Staff(staff));
        Ticket::note(conn, &act, ticket.id, draft.clone()).await
    };
    match bot.persist("keeping a note", keep).await? {
        Err(refusal @ Refusal::Forbidden(_)) => caution(bot, written, &refusal).await,
        Err(refusal) => tracing::debug!(post = %written.post, %refusal, "not a note"),
        Ok(_) => {}
    }
    Some(())
}

fn note_draft(bot: &Bot, written: &Written) -> Draft {
    let body = bot.bodies().read(&written.json);
    Draft {
        content: note_text(&body),
        attachments: body.attachments,
        source: Some(source_of(written)),
        idempotency_key: Some(key_of(written.post)),
        ..Draft::default()
    }
}

/// The text of a note; what it forwards stands below as a quote. What somebody writes themselves always fits, so only the end of the
/// quote is cut when both together are too long.
fn note_text(body: &Body) -> String {
    let quoted = body.forwarded.iter().flat_map(|text| text.lines());
    let quoted = quoted.map(|line| format!("> {line}"));
    let own = Some(body.content.clone()).filter(|content| !content.is_empty());
    let text = own.into_iter().chain(quoted).collect::<Vec<_>>().join("\n");
    if text.chars().count() <= LONGEST_TEXT {
        return text;
    }
    let kept = text.chars().take(LONGEST_TEXT - 1);
    kept.chain(['…']).collect()
}

/// Tells somebody who may not work tickets that the ticket does not keep what they say in its channel, once.
async fn caution(bot: &Bot, written: &Written, refusal: &Refusal) {
    let (app, channel) = (&bot.app, written.channel);
    if bot.cautioned.remember(channel, written.author.id) {
        let why = refusal_words::sentence(app.words(), refusal);
        let text = app.words().with("note-not-kept", &[("why", why.into())]);
        answer::in_channel(bot, channel, text).await;
    }
}

impl Cautioned {
    /// Says whether this is news.
    fn remember(&self, channel: ChannelId, user: UserId) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_CAUTIONS {
            known.clear();
        }
        known.insert((channel, user))
    }
}

/// Follows an edit of a note.
pub(crate) async fn revise(bot: &Bot, written: &Written) {
    if !written.is_edited {
        return;
    }
    let content = note_text(&bot.bodies().read(&written.json));
    let name = written.author.name().to_owned();
    let actor = Actor::Staff(Staff::on_record(written.author.id, name));
    let act = bot.app.act(actor);
    let revise = async || {
        let conn = &mut bot.app.db().await?;
        Message::revise_from_discord(conn, &act, written.post, &content).await
    };
    if let Some(Err(refusal)) = bot.persist("following an edit", revise).await {
        tracing::debug!(post = %written.post, %refusal, "the edit is not followed");
    }
}

/// Follows the deletion of notes. Discord does not tell who deleted them: the author, or somebody who may.
pub(crate) async fn withdraw(bot: &Bot, posts: &[PostId]) {
    let act = bot.app.act(Actor::System);
    let withdraw = async || {
        let conn = &mut bot.app.db().await?;
        for &post in posts {
            Message::withdraw_from_discord(conn, &act, post).await?;
        }
        Ok(())
    };
    if let Some(Err(refusal)) = bot.persist("following a deletion", withdraw).await {
        tracing::debug!(%refusal, "the deletion is not followed");
    }
}

/// Closes the ticket whose channel somebody removed. One that we remove ourselves is known by the job that does it.
pub(crate) async fn vanish(bot: &Bot, channel: ChannelId) {
    let act = bot.app.act(Actor::System);
    let close = async || {
        let conn = &mut bot.app.db().await?;
        Ticket::channel_vanished(conn, &act, channel).await
    };
    bot.persist("closing the ticket of a removed channel", close)
        .await;
}

fn key_of(post: PostId) -> String {
    format!("discord:{post}")
}

fn source_of(written: &Written) -> Source {
    Source {
        channel: written.channel,
        post: written.post,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forward_with_many_lines_still_fits_into_a_note() {
        let body = Body {
            content: "See this.".to_owned(),
            forwarded: Some("x\n".repeat(4_000)),
            ..Body::default()
        };
        let text = note_text(&body);
        assert_eq!(text.chars().count(), LONGEST_TEXT);
        assert!(text.starts_with("See this.\n> x\n> x") && text.ends_with('…'));
    }
}
