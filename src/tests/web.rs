//! The panel, through its router, as people with different permissions meet it.

mod api_keys;
mod avatars;
mod blocks;
mod bot;
mod categories;
mod closures;
mod configuration;
mod drafts;
mod externals;
mod files;
mod gate;
mod language;
mod live;
mod members;
mod messages;
mod permissions;
mod presences;
mod server;
mod signing_in;
mod snippets;
mod tickets;
mod transcripts;

use axum::http::Method;
use discord_simulator::Draft;
use discord_simulator::snowflake::Snowflake;
use rustmail::ids::{ChannelId, PostId, UserId};
use rustmail::models::actor::Actor;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::receiving::{Body, Incoming, Welcome};
use rustmail::models::user::User;

use crate::support::test_app::{Setup, TestApp};

/// A desk without the gateway: nothing here comes in from Discord.
async fn desk() -> TestApp {
    let setup = Setup {
        without_bot: true,
        ..Setup::default()
    };
    TestApp::start_with(setup).await
}

/// A ticket with a member who is called like this, as it is after the member has written.
async fn ticket_of(test: &TestApp, member: Snowflake, (name, text): (&str, &str)) -> Ticket {
    let now = test.app.clock.now();
    let id = UserId(member.signed());
    let user = User {
        id,
        username: name.to_owned(),
        display_name: None,
        avatar: None,
        updated_at: now,
    };
    let post = test.dm(member, Draft::text(text));
    let incoming = Incoming {
        member: user,
        channel: ChannelId(post.channel_id.signed()),
        post: PostId(post.id.signed()),
        written_at: now,
        body: Body {
            content: text.to_owned(),
            ..Body::default()
        },
        answers: None,
    };
    let act = test.app.act(Actor::Member {
        id,
        name: name.to_owned(),
    });
    let conn = &mut test.app.db().await.unwrap();
    Ticket::receive(conn, &act, incoming, Welcome::Greet(None))
        .await
        .unwrap();
    Ticket::open_for(conn, id)
        .await
        .unwrap()
        .expect("an open ticket")
}

/// The addresses that are asked for by this method, with a number for every name in them.
fn addresses(method: &Method) -> Vec<String> {
    let routes = rustmail::web::routes().into_iter();
    let asked = routes.filter(|route| route.method == method);
    asked.map(|route| address(route.path)).collect()
}

/// An address with a number for every name in it.
fn address(path: &str) -> String {
    let parts = path.split('/');
    let filled = parts.map(|part| if part.starts_with('{') { "1" } else { part });
    filled.collect::<Vec<_>>().join("/")
}
