//! Embeds.

use maud::{Markup, html};
use serde_json::Value;

use super::text;
use crate::form;
use crate::world::World;

/// An embed as people see it.
pub(super) fn embed(world: &World, embed: &Value) -> Markup {
    let color = embed
        .get("color")
        .and_then(form::number)
        .unwrap_or(0x004f_545c);
    let color = format!("#{color:06x}");
    let title = form::text(embed, "title");
    let image = embed.pointer("/image/url").and_then(Value::as_str);
    let thumbnail = embed.pointer("/thumbnail/url").and_then(Value::as_str);
    html! {
        div class="embed" {
            // The colour comes from the bot, so it can only be an attribute; a line of SVG needs no inline style.
            svg class="edge" aria-hidden="true" { rect width="4" height="100%" fill=(color) {} }
            div class="embed-body" {
                @if let Some(url) = thumbnail { img class="thumbnail" src=(url) alt="" loading="lazy"; }
                (author(embed))
                @if !title.is_empty() { p class="embed-title" { (titled(world, embed, title)) } }
                @if let Some(description) = embed.get("description").and_then(Value::as_str) {
                    div class="content" { (text::rendered(world, description)) }
                }
                (fields(world, embed))
                @if let Some(url) = image { img class="picture" src=(url) alt="" loading="lazy"; }
                (footer(embed))
            }
        }
    }
}

fn author(embed: &Value) -> Markup {
    let name = embed.pointer("/author/name").and_then(Value::as_str);
    let icon = embed.pointer("/author/icon_url").and_then(Value::as_str);
    html! {
        @if let Some(name) = name {
            p class="embed-author" {
                @if let Some(icon) = icon { img src=(icon) alt="" width="24" height="24" loading="lazy"; }
                (name)
            }
        }
    }
}

fn titled(world: &World, embed: &Value, title: &str) -> Markup {
    html! {
        @match embed.get("url").and_then(Value::as_str) {
            Some(url) => { a href=(url) rel="noreferrer" { (text::rendered(world, title)) } }
            None => { (text::rendered(world, title)) }
        }
    }
}

fn fields(world: &World, embed: &Value) -> Markup {
    let fields = form::list(embed, "fields");
    html! {
        @if !fields.is_empty() {
            dl {
                @for field in &fields {
                    @let inline = field.get("inline").and_then(Value::as_bool).unwrap_or_default();
                    div class=(if inline { "inline" } else { "whole" }) {
                        dt { (text::rendered(world, form::text(field, "name"))) }
                        dd { (text::rendered(world, form::text(field, "value"))) }
                    }
                }
            }
        }
    }
}

fn footer(embed: &Value) -> Markup {
    let words = embed.pointer("/footer/text").and_then(Value::as_str);
    let moment = embed.get("timestamp").and_then(Value::as_str);
    html! {
        @if words.is_some() || moment.is_some() {
            p class="embed-footer" {
                (words.unwrap_or_default())
                @if words.is_some() && moment.is_some() { " • " }
                @if let Some(moment) = moment { time datetime=(moment) { (moment.get(..16).unwrap_or(moment).replace('T', " ")) } }
            }
        }
    }
}
