//! Creating the ticket's channel in the staff server, with a recap of who is asking.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use diesel_async::AsyncConnection;
use serenity::builder::{CreateEmbed, CreateEmbedAuthor};

use crate::app::App;
use crate::discord::Failure;
use crate::discord::channels::{Channel, NewChannel};
use crate::discord::people::Member;
use crate::discord::posting::Posting;
use crate::discord::speech::escaped;
use crate::discord::splitting::split;
use crate::error::Error;
use crate::ids::{ChannelId, TicketId, UserId};
use crate::jobs::errand::{Errand, Trouble};
use crate::jobs::place_channel::place_of;
use crate::models::cause::FailureCause;
use crate::models::event::{self, EventKind, Subject};
use crate::models::ticket::Ticket;
use crate::models::user::User;
use crate::outbox::{self, Job};
use crate::setback_words::usual_cause;

/// The most characters of an embed's field.
///
/// <https://docs.discord.com/developers/resources/message#embed-object-embed-limits>
const MOST_CHARACTERS: usize = 1024;
/// How many roles the recap names.
const MOST_ROLES: usize = 20;

/// Creates the channel, unless an earlier attempt did, and posts the recap in it.
pub async fn run(errand: &Errand, ticket: TicketId, call: Option<UserId>) -> Result<(), Trouble> {
    let ticket = errand.ticket(ticket).await?;
    let member = User::find(&mut *errand.db().await?, ticket.member_id).await?;
    let member = member.context("a ticket's member does not exist")?;
    let channel = match ticket.channel_id {
        Some(channel) => channel,
        None => create(errand, &ticket, &member).await?,
    };
    let recap = recap(errand, (&ticket, &member), call).await?;
    errand.post(channel, &recap, 0).await?;
    errand.finish().await
}

/// Gives a reopened ticket a channel, unless the one that it had was not removed yet.
pub async fn reopen(
    errand: &Errand,
    ticket: TicketId,
    had: Option<ChannelId>,
) -> Result<(), Trouble> {
    let kept = errand.ticket(ticket).await?.channel_id;
    if kept.is_some() && kept == had {
        return errand.finish().await;
    }
    run(errand, ticket, None).await
}

/// Creates the channel of a ticket that has none.
pub(super) async fn create(
    errand: &Errand,
    ticket: &Ticket,
    member: &User,
) -> Result<ChannelId, Trouble> {
    let config = &errand.app.config;
    let server = config.bot.mode.staff_server();
    let marker = format!("{}/tickets/{}", config.public_url(), ticket.id);
    let new = NewChannel {
        name: channel_name(ticket, member),
        topic: format!("#{} • {} • {marker}", ticket.id, member.id),
        place: place_of(errand, ticket).await?,
    };
    // An attempt that was cut short may have created it.
    let channels = errand.app.discord.channels(server).await?;
    let marked = |topic: &String| topic.ends_with(&format!(" {marker}"));
    let mut marked_ones = channels
        .iter()
        .filter(|channel| channel.topic.as_ref().is_some_and(marked));
    let channel = marked_ones.next().map(Channel::id);
    let channel = match channel {
        Some(channel) => channel,
        None => {
            let created = errand.app.discord.create_channel(server, &new).await;
            created.map_err(not_created)?
        }
    };
    keep(errand, ticket, channel).await?;
    Ok(channel)
}

/// There is no channel yet that could be gone: it is the one in which it was to be.
fn not_created(failure: Failure) -> Trouble {
    match usual_cause(&failure) {
        Some(FailureCause::ChannelGone) => Trouble::NoPlace,
        _ => failure.into(),
    }
}

/// What a ticket's channel is called, as Discord writes names: what staff call the ticket, or else who its member is.
pub(super) fn channel_name(ticket: &Ticket, member: &User) -> String {
    let name = ticket.label.as_deref().unwrap_or(&member.username);
    let letters = name.to_lowercase();
    let kept = letters
        .chars()
        .filter(|letter| !letter.is_ascii_punctuation() || matches!(letter, '-' | '_'));
    let words: String = kept
        .map(|letter| if letter.is_whitespace() { '-' } else { letter })
        .collect();
    let mut parts: Vec<&str> = words.split('-').filter(|part| !part.is_empty()).collect();
    let number = ticket.id.to_string();
    parts.push(&number);
    parts.join("-")
}

/// Keeps the channel. Who renamed the ticket meanwhile found none to rename.
async fn keep(errand: &Errand, ticket: &Ticket, channel: ChannelId) -> Result<(), Trouble> {
    let (conn, act) = (&mut errand.db().await?, errand.act());
    let kept = conn.transaction(async |conn| {
        ticket.set_channel(conn, Some(channel)).await?;
        let subject = Subject::ticket(ticket.id);
        event::record(conn, &act, EventKind::ChannelChanged, subject).await?;
        let now = Ticket::get(conn, ticket.id).await?;
        if now.is_some_and(|now| now.label != ticket.label) {
            let job = Job::RenameChannel { ticket: ticket.id };
            outbox::enqueue_beside(conn, ticket.id, &job, act.at).await?;
        }
        Ok::<_, Error>(())
    });
    Ok(kept.await?)
}

async fn recap(
    errand: &Errand,
    (ticket, member): (&Ticket, &User),
    call: Option<UserId>,
) -> Result<Posting, Trouble> {
    let (app, words) = (&errand.app, errand.app.words());
    let community = app.config.bot.mode.community_server();
    let membership = app.discord.member(community, member.id).await?;
    let earlier = ticket.earlier_count(&mut *errand.db().await?).await?;
    let unknown = || words.text("recap-unknown").into_owned();
    let joined = membership
        .as_ref()
        .and_then(|membership| membership.joined_at);
    let roles = match &membership {
        Some(membership) => role_names(errand, membership).await?,
        None => unknown(),
    };
    let mut embed = CreateEmbed::new()
        .author(CreateEmbedAuthor::new(format!(
            "{} (@{})",
            member.name(),
            member.username
        )))
        .description(introduction(app, ticket))
        .colour(app.settings().system_colour.0)
        .field(
            words.text("recap-created"),
            relative(member.id.created_at()),
            true,
        )
        .field(
            words.text("recap-joined"),
            joined.map_or_else(unknown, relative),
            true,
        )
        .field(words.text("recap-earlier"), earlier.to_string(), true)
        .field(words.text("recap-roles"), roles, false);
    if let Some(nick) = membership.and_then(|membership| membership.nick) {
        embed = embed.field(words.text("recap-nickname"), escaped(&nick), true);
    }
    let content = call.map(|user| format!("<@{user}>")).unwrap_or_default();
    Ok(Posting {
        content,
        embeds: vec![embed],
        calls: call,
        ..Posting::default()
    })
}

/// Which ticket it is, whose, and how it came about.
fn introduction(app: &App, ticket: &Ticket) -> String {
    let values = [
        ("ticket", ticket.id.to_string().into()),
        ("member", format!("<@{}>", ticket.member_id).into()),
        ("id", ticket.member_id.to_string().into()),
        ("name", escaped(&ticket.opened_by_name).into()),
        ("origin", ticket.origin.word().into()),
        (
            "url",
            format!("{}/tickets/{}", app.config.public_url(), ticket.id).into(),
        ),
    ];
    app.words().with("recap-ticket", &values)
}

/// Each reader sees this in their own language and time zone.
fn relative(time: DateTime<Utc>) -> String {
    format!("<t:{}:R>", time.timestamp())
}

async fn role_names(errand: &Errand, membership: &Member) -> Result<String, Trouble> {
    let server = errand.app.config.bot.mode.community_server();
    let mut roles = errand.app.discord.roles(server).await?;
    roles.retain(|role| membership.roles().any(|held| held.0 == role.id));
    roles.sort_by_key(|role| std::cmp::Reverse(role.position));
    let mut names: Vec<String> = roles
        .iter()
        .take(MOST_ROLES)
        .map(|role| escaped(&role.name))
        .collect();
    if roles.len() > MOST_ROLES {
        names.push(format!("+{}", roles.len() - MOST_ROLES));
    }
    if names.is_empty() {
        names.push(errand.app.words().text("recap-no-roles").into_owned());
    }
    // A field of an embed holds no more.
    let names = names.join(", ");
    Ok(split(&names, MOST_CHARACTERS)
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned())
}
