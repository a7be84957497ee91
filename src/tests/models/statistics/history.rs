//! Random histories: everything that can happen to tickets, in any order, through the verbs.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection as _};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rustmail::database::{Connection, Database};
use rustmail::error::{Error, Refusal};
use rustmail::ids::{ApiKeyId, CategoryId, ChannelId, MessageId, PostId, RoleId, TicketId, UserId};
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::api_key::Scope;
use rustmail::models::message::Message;
use rustmail::models::permission::Permission;
use rustmail::models::sight::Sight;
use rustmail::models::staff::{self, Appointments};
use rustmail::models::statistics::keeping;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::receiving::{Body, Incoming, Welcome};
use rustmail::models::ticket::reopening::Reopening;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::user::User;
use rustmail::schema::{messages, tickets};

use crate::models::scene::user;
use crate::support::database::TestDatabase;

/// How many members there are; their ids begin with 1.
const MEMBERS: i64 = 6;
/// How many people work tickets; their ids begin with 101.
const STAFF: i64 = 4;

pub struct History {
    pub now: DateTime<Utc>,
    database: Arc<Database>,
    zone: Tz,
    chance: StdRng,
    posts: i64,
    /// Those of the staff who are still there.
    present: Vec<UserId>,
    _own: Option<TestDatabase>,
}

impl History {
    /// A history in a database of its own.
    pub async fn begin(seed: u64, zone: Tz, now: DateTime<Utc>) -> Self {
        let own = TestDatabase::new().await;
        let history = Self::within(own.database(), seed, (zone, now)).await;
        Self {
            _own: Some(own),
            ..history
        }
    }

    /// A history in a database in which nothing has happened yet.
    pub async fn within(
        database: Arc<Database>,
        seed: u64,
        (zone, now): (Tz, DateTime<Utc>),
    ) -> Self {
        let conn = &mut database.get().await.unwrap();
        for id in 1..=MEMBERS {
            let member = user(UserId(id), &format!("user{id}"), now);
            member.remember(conn).await.unwrap();
        }
        let staff = (101..=100 + STAFF).map(UserId);
        for id in staff.clone() {
            colleague(id, now).remember(conn).await.unwrap();
            let agents = [RoleId(70)];
            staff::refresh_roles(conn, id, Some(&agents), now)
                .await
                .unwrap();
        }
        conn.batch_execute(
            "INSERT INTO categories (name, staff_roles, position, created_at)
             VALUES ('A', '{71}', 0, now()), ('B', '{72}', 1, now()), ('C', '{73}', 2, now())",
        )
        .await
        .unwrap();
        keeping::settle_zone(conn, zone).await.unwrap();
        let chance = StdRng::seed_from_u64(seed);
        Self {
            now,
            database,
            zone,
            chance,
            posts: 0,
            present: staff.collect(),
            _own: None,
        }
    }

    /// Somebody who sees everything but these categories.
    pub async fn viewer(&self, conn: &mut AsyncPgConnection, hidden: &[CategoryId]) -> Act {
        let roles: Vec<RoleId> = (1..=3)
            .filter(|id| !hidden.contains(&CategoryId(*id)))
            .map(|id| RoleId(70 + id))
            .collect();
        let staff = Staff {
            permissions: [Permission::ViewPanel].into_iter().collect(),
            sight: Sight::with_roles(conn, &roles).await.unwrap(),
            ..Staff::on_record(UserId(101), "Viewer".to_owned())
        };
        Act::new(Actor::Staff(staff), self.now)
    }

    /// A connection to the database.
    pub async fn conn(&self) -> Connection {
        self.database.get().await.unwrap()
    }

    /// Lets so many days go by in which nothing happens.
    pub fn leap(&mut self) {
        self.now += TimeDelta::days(self.chance.random_range(5..=40));
    }

    /// Lets so many things happen.
    pub async fn go_on(&mut self, steps: usize) {
        for _ in 0..steps {
            // From seconds to days: what matters is often near to midnight, or far from it.
            let seconds = 10_f64.powf(self.chance.random_range(0.0..5.2));
            self.now += TimeDelta::microseconds((seconds * 1e6) as i64);
            self.happen().await;
        }
    }

    async fn happen(&mut self) {
        let conn = &mut *self.conn().await;
        let member = UserId(self.chance.random_range(1..=MEMBERS));
        let open = Ticket::open_for(conn, member)
            .await
            .unwrap()
            .map(|ticket| ticket.id);
        let dice = self.chance.random_range(0..100);
        let Some(ticket) = open else {
            return match dice {
                0..60 => self.write(conn, member).await,
                60..75 => self.open(conn, member).await,
                _ => self.reopen(conn, member).await,
            };
        };
        match dice {
            0..12 => self.write(conn, member).await,
            12..42 => self.reply(conn, ticket).await,
            42..46 => self.note(conn, ticket).await,
            46..54 => self.change_reply(conn, ticket).await,
            54..68 => self.close(conn, ticket).await,
            68..76 => self.schedule(conn, ticket).await,
            76..80 => self.call_off(conn, ticket).await,
            80..84 => {
                let channel = ChannelId(1_000 + ticket.0);
                let set = format!("UPDATE tickets SET channel_id = {channel} WHERE id = {ticket}");
                conn.batch_execute(&set).await.unwrap();
                Ticket::channel_vanished(conn, &Act::of_system(self.now), channel)
                    .await
                    .unwrap();
            }
            84..90 => self.move_any(conn).await,
            90..93 => self.change_people(conn).await,
            93..99 => drop(keeping::fold(conn).await.unwrap()),
            _ => drop(keeping::rebuild(conn, self.zone).await.unwrap()),
        }
        while Ticket::close_next_due(conn, self.now, Closing::default())
            .await
            .unwrap()
            .is_some()
        {}
    }

    async fn write(&mut self, conn: &mut AsyncPgConnection, member: UserId) {
        self.posts += 1;
        let name = format!("user{member}");
        let incoming = Incoming {
            member: user(member, &name, self.now),
            channel: ChannelId(900 + member.0),
            post: PostId(self.posts),
            written_at: self.now,
            body: Body {
                content: "Hello".to_owned(),
                ..Body::default()
            },
            answers: None,
        };
        let act = Act::new(Actor::Member { id: member, name }, self.now);
        Ticket::receive(conn, &act, incoming, Welcome::Greet(None))
            .await
            .unwrap();
    }

    async fn open(&mut self, conn: &mut AsyncPgConnection, member: UserId) {
        let opening = Opening {
            member: user(member, &format!("user{member}"), self.now),
            greeting: None,
            call: None,
            idempotency_key: None,
        };
        let act = self.helper();
        Ticket::open(conn, &act, opening).await.unwrap();
    }

    async fn reply(&mut self, conn: &mut AsyncPgConnection, ticket: TicketId) {
        let draft = Draft {
            anonymous: self.chance.random_bool(0.3),
            ..Draft::text("Hi")
        };
        let act = self.helper();
        Ticket::reply(conn, &act, ticket, draft).await.unwrap();
    }

    async fn note(&mut self, conn: &mut AsyncPgConnection, ticket: TicketId) {
        let act = self.helper();
        let note = Draft::text("Between us");
        Ticket::note(conn, &act, ticket, note).await.unwrap();
    }

    /// Somebody of the staff edits or deletes a reply of their own.
    async fn change_reply(&mut self, conn: &mut AsyncPgConnection, ticket: TicketId) {
        let own = messages::table
            .filter(
                messages::ticket_id
                    .eq(ticket)
                    .and(messages::kind.eq("reply")),
            )
            .filter(messages::author_id.eq_any(&self.present))
            .filter(messages::deleted_at.is_null());
        let own: Vec<(MessageId, Option<UserId>)> = own
            .order(messages::id)
            .select((messages::id, messages::author_id))
            .load(conn)
            .await
            .unwrap();
        if own.is_empty() {
            return;
        }
        let (message, author) = own[self.chance.random_range(0..own.len())];
        let act = self.act_of(author.unwrap());
        let place = (ticket, message);
        if self.chance.random_bool(0.5) {
            let text = format!("Hi again at {}", self.now);
            Message::edit(conn, &act, place, &text).await.unwrap();
        } else {
            Message::delete(conn, &act, place).await.unwrap();
        }
    }

    /// Somebody calls off what is scheduled, if anything is.
    async fn call_off(&mut self, conn: &mut AsyncPgConnection, ticket: TicketId) {
        let act = self.helper();
        let called_off = Ticket::cancel_closure(conn, &act, ticket).await;
        let is_fine = matches!(
            called_off,
            Ok(_) | Err(Error::Refused(Refusal::NothingScheduled))
        );
        assert!(is_fine, "{called_off:?}");
    }

    /// Somebody of the staff leaves, as long as two remain, or is called otherwise from now on.
    async fn change_people(&mut self, conn: &mut AsyncPgConnection) {
        let who = self.chance.random_range(0..self.present.len());
        if self.present.len() > 2 && self.chance.random_bool(0.5) {
            let gone = self.present.remove(who);
            staff::forget_roles(conn, gone, self.now).await.unwrap();
            return;
        }
        let renamed = User {
            display_name: Some(format!("Renamed at {}", self.now)),
            ..colleague(self.present[who], self.now)
        };
        renamed.remember(conn).await.unwrap();
    }

    async fn close(&mut self, conn: &mut AsyncPgConnection, ticket: TicketId) {
        let act = self.helper();
        Ticket::close(conn, &act, ticket, Closing::default())
            .await
            .unwrap();
    }

    async fn schedule(&mut self, conn: &mut AsyncPgConnection, ticket: TicketId) {
        let delay = TimeDelta::minutes(self.chance.random_range(1..5_000));
        let act = self.helper();
        Ticket::close_later(conn, &act, ticket, (Closing::default(), delay))
            .await
            .unwrap();
    }

    /// Opens the member's last ticket again, if they had any.
    async fn reopen(&mut self, conn: &mut AsyncPgConnection, member: UserId) {
        let had = tickets::table.filter(tickets::member_id.eq(member));
        let last: Option<Option<TicketId>> = had.select(max(tickets::id)).first(conn).await.ok();
        let act = self.helper();
        if let Some(ticket) = last.flatten() {
            Ticket::reopen(conn, &act, ticket, Reopening::default())
                .await
                .unwrap();
        }
    }

    /// Moves any ticket, open or closed, to any category or out of all.
    async fn move_any(&mut self, conn: &mut AsyncPgConnection) {
        let ids: Vec<TicketId> = tickets::table.select(tickets::id).load(conn).await.unwrap();
        let ticket = ids[self.chance.random_range(0..ids.len())];
        let to = self.chance.random_range(0..=3);
        let to = (to > 0).then_some(CategoryId(to));
        let act = self.helper();
        let appointments = Appointments::default();
        Ticket::move_to(conn, &act, ticket, (&appointments, to))
            .await
            .unwrap();
    }

    /// Whoever of the staff has time, or now and then a program.
    fn helper(&mut self) -> Act {
        let who = self.chance.random_range(0..=self.present.len());
        if let Some(id) = self.present.get(who) {
            return self.act_of(*id);
        }
        let program = Actor::ApiKey {
            id: ApiKeyId(1),
            name: "Form".to_owned(),
            scopes: vec![Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket],
            sight: Sight::everything(),
        };
        Act::new(program, self.now)
    }

    fn act_of(&self, id: UserId) -> Act {
        let staff = Staff {
            permissions: [Permission::ManageTickets].into_iter().collect(),
            ..Staff::on_record(id, format!("user{id}"))
        };
        Act::new(Actor::Staff(staff), self.now)
    }
}

/// Somebody of the staff. The first two have the same name, and two accounts.
fn colleague(id: UserId, at: DateTime<Utc>) -> User {
    let account = user(id, &format!("user{id}"), at);
    match id {
        UserId(101 | 102) => User {
            display_name: Some("Alex".to_owned()),
            ..account
        },
        _ => account,
    }
}
