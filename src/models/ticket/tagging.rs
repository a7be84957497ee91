//! Tags: the words by which staff find a ticket again. Closed tickets are tagged, too.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::error::{Error, Refusal};
use crate::ids::TicketId;
use crate::models::actor::Act;
use crate::models::effect::Effect;
use crate::models::event::{self, EventKind, Subject};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::outbox::Notice;
use crate::schema::tickets;

/// The most tags of one ticket.
pub const MOST_TAGS: usize = 20;

/// The most characters of a tag.
pub const LONGEST_TAG: usize = 32;

/// A tag as it is kept: small letters and digits, with `-`, `_`, `.` or `+` between them.
///
/// # Errors
///
/// [`Refusal::NotATag`] for anything that cannot be brought into that form.
pub fn read_tag(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim().trim_start_matches('#').to_lowercase();
    let tag = typed.split_whitespace().collect::<Vec<_>>().join("-");
    let is_clean = tag
        .chars()
        .all(|letter| letter.is_alphanumeric() || "-_.+".contains(letter));
    let says_something = tag.chars().any(char::is_alphanumeric);
    if is_clean && says_something && tag.chars().count() <= LONGEST_TAG {
        Ok(tag)
    } else {
        Err(Refusal::NotATag)
    }
}

impl Ticket {
    /// Marks a ticket with a tag. One that it has changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], what is no tag, and more than [`MOST_TAGS`].
    pub async fn tag(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        tag: &str,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let tag = read_tag(tag)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_for(conn, act, ticket).await?;
            if ticket.tags.contains(&tag) {
                return Ok(Effect::none(ticket));
            }
            if ticket.tags.len() >= MOST_TAGS {
                return Err(Refusal::TooManyTags(MOST_TAGS).into());
            }
            let mut tags = ticket.tags.clone();
            tags.push(tag.clone());
            let change = (EventKind::TicketTagged, tag);
            let changed = ticket.set_tags(conn, act, (tags, change)).await?;
            Ok(Effect::change(ticket, changed))
        })
        .await
    }

    /// Takes a tag away. One that it does not have changes nothing.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], and what is no tag.
    pub async fn untag(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        tag: &str,
    ) -> Result<Effect<Self>, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let tag = read_tag(tag)?;
        conn.transaction(async |conn| {
            let ticket = Self::lock_for(conn, act, ticket).await?;
            if !ticket.tags.contains(&tag) {
                return Ok(Effect::none(ticket));
            }
            let kept = ticket.tags.iter().filter(|other| **other != tag);
            let tags = kept.cloned().collect();
            let change = (EventKind::TicketUntagged, tag);
            let changed = ticket.set_tags(conn, act, (tags, change)).await?;
            Ok(Effect::change(ticket, changed))
        })
        .await
    }

    async fn set_tags(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (tags, (kind, tag)): (Vec<String>, (EventKind, String)),
    ) -> Result<Self, Error> {
        let subject = (kind, Subject::ticket(self.id));
        event::record_with(conn, act, subject, json!({ "tag": tag })).await?;
        if !self.is_closed() {
            let by = act.actor.name().to_owned();
            let notice = match kind {
                EventKind::TicketUntagged => Notice::Untagged { by, tag },
                _ => Notice::Tagged { by, tag },
            };
            self.announce(conn, act.at, notice).await?;
        }
        Ok(diesel::update(self)
            .set(tickets::tags.eq(tags))
            .returning(Self::as_returning())
            .get_result(conn)
            .await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_tag_or_is_refused() {
        let cases = [
            ("Refund", "refund"),
            ("  #Late delivery ", "late-delivery"),
            ("Déçu", "déçu"),
            ("v1.2+beta", "v1.2+beta"),
        ];
        for (typed, tag) in cases {
            assert_eq!(read_tag(typed).as_deref(), Ok(tag));
            assert_eq!(read_tag(tag).as_deref(), Ok(tag));
        }
        let long = "x".repeat(LONGEST_TAG + 1);
        for typed in [
            "",
            " ",
            "#",
            "--",
            "a,b",
            "<b>",
            "a\0b",
            "a\u{202e}b",
            &long,
        ] {
            assert_eq!(read_tag(typed), Err(Refusal::NotATag), "{typed:?}");
        }
    }
}
