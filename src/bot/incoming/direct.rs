//! Direct messages: a member writes, edits, deletes.

use crate::bot::Bot;
use crate::bot::incoming::written::Written;
use crate::error::Error;
use crate::ids::{ChannelId, PostId, UserId};
use crate::models::actor::{Act, Actor};
use crate::models::dm_channel::DmChannel;
use crate::models::message::Message;
use crate::models::ticket::Ticket;
use crate::models::ticket::receiving::{Incoming, Received, Welcome};
use crate::models::user::User;

/// Receives what a member wrote. `None` when the server stops before that.
pub(crate) async fn receive(bot: &Bot, written: &Written) -> Option<()> {
    let received = bot.persist("receiving a direct message", || take_in(bot, written));
    match received.await {
        Some(Ok(received)) => {
            tracing::debug!(post = %written.post, ?received, "received");
            tell_of_maintenance(bot, written).await;
        }
        // Nothing that a member writes may be refused: they would never learn of it.
        Some(Err(refusal)) => {
            tracing::error!(post = %written.post, %refusal, "a member's message was not received");
        }
        None => return bot.unless_stopping(),
    }
    Some(())
}

/// Whoever writes during a maintenance is told that answers take longer; what they wrote is kept as ever.
async fn tell_of_maintenance(bot: &Bot, written: &Written) {
    let control = bot.app.standing().bot.clone();
    if control.maintenance_since.is_none() {
        return;
    }
    let tell = async || {
        let conn = &mut bot.app.db().await?;
        let act = act(bot, &written.author);
        control
            .tell_of_maintenance(conn, &act, written.author.id)
            .await
    };
    bot.persist("telling of the maintenance", tell).await;
}

async fn take_in(bot: &Bot, written: &Written) -> Result<Received, Error> {
    let app = &bot.app;
    let welcome = welcome(bot, written.author.id).await?;
    let incoming = Incoming {
        member: written.author.clone(),
        channel: written.channel,
        post: written.post,
        written_at: written.written_at,
        body: bot.bodies().read(&written.json),
        answers: written.answers,
    };
    let conn = &mut app.db().await?;
    Ticket::receive(conn, &act(bot, &written.author), incoming, welcome).await
}

/// What would happen to a member without an open ticket. Discord is only asked when they have none: whoever is being helped may go on
/// writing after leaving the community.
async fn welcome(bot: &Bot, member: UserId) -> Result<Welcome, Error> {
    let app = &bot.app;
    let has_ticket = Ticket::open_for(&mut *app.db().await?, member)
        .await?
        .is_some();
    if has_ticket {
        return Ok(Welcome::Greet(app.greeting()));
    }
    let candidate = app.find_candidate(member).await?;
    if candidate.is_some_and(|candidate| candidate.is_member) {
        return Ok(Welcome::Greet(app.greeting()));
    }
    Ok(Welcome::TurnAway)
}

/// Follows what a member changed. Discord also tells of changes that nobody made, such as the preview of a link.
pub(crate) async fn revise(bot: &Bot, written: &Written) {
    if !written.is_edited {
        return;
    }
    let content = bot.bodies().read(&written.json).content;
    let revise = async || {
        let conn = &mut bot.app.db().await?;
        let act = act(bot, &written.author);
        Message::revise_from_discord(conn, &act, written.post, &content).await
    };
    if let Some(Err(refusal)) = bot.persist("following an edit", revise).await {
        tracing::debug!(post = %written.post, %refusal, "the edit is not followed");
    }
}

/// Follows what a member deleted: in direct messages only they can have.
pub(crate) async fn withdraw(bot: &Bot, channel: ChannelId, posts: &[PostId]) {
    let withdraw = async || {
        let conn = &mut bot.app.db().await?;
        let Some(member) = DmChannel::member(conn, channel).await? else {
            return Ok(());
        };
        let act = act(bot, &member);
        for &post in posts {
            Message::withdraw_from_discord(conn, &act, post).await?;
        }
        Ok(())
    };
    if let Some(Err(refusal)) = bot.persist("following a deletion", withdraw).await {
        tracing::debug!(%channel, %refusal, "the deletion is not followed");
    }
}

fn act(bot: &Bot, member: &User) -> Act {
    bot.app.act(Actor::Member {
        id: member.id,
        name: member.name().to_owned(),
    })
}
