//! Buttons, menus and the layout components of a message.

use maud::{Markup, html};
use serde_json::Value;

use super::page::Place;
use super::text;
use crate::form;
use crate::world::World;
use crate::world::message::Message;

/// The components of a message; those that can be used are forms.
pub(super) fn shown(place: &Place, message: &Message) -> Markup {
    let action = format!("{}/messages/{}/press", place.address(), message.id);
    html! {
        @for component in &message.components { (one(place, &action, component)) }
    }
}

fn one(place: &Place, action: &str, component: &Value) -> Markup {
    let children = form::list(component, "components");
    let inside = html! { @for child in &children { (one(place, action, child)) } };
    match kind_of(component) {
        1 => html! { div class="row" { (inside) } },
        2 => button(action, component),
        3 | 5..=8 => menu(place, action, component),
        9 => html! {
            div class="section" { div { (inside) } (one(place, action, &component["accessory"])) }
        },
        10 => {
            html! { div class="content" { (text::rendered(place.world, form::text(component, "content"))) } }
        }
        11 => picture(&component["media"]),
        12 => html! {
            div class="gallery" { @for item in form::list(component, "items") { (picture(&item["media"])) } }
        },
        13 => html! { p class="file" { (form::text(&component["file"], "url")) } },
        14 => html! { hr; },
        17 => html! { div class="container" { (inside) } },
        _ => html! {},
    }
}

fn button(action: &str, component: &Value) -> Markup {
    const LINK: u64 = 5;
    let style = component.get("style").and_then(form::number).unwrap_or(1);
    let label = form::text(component, "label");
    let emoji = component.pointer("/emoji/name").and_then(Value::as_str);
    let face = html! { @if let Some(emoji) = emoji { (emoji) " " } (label) };
    let disabled = component
        .get("disabled")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    if style == LINK {
        return html! { a class="button link" href=(form::text(component, "url")) rel="noreferrer" { (face) } };
    }
    let custom_id = form::text(component, "custom_id");
    html! {
        form method="post" action=(action) data-live {
            button class={ "button style-" (style) } name="custom_id" value=(custom_id) data-custom-id=(custom_id)
                disabled[disabled] { (face) }
        }
    }
}

fn menu(place: &Place, action: &str, component: &Value) -> Markup {
    let custom_id = form::text(component, "custom_id");
    let most = component
        .get("max_values")
        .and_then(form::number)
        .unwrap_or(1);
    let choices = choices(place, component);
    html! {
        form class="menu" method="post" action=(action) data-live {
            input type="hidden" name="custom_id" value=(custom_id);
            select name="values" multiple[most > 1] data-custom-id=(custom_id)
                aria-label=(placeholder(component)) {
                @if most <= 1 { option value="" { (placeholder(component)) } }
                @for (value, label) in choices { option value=(value) { (label) } }
            }
            button { "Choose" }
        }
    }
}

fn placeholder(component: &Value) -> &str {
    let text = form::text(component, "placeholder");
    if text.is_empty() {
        "Make a selection"
    } else {
        text
    }
}

/// What can be chosen: the menu's own options, or the people, roles and channels here.
fn choices(place: &Place, component: &Value) -> Vec<(String, String)> {
    let kind = kind_of(component);
    if kind == 3 {
        let options = form::list(component, "options");
        let named = options.iter().map(|it| {
            (
                form::text(it, "value").to_owned(),
                form::text(it, "label").to_owned(),
            )
        });
        return named.collect();
    }
    let world: &World = place.world;
    let Some(server) = place
        .channel
        .server_id
        .and_then(|id| world.servers.get(&id))
    else {
        return Vec::new();
    };
    let users = server.members.keys().filter_map(|id| world.users.get(id));
    let users = users.map(|user| (user.id.to_string(), format!("@{}", user.display_name())));
    let roles = server
        .roles
        .values()
        .map(|role| (role.id.to_string(), format!("@{}", role.name)));
    let channels = world
        .channels_of(server.id)
        .into_iter()
        .map(|it| (it.id.to_string(), format!("#{}", it.name)));
    match kind {
        5 => users.collect(),
        6 => roles.collect(),
        7 => users.chain(roles).collect(),
        _ => channels.collect(),
    }
}

fn picture(media: &Value) -> Markup {
    html! { img class="picture" src=(form::text(media, "url")) alt="" loading="lazy"; }
}

fn kind_of(component: &Value) -> u64 {
    component
        .get("type")
        .and_then(form::number)
        .unwrap_or_default()
}
