//! The panel, through its router, as people with different permissions meet it.

mod access;
mod administration;
mod api_keys;
mod assignments;
mod avatars;
mod blocks;
mod bot;
mod bulk;
mod categories;
mod clock;
mod closures;
mod configuration;
mod dashboard;
mod doctor;
mod drafts;
mod externals;
mod failures;
mod figures;
mod files;
mod filtering;
mod gate;
mod hidden;
mod hindrances;
mod hostile;
mod language;
mod led;
mod live;
mod log;
mod members;
mod mentions;
mod messages;
mod notices;
mod one_connection;
mod outage;
mod permissions;
mod presences;
mod reopenings;
mod saved_views;
mod search;
mod seclusion;
mod sending;
mod server;
mod settings;
mod signing_in;
mod slow_bodies;
mod snippets;
mod sweeping;
mod ticket_blocks;
mod ticket_marks;
mod tickets;
mod transcripts;
mod two_windows;
mod typed;
mod undoing;

use axum::http::Method;
use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::Draft;
use discord_simulator::snowflake::Snowflake;
use rustmail::ids::{ChannelId, PostId, RoleId, TicketId, UserId};
use rustmail::models::actor::{Act, Actor};
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

/// Somebody who works tickets and has been here before, acting now.
async fn agent(test: &TestApp, person: Snowflake, name: &str) -> Act {
    let user = User {
        id: UserId(person.signed()),
        username: name.to_lowercase(),
        display_name: Some(name.to_owned()),
        avatar: None,
        updated_at: test.app.clock.now(),
    };
    user.remember(&mut test.app.db().await.unwrap())
        .await
        .unwrap();
    test.act_as(person, name)
}

/// Puts a ticket into a category that only this role sees.
async fn restrict(test: &TestApp, ticket: TicketId, role: RoleId) {
    let conn = &mut test.app.db().await.unwrap();
    let sql = format!(
        "INSERT INTO categories (name, emoji, staff_roles, position, created_at)
         VALUES ('Legal', '⚖️', '{{{role}}}', 0, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories WHERE name = 'Legal') WHERE id = {ticket}"
    );
    conn.batch_execute(&sql).await.unwrap();
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
    let filled = parts.map(|part| match part {
        // Whose end would be the end of whoever asks next.
        "{grant}" | "{session}" => "999999",
        part if part.starts_with('{') => "1",
        part => part,
    });
    filled.collect::<Vec<_>>().join("/")
}
