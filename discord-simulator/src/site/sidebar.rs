//! The two columns on the left: where a person can go.

use maud::{Markup, html};

use super::home::is_readable;
use super::page::{Place, avatar};
use crate::snowflake::Snowflake;
use crate::world::World;
use crate::world::channel::{Channel, ChannelKind};
use crate::world::user::User;

/// Servers, direct messages, and who one is.
pub(super) fn places(world: &World, user: &User, here: Option<&Channel>) -> Markup {
    let server_here = here.and_then(|channel| channel.server_id);
    let servers = world
        .servers
        .values()
        .filter(|server| server.members.contains_key(&user.id));
    html! {
        nav id="places" aria-label="Servers and direct messages" {
            h2 { "Servers" }
            ul {
                @for server in servers {
                    li { a href={ "/as/" (user.id) "/servers/" (server.id) } data-server-id=(server.id)
                        aria-current=[(server_here == Some(server.id)).then_some("true")] { (server.name) } }
                }
            }
            h2 { "Direct messages" }
            ul {
                @for other in correspondents(world, user.id) {
                    li { a href={ "/as/" (user.id) "/dms/" (other.id) } data-dm-user-id=(other.id)
                        aria-current=[is_with(here, other.id).then_some("true")] {
                        (avatar(other.id)) (other.display_name())
                        @if other.bot { span class="tag" { "APP" } }
                    } }
                }
            }
            div id="me" data-user-id=(user.id) {
                (avatar(user.id))
                span { strong { (user.display_name()) } small { "@" (user.username) } }
                a href="/" title="Be somebody else" { "Switch" }
            }
        }
    }
}

/// The channels of the server, or the settings of a direct message.
pub(super) fn channels(place: &Place) -> Markup {
    let Some(server) = place
        .channel
        .server_id
        .and_then(|id| place.world.servers.get(&id))
    else {
        return settings(place);
    };
    let channels = place.world.channels_of(server.id);
    let seen: Vec<&&Channel> = channels
        .iter()
        .filter(|it| is_readable(place.world, it, place.user.id))
        .collect();
    let inside = |parent: Option<Snowflake>| {
        seen.iter()
            .filter(move |channel| channel.parent_id == parent)
    };
    html! {
        nav id="channels" aria-label="Channels" {
            h2 { (server.name) }
            ul { @for channel in inside(None) { (channel_link(place, channel)) } }
            @for category in channels.iter().filter(|channel| channel.kind == ChannelKind::Category) {
                @if inside(Some(category.id)).next().is_some() {
                    h3 data-category-id=(category.id) { (category.name) }
                    ul { @for channel in inside(Some(category.id)) { (channel_link(place, channel)) } }
                }
            }
        }
    }
}

/// What a channel is called, for this person.
pub(super) fn channel_title(world: &World, channel: &Channel, user_id: Snowflake) -> String {
    if channel.server_id.is_some() {
        return format!("#{}", channel.name);
    }
    let other = channel
        .recipients
        .iter()
        .find(|id| **id != user_id)
        .and_then(|id| world.users.get(id));
    other.map_or_else(
        || "Direct message".to_owned(),
        |other| format!("@{}", other.display_name()),
    )
}

fn channel_link(place: &Place, channel: &Channel) -> Markup {
    let is_here = channel.id == place.channel.id;
    html! {
        li { a href={ "/as/" (place.user.id) "/channels/" (channel.id) } data-channel-id=(channel.id)
            aria-current=[is_here.then_some("true")] { span aria-hidden="true" { "#" } (channel.name) } }
    }
}

fn settings(place: &Place) -> Markup {
    let other = place
        .channel
        .recipients
        .iter()
        .find(|id| **id != place.user.id);
    let Some(other) = other.and_then(|id| place.world.users.get(id)) else {
        return html! { nav id="channels" {} };
    };
    let is_blocked = place.user.blocked.contains(&other.id);
    html! {
        nav id="channels" aria-label="About this conversation" {
            h2 { (other.display_name()) }
            form class="settings" method="post" action={ "/as/" (place.user.id) "/settings" } data-live {
                input type="hidden" name="back" value=(place.address());
                input type="hidden" name="other_id" value=(other.id);
                @if is_blocked { button name="change" value="unblock" { "Unblock" } }
                @else { button name="change" value="block" { "Block" } }
                @if place.user.dms_closed {
                    button name="change" value="open_dms" { "Accept messages from server members" }
                } @else {
                    button name="change" value="close_dms" { "Refuse messages from server members" }
                }
            }
            @if is_blocked { p class="hint" { "You have blocked them." } }
            @if place.user.dms_closed { p class="hint" { "Nobody can write to you." } }
        }
    }
}

/// The bots in one's servers, and everybody one has written with.
fn correspondents(world: &World, user_id: Snowflake) -> Vec<&User> {
    let others = world.users.values().filter(|other| {
        let near = other.bot && world.share_a_server(user_id, other.id);
        other.id != user_id && (near || world.find_dm(user_id, other.id).is_some())
    });
    others.collect()
}

fn is_with(here: Option<&Channel>, other: Snowflake) -> bool {
    here.is_some_and(|channel| channel.server_id.is_none() && channel.recipients.contains(&other))
}
