//! What the desk has beside tickets: categories, snippets, and members who may not write any more.

use std::collections::HashMap;

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use rustmail::database::Connection;
use rustmail::ids::CategoryId;
use rustmail::models::actor::Act;
use rustmail::models::block::{Block, Blocking};
use rustmail::models::category::Category;
use rustmail::models::category::changing::Definition;
use rustmail::models::snippet::Snippet;
use rustmail::models::snippet::changing::Wording;
use rustmail::models::ticket::assigning::Claim;
use rustmail::models::ticket::{Priority, Ticket};
use rustmail::models::user::User;

use super::Stage;
use crate::cast::Cast;
use crate::plan::{self, Step};

/// The categories that everybody sees: name, emoji, and what belongs into them.
const CATEGORIES: [(&str, &str, &str); 4] = [
    (
        "Technical help",
        "🛠️",
        "Crashes, lag, controllers and everything that does not work.",
    ),
    ("Payments", "💳", "Charges, refunds and gifts."),
    ("Gameplay", "🗺️", "Quests, lost items and events."),
    ("Something else", "💬", "Whatever fits nowhere else."),
];

/// The category that only the leads see.
const DELICATE: (&str, &str, &str) = (
    plan::DELICATE,
    "🔒",
    "Bans, and requests about personal data.",
);

/// The saved answers.
const SNIPPETS: [(&str, &str); 5] = [
    (
        "hello",
        "Hello {member}, this is {staff} from {server}. Thank you for writing to us!",
    ),
    (
        "logs",
        "Could you send us the file `lantern.log`? It is in the folder of the game, under **Saved → Logs**.",
    ),
    (
        "refund",
        "Refunds take up to five working days to arrive. Your ticket is #{ticket}, in case you need to ask again.",
    ),
    (
        "restart",
        "Please close the game completely, restart the launcher and try again. Does it still happen?",
    ),
    (
        "bye",
        "Happy to help, {member}. Have a lovely evening in Lanternwood!",
    ),
];

/// The categories of the desk, by their names.
pub(super) struct Categories(HashMap<String, CategoryId>);

impl Categories {
    /// Has the owner make the categories, and write the snippets.
    pub(super) async fn furnish(conn: &mut Connection, owner: &Act, cast: &Cast) -> Result<Self> {
        let definition = |(name, emoji, description): (&str, &str, &str)| Definition {
            name: name.to_owned(),
            emoji: Some(emoji.to_owned()),
            description: Some(description.to_owned()),
            ..Definition::default()
        };
        let mut definitions = CATEGORIES.map(definition).to_vec();
        let leads = rustmail::ids::RoleId(cast.leads.signed());
        definitions.push(Definition {
            staff_roles: vec![leads],
            ..definition(DELICATE)
        });
        let mut made = HashMap::new();
        for definition in definitions {
            let category = Category::create(conn, owner, definition).await?;
            made.insert(category.name, category.id);
        }
        for (key, content) in SNIPPETS {
            let wording = Wording {
                key: key.to_owned(),
                content: content.to_owned(),
            };
            Snippet::create(conn, owner, wording).await?;
        }
        Ok(Self(made))
    }
}

impl Stage {
    /// Whoever answers first takes the ticket, and says what it is about.
    pub(super) async fn take_on(&self, conn: &mut Connection, step: &Step) -> Result<()> {
        let (act, ticket) = (self.by_staff(step), self.ticket(step.case)?);
        let topic = &self.cases[step.case].topic;
        let category = self.roster.categories.0.get(&topic.category);
        let category =
            category.with_context(|| format!("there is no category “{}”", topic.category))?;
        Ticket::take(conn, &act, ticket, Claim::TakeOver).await?;
        let place = (self.app.appointments(), Some(*category));
        Ticket::move_to(conn, &act, ticket, place).await?;
        if let Some(tag) = topic.tag.as_ref().filter(|_| !step.case.is_multiple_of(3)) {
            Ticket::tag(conn, &act, ticket, tag).await?;
        }
        let priority = match step.case {
            case if case % 17 == 5 => Some(Priority::Urgent),
            case if case % 11 == 4 => Some(Priority::High),
            case if case % 13 == 6 => Some(Priority::Low),
            _ => None,
        };
        if let Some(priority) = priority {
            Ticket::prioritise(conn, &act, ticket, priority).await?;
        }
        if step.case % 9 == 2 {
            Ticket::rename(conn, &act, ticket, Some(topic.label.as_str())).await?;
        }
        Ok(())
    }

    /// In the end, somebody has had enough of two members.
    pub(super) async fn block_some(&self, at: chrono::DateTime<chrono::Utc>) -> Result<()> {
        let conn = &mut self.app.db().await?;
        let lead = self.roster.staff.first().context("there are staff")?;
        let act = Act::new(lead.clone(), at);
        let mut ways = vec![
            Blocking {
                reason: Some("Sends links to stolen accounts, again and again.".to_owned()),
                lasts: None,
            },
            Blocking {
                reason: Some("Insulted Ada. May write again when tempers have cooled.".to_owned()),
                lasts: Some(TimeDelta::days(7)),
            },
        ];
        // The first is whom visitors of the demo are going to be.
        for member in self.cast.members.iter().skip(1) {
            let id = member.user_id();
            let has_written = User::find(conn, id).await?.is_some();
            if !has_written || Ticket::open_for(conn, id).await?.is_some() {
                continue;
            }
            let Some(blocking) = ways.pop() else {
                break;
            };
            Block::place(conn, &act, id, blocking).await?;
        }
        Ok(())
    }
}
