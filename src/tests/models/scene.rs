//! A database with a few people, and the acts of those people.

use chrono::{DateTime, TimeDelta, Utc};
use rustmail::error::{Error, Refusal};
use rustmail::ids::{ChannelId, PostId, UserId};
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::permission::{Permission, Permissions};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::receiving::{Body, Incoming, Received, Welcome};
use rustmail::models::user::User;

use crate::support::database::TestDatabase;

pub const MIA: UserId = UserId(100_000_000_000_000_001);
pub const SAM: UserId = UserId(100_000_000_000_000_002);
pub const SUE: UserId = UserId(100_000_000_000_000_003);

pub struct Scene {
    pub database: TestDatabase,
    pub now: DateTime<Utc>,
}

impl Scene {
    pub async fn set() -> Self {
        let now = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let scene = Self {
            database: TestDatabase::new().await,
            now,
        };
        for (id, name) in [(MIA, "Mia"), (SAM, "Sam"), (SUE, "Sue")] {
            user(id, name, now)
                .remember(&mut *scene.database.conn().await)
                .await
                .unwrap();
        }
        scene
    }

    /// The same scene, `minutes` later.
    pub fn later(&mut self, minutes: i64) {
        self.now += TimeDelta::minutes(minutes);
    }

    /// Somebody who works tickets.
    pub fn agent(&self, id: UserId, name: &str) -> Act {
        self.staff(id, name, [Permission::ManageTickets].into_iter().collect())
    }

    pub fn staff(&self, id: UserId, name: &str, permissions: Permissions) -> Act {
        Act::new(
            Actor::Staff(Staff {
                permissions,
                ..Staff::on_record(id, name.to_owned())
            }),
            self.now,
        )
    }

    /// Mia writes; `post` is the id of her message on Discord.
    pub async fn mia_writes(&self, post: i64, text: &str) -> Received {
        let act = Act::new(
            Actor::Member {
                id: MIA,
                name: "Mia".to_owned(),
            },
            self.now,
        );
        let incoming = Incoming {
            member: user(MIA, "Mia", self.now),
            channel: ChannelId(900),
            post: PostId(post),
            written_at: self.now,
            body: Body {
                content: text.to_owned(),
                ..Body::default()
            },
            answers: None,
        };
        let conn = &mut self.database.conn().await;
        Ticket::receive(conn, &act, incoming, Welcome::Greet(None))
            .await
            .unwrap()
    }

    /// Mia's open ticket.
    pub async fn ticket(&self) -> Ticket {
        let conn = &mut self.database.conn().await;
        Ticket::open_for(conn, MIA)
            .await
            .unwrap()
            .expect("an open ticket")
    }
}

pub fn user(id: UserId, name: &str, updated_at: DateTime<Utc>) -> User {
    let username = name.to_lowercase();
    User {
        id,
        username,
        display_name: Some(name.to_owned()),
        avatar: None,
        updated_at,
    }
}

/// What a verb refused with.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("no refusal: {other:?}"),
    }
}
