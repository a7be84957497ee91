//! The conversation.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde_json::Value;

use super::page::{Place, avatar};
use super::{commands, components, embeds, text};
use crate::form;
use crate::world::attachment::Attachment;
use crate::world::interaction::{Interaction, Progress};
use crate::world::message::{LOADING, Message, ReferenceKind};

/// So many messages are shown at once.
const SHOWN: usize = 50;

/// The messages of a channel that a person sees, oldest first.
pub(super) fn list(place: &Place) -> Markup {
    let messages = place
        .world
        .messages
        .get(&place.channel.id)
        .into_iter()
        .flat_map(|messages| messages.values());
    let seen = messages.filter(|message| {
        message
            .ephemeral_to
            .is_none_or(|only| only == place.user.id)
    });
    let seen: Vec<&Message> = seen
        .filter(|message| place.before.is_none_or(|before| message.id < before))
        .collect();
    let shown = &seen[seen.len().saturating_sub(SHOWN)..];
    html! {
        section id="messages" aria-label="Messages" {
            @if let Some(first) = shown.first().filter(|_| seen.len() > SHOWN) {
                a class="older" href={ (place.address()) "?before=" (first.id) } { "Older messages" }
            }
            @if place.before.is_some() { a class="older" href=(place.address()) { "Back to the newest" } }
            @for message in shown { (one(place, message)) }
            @for interaction in failed(place) {
                p class="failed" data-interaction-id=(interaction.id) {
                    (commands::used_name(interaction)) " — The application did not respond"
                }
            }
        }
    }
}

fn one(place: &Place, message: &Message) -> Markup {
    let author = place.world.users.get(&message.author_id);
    let name = author.map_or("Deleted user", |author| author.display_name());
    let is_thinking = message.flags & LOADING != 0;
    html! {
        article class={ "message" (if message.is_ephemeral() { " ephemeral" } else { "" }) } id={ "message-" (message.id) }
            data-message-id=(message.id) data-author-id=(message.author_id) {
            (avatar(message.author_id))
            div class="body" {
                (referred(place, message))
                p class="head" {
                    strong class="author" { (name) }
                    @if author.is_some_and(|author| author.bot) { span class="tag" { "APP" } }
                    (time(message.timestamp))
                    @if message.edited.is_some() { span class="edited" { "(edited)" } }
                }
                @if place.edit == Some(message.id) { (edit_form(place, message)) }
                @else if is_thinking { p class="thinking" { (name) " is thinking…" } }
                @else if !message.content.is_empty() {
                    div class="content" { (text::rendered(place.world, &message.content)) }
                }
                (forwarded(place, message))
                @if message.snapshots.is_empty() { (files(place, &message.attachments)) }
                @for embed in &message.embeds { (embeds::embed(place.world, embed)) }
                (stickers(place, message))
                (components::shown(place, message))
                (reactions(place, message))
                @if message.is_ephemeral() { p class="hint" { "Only you can see this" } }
            }
            (tools(place, message))
        }
    }
}

fn tools(place: &Place, message: &Message) -> Markup {
    let address = place.address();
    let own = message.author_id == place.user.id;
    let here = format!("{address}/messages/{}", message.id);
    html! {
        div class="tools" {
            @if !message.is_ephemeral() {
                a href={ (address) "?reply=" (message.id) } data-action="reply" { "Reply" }
                form method="post" action={ (here) "/react" } data-live {
                    button name="emoji" value="👍" title="React" { "👍" }
                }
            }
            @if own { a href={ (address) "?edit=" (message.id) "#message-" (message.id) } data-action="edit" { "Edit" } }
            @if own || message.is_ephemeral() {
                form method="post" action={ (here) "/delete" } data-live {
                    button data-action="delete" { @if own { "Delete" } @else { "Dismiss" } }
                }
            }
            (commands::on_message(place, message))
        }
    }
}

fn edit_form(place: &Place, message: &Message) -> Markup {
    html! {
        form class="edit" method="post" action={ (place.address()) "/messages/" (message.id) "/edit" } {
            textarea name="content" rows="2" aria-label="Edit message" { (message.content) }
            button { "Save" } " " a href=(place.address()) { "Cancel" }
        }
    }
}

fn referred(place: &Place, message: &Message) -> Markup {
    let reference = message
        .reference
        .as_ref()
        .filter(|reference| reference.kind == ReferenceKind::Reply);
    let interaction = message.interaction.as_ref();
    html! {
        @if let Some(reference) = reference {
            @let channel_id = reference.channel_id.unwrap_or(message.channel_id);
            p class="reference" {
                @match place.world.message(channel_id, reference.message_id) {
                    Ok(answered) => {
                        "↱ " strong { (place.world.users.get(&answered.author_id).map_or("?", |user| user.display_name())) }
                        " " (answered.content.chars().take(80).collect::<String>())
                    }
                    Err(_) => { "↱ Original message was deleted" }
                }
            }
        } @else if let Some(name) = interaction.and_then(|it| it.get("name")).and_then(Value::as_str) {
            p class="reference" {
                "↱ " strong { (form::text(&message.interaction.clone().unwrap_or_default()["user"], "global_name")) }
                " used /" (name)
            }
        }
    }
}

fn forwarded(place: &Place, message: &Message) -> Markup {
    html! {
        @for snapshot in &message.snapshots {
            @let copy = &snapshot["message"];
            blockquote class="forwarded" {
                p class="hint" { "Forwarded" }
                div class="content" { (text::rendered(place.world, form::text(copy, "content"))) }
                (files(place, &message.attachments))
                @for embed in form::list(copy, "embeds") { (embeds::embed(place.world, &embed)) }
            }
        }
    }
}

fn files(place: &Place, attachments: &[Attachment]) -> Markup {
    html! {
        @for file in attachments.iter().filter(|file| !file.embedded) {
            @let url = place.world.attachment_url(file);
            div class="file" data-attachment-id=(file.id) {
                @if file.content_type.starts_with("image/") {
                    a href=(url) { img src=(url) alt=(file.description.as_deref().unwrap_or(&file.filename)) loading="lazy"; }
                } @else {
                    a href=(url) download { (file.filename) } " " small { (size(file.size)) }
                }
            }
        }
    }
}

fn stickers(place: &Place, message: &Message) -> Markup {
    let known = message
        .stickers
        .iter()
        .filter_map(|id| place.world.sticker(*id).ok());
    html! {
        @for sticker in known {
            img class="sticker" src={ "/cdn/stickers/" (sticker.id) ".png" } alt=(sticker.name) title=(sticker.name) width="120";
        }
    }
}

fn reactions(place: &Place, message: &Message) -> Markup {
    html! {
        @if !message.reactions.is_empty() {
            form class="reactions" method="post" data-live
                action={ (place.address()) "/messages/" (message.id) "/react" } {
                @for reaction in &message.reactions {
                    @let mine = reaction.users.contains(&place.user.id);
                    button name="emoji" value=(reaction.emoji) aria-pressed=(mine.to_string()) {
                        (reaction.emoji.split(':').next().unwrap_or_default()) " " (reaction.users.len())
                    }
                }
            }
        }
    }
}

/// The interactions of the last minutes that nobody answered.
fn failed<'a>(place: &'a Place) -> Vec<&'a Interaction> {
    let recent = place.world.now() - chrono::TimeDelta::minutes(2);
    let interactions = place.world.interactions.values().filter(|interaction| {
        interaction.user_id == place.user.id
            && interaction.channel_id == place.channel.id
            && interaction.progress == Progress::DidNotRespond
            && interaction.created > recent
    });
    interactions.collect()
}

fn time(moment: DateTime<Utc>) -> Markup {
    html! { time datetime=(moment.to_rfc3339()) { (moment.format("%d %b %Y %H:%M")) } }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
