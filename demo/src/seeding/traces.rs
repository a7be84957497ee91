//! What people leave behind who work at a desk for months: lists that they come back to, half-written answers, settings that were
//! changed, keys that have had their day, blocks that were lifted.

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use rustmail::database::Connection;
use rustmail::ids::{MessageId, RoleId, TicketId};
use rustmail::models::actor::{Act, Actor};
use rustmail::models::api_key::creating::NewApiKey;
use rustmail::models::api_key::{ApiKey, Scope};
use rustmail::models::block::{Block, Blocking};
use rustmail::models::grant::{Grant, SubjectKind};
use rustmail::models::permission::Permission;
use rustmail::models::saved_view::SavedView;
use rustmail::models::session::{Arrival, Session};
use rustmail::models::setting::Key;
use rustmail::models::setting::edit::Edit;
use rustmail::models::setting::version::Current;
use rustmail::models::snippet::Snippet;
use rustmail::models::snippet::changing::Wording;
use rustmail::models::staff;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::reopening::Reopening;
use rustmail::models::unsent::basis::Basis;
use rustmail::models::unsent::{Unsent, UnsentKind, Writing};
use rustmail::models::user::User;

use super::Stage;
use crate::cast::Cast;

/// The lists that the first of the staff comes back to: the name, and what the list shows.
const VIEWS: [(&str, &str); 2] = [
    ("Urgent first", "sort=priority"),
    ("Refunds", "tag=refund&state=all"),
];

/// What the welcome message was changed into, one after the other.
const WELCOMES: [&str; 2] = [
    "Hello, and welcome to the help desk of Lanternwood! Somebody will answer you here.",
    "Hello, and welcome to the help desk of Lanternwood! Somebody will answer you here, usually within an hour or two.",
];

/// What is half written: the kind of message, and the text.
const DRAFTS: [(UnsentKind, &str); 2] = [
    (
        UnsentKind::Reply,
        "I have asked the developers, and they think that it is the new",
    ),
    (UnsentKind::Note, "Compare with the ticket from last week:"),
];

/// A key that has had its day by now, made when the desk was opened.
pub(super) async fn make_old_key(conn: &mut Connection, owner: &Act) -> Result<()> {
    let new = NewApiKey {
        name: "Spring festival".to_owned(),
        scopes: vec![Scope::CreateTicket],
        expires_at: Some(owner.at + TimeDelta::days(14)),
        category_ids: Vec::new(),
        idempotency_key: None,
    };
    ApiKey::create(conn, owner, new).await?;
    Ok(())
}

impl Stage {
    /// Everything that people have left behind by `at`.
    pub(super) async fn leave_traces(&self, at: DateTime<Utc>) -> Result<()> {
        let conn = &mut self.app.db().await?;
        let owner = self.cast.owner.user_id();
        let owner = staff::find(conn, self.app.appointments(), owner).await?;
        let owner = Act::new(Actor::Staff(owner.context("the owner is remembered")?), at);
        let first = self.roster.staff.first().context("there are staff")?;
        let first = Act::new(first.clone(), at);
        self.change_settings(conn, &owner).await?;
        reword_snippets(conn, &owner).await?;
        give_permissions(conn, (&owner, &self.cast)).await?;
        revoke_key(conn, &owner).await?;
        for view in VIEWS {
            for act in [&owner, &first] {
                SavedView::save(conn, act, view).await?;
            }
        }
        self.sign_in_elsewhere(conn, at).await?;
        self.lift_block(conn, &first).await?;
        self.reopen_one(conn, &first).await?;
        self.begin_answers(conn, &first).await
    }

    /// The welcome was found too short, and once more.
    async fn change_settings(&self, conn: &mut Connection, owner: &Act) -> Result<()> {
        let file = self.app.follower.file();
        for welcome in WELCOMES {
            let edit = Edit {
                base: Current::load(conn, file).await?.number,
                values: vec![(Key::Welcome, welcome.to_owned())],
                resets: Vec::new(),
            };
            Current::save(conn, owner, file, edit).await?;
        }
        self.app.follower.refresh().await
    }

    /// The staff sit before other machines, too.
    async fn sign_in_elsewhere(&self, conn: &mut Connection, at: DateTime<Utc>) -> Result<()> {
        let browsers = [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        ];
        for (index, browser) in browsers.into_iter().enumerate() {
            let Some(person) = self.cast.staff.get(index) else {
                break;
            };
            let arrival = Arrival {
                user: person.as_user(at),
                roles: Some(self.cast.roles_of(index)),
                asked_at: at,
                user_agent: browser.to_owned(),
                address: Some(format!("203.0.113.{}", 20 + index)),
                lifetime: self.app.config.server.session_lifetime(),
            };
            Session::start(conn, at, arrival, None).await?;
        }
        Ok(())
    }

    /// Somebody was blocked who was not meant.
    async fn lift_block(&self, conn: &mut Connection, act: &Act) -> Result<()> {
        for member in self.cast.members.iter().rev() {
            let id = member.user_id();
            let is_free = User::find(conn, id).await?.is_some()
                && Ticket::open_for(conn, id).await?.is_none()
                && Block::standing(conn, id, act.at).await?.is_none();
            if is_free {
                let blocking = Blocking {
                    reason: Some("Posted the same thing in every channel.".to_owned()),
                    lasts: Some(TimeDelta::days(30)),
                };
                let block = Block::place(conn, act, id, blocking).await?;
                Block::lift(conn, act, block.id).await?;
                break;
            }
        }
        Ok(())
    }

    /// It was not over after all.
    async fn reopen_one(&self, conn: &mut Connection, act: &Act) -> Result<()> {
        for case in 0..self.cases.len() {
            let Some(ticket) = self.seen_by_all(case) else {
                continue;
            };
            let Some(found) = Ticket::get(conn, ticket).await? else {
                continue;
            };
            let member = found.member_id;
            let may_come_back = found.is_closed()
                && Ticket::open_for(conn, member).await?.is_none()
                && Block::standing(conn, member, act.at).await?.is_none();
            if may_come_back {
                let reopening = Reopening {
                    silent: false,
                    notice: Some(self.app.reopened_notice()),
                    closure: None,
                };
                Ticket::reopen(conn, act, ticket, reopening).await?;
                break;
            }
        }
        Ok(())
    }

    /// Answers that somebody was called away from.
    async fn begin_answers(&self, conn: &mut Connection, act: &Act) -> Result<()> {
        let mut drafts = DRAFTS.into_iter();
        for case in (0..self.cases.len()).rev() {
            let Some(ticket) = self.seen_by_all(case) else {
                continue;
            };
            let found = Ticket::get(conn, ticket).await?;
            if found.is_none_or(|ticket| ticket.is_closed()) {
                continue;
            }
            let Some((kind, text)) = drafts.next() else {
                break;
            };
            let writing = Writing {
                kind,
                content: text.to_owned(),
                seen: MessageId(i64::MAX),
                files: Vec::new(),
                idempotency_key: None,
                basis: Basis::Nothing,
                follows_attempt: false,
                snippet: None,
            };
            Unsent::keep(conn, act, ticket, writing).await?;
        }
        Ok(())
    }

    /// The ticket of a case that is not only for the leads.
    fn seen_by_all(&self, case: usize) -> Option<TicketId> {
        let about = &self.cases[case];
        let among_leads = about.agent < 2 && about.colleague < 2;
        self.state(case).ticket.filter(|_| !among_leads)
    }
}

/// A saved answer reads better than it did, and one is not needed any more.
async fn reword_snippets(conn: &mut Connection, owner: &Act) -> Result<()> {
    let restart = Snippet::keyed(conn, "restart").await?;
    let restart = restart.context("the snippet was written")?;
    let wording = Wording {
        key: restart.key.clone(),
        content:
            "Please close the game, restart the launcher and try again. Does it still happen then?"
                .to_owned(),
    };
    Snippet::change(conn, owner, (restart.id, restart.version), wording).await?;
    let festival = Wording {
        key: "festival".to_owned(),
        content: "The spring festival ends on Sunday at midnight. Everything that you have found stays yours.".to_owned(),
    };
    let festival = Snippet::create(conn, owner, festival).await?;
    Snippet::remove(conn, owner, festival.id).await?;
    Ok(())
}

/// Somebody looks after the bot, and everybody who works tickets may read the settings.
async fn give_permissions(conn: &mut Connection, (owner, cast): (&Act, &Cast)) -> Result<()> {
    let support: RoleId = cast.support_role();
    let role = (SubjectKind::Role, support.0);
    Grant::give(conn, owner, role, Permission::ViewConfiguration).await?;
    if let Some(person) = cast.staff.get(2) {
        let person = (SubjectKind::User, person.user_id().0);
        Grant::give(conn, owner, person, Permission::ManageBot).await?;
    }
    Ok(())
}

/// A program that has been switched off.
async fn revoke_key(conn: &mut Connection, owner: &Act) -> Result<()> {
    let new = NewApiKey {
        name: "Old status page".to_owned(),
        scopes: vec![Scope::ReadTickets],
        expires_at: None,
        category_ids: Vec::new(),
        idempotency_key: None,
    };
    let created = ApiKey::create(conn, owner, new).await?;
    ApiKey::revoke(conn, owner, created.key.id).await?;
    Ok(())
}
