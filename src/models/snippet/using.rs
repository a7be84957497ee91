//! Using snippets: `{{key}}` as the whole text of a reply or a note stands for what the snippet of that key says; and a text that was
//! made from one says who answers only when it is sent.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::{Error, Refusal};
use crate::ids::{MessageId, SnippetId};
use crate::models::actor::Act;
use crate::models::message::Message;
use crate::models::server::Server;
use crate::models::snippet::filling::{self, Values, fill};
use crate::models::snippet::{Snippet, is_key};
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::Draft;
use crate::models::user::User;
use crate::schema::{snippet_uses, snippets};

/// What the community is called until the bot has been connected once.
const NAMELESS: &str = "Discord";

/// In whose name an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// In that of the person who answers.
    OwnName,
    /// In that of the desk.
    Desk,
    /// It is not decided yet, so `{staff}` stays open.
    Undecided,
}

/// The use of a snippet in a reply.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use {
    snippet: SnippetId,
    version: i32,
}

impl Snippet {
    /// What the snippet says in a ticket that the caller has found for the actor.
    pub async fn fill(
        &self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, voice): (&Ticket, Voice),
    ) -> QueryResult<String> {
        let mut filled = Self::fill_all(conn, act, (ticket, voice), &[&self.content]).await?;
        Ok(filled.pop().unwrap_or_default())
    }

    /// What these texts of snippets say in a ticket.
    pub async fn fill_all(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, voice): (&Ticket, Voice),
        texts: &[&str],
    ) -> QueryResult<Vec<String>> {
        let member = User::find(conn, ticket.member_id).await?;
        let server = Server::community(conn).await?.map(|server| server.name);
        let server = server.as_deref().unwrap_or(NAMELESS);
        let values = Values {
            member: member.as_ref().map_or("?", User::name),
            staff: match voice {
                Voice::OwnName => Some(act.actor.name()),
                Voice::Desk => Some(server),
                Voice::Undecided => None,
            },
            ticket: ticket.id.0,
            server,
        };
        Ok(texts.iter().map(|text| fill(text, &values)).collect())
    }
}

/// Puts what a snippet says in place of its key, if that is all that the draft says. A draft that was made from a snippet is signed.
///
/// # Errors
///
/// Refuses a key that no snippet has: a slip of the finger is nothing to send. Refuses what has become too long.
pub(crate) async fn expand(
    conn: &mut AsyncPgConnection,
    act: &Act,
    ticket: &Ticket,
    draft: Draft,
) -> Result<(Draft, Option<Use>), Error> {
    let voice = match draft.anonymous {
        true => Voice::Desk,
        false => Voice::OwnName,
    };
    let (snippet, content) = match (key_of(&draft.content), draft.snippet) {
        (Some(key), _) => {
            let snippet = Snippet::keyed(conn, key).await?;
            let snippet = snippet.ok_or_else(|| Refusal::NoSnippetOfKey(key.to_owned()))?;
            let content = snippet.fill(conn, act, (ticket, voice)).await?;
            (snippet, content)
        }
        (None, Some(id)) => {
            let snippet = Snippet::get(conn, id).await?;
            let content = signed(conn, act, (&draft.content, voice)).await?;
            (snippet.ok_or(Refusal::SnippetNotFound)?, content)
        }
        (None, None) => return Ok((draft, None)),
    };
    let draft = Draft { content, ..draft };
    draft.check()?;
    let used = Use {
        snippet: snippet.id,
        version: snippet.version,
    };
    Ok((draft, Some(used)))
}

/// A note that was made from a snippet, signed. It is no use of the snippet: nothing was answered.
///
/// # Errors
///
/// Refuses what has become too long.
pub(crate) async fn sign_note(
    conn: &mut AsyncPgConnection,
    act: &Act,
    draft: Draft,
) -> Result<Draft, Error> {
    if draft.snippet.is_none() {
        return Ok(draft);
    }
    let content = signed(conn, act, (&draft.content, Voice::OwnName)).await?;
    let draft = Draft { content, ..draft };
    draft.check()?;
    Ok(draft)
}

/// A text in which it was left open who answers, with their name, or the desk's.
async fn signed(
    conn: &mut AsyncPgConnection,
    act: &Act,
    (text, voice): (&str, Voice),
) -> QueryResult<String> {
    Ok(match voice {
        Voice::OwnName => filling::sign(text, act.actor.name()),
        Voice::Desk => {
            let server = Server::community(conn).await?.map(|server| server.name);
            filling::sign(text, server.as_deref().unwrap_or(NAMELESS))
        }
        Voice::Undecided => text.to_owned(),
    })
}

impl Use {
    /// Notes that a reply was made from the snippet.
    pub(crate) async fn note(
        self,
        conn: &mut AsyncPgConnection,
        act: &Act,
        message: &Message,
    ) -> QueryResult<()> {
        diesel::insert_into(snippet_uses::table)
            .values((
                snippet_uses::message_id.eq(message.id),
                snippet_uses::snippet_id.eq(self.snippet),
                snippet_uses::version.eq(self.version),
            ))
            .execute(conn)
            .await?;
        diesel::update(snippets::table.find(self.snippet))
            .set((
                snippets::uses.eq(snippets::uses + 1),
                snippets::last_used_at.eq(act.at),
            ))
            .execute(conn)
            .await?;
        Ok(())
    }
}

/// The keys of the snippets that these replies were made from.
pub async fn keys_of(
    conn: &mut AsyncPgConnection,
    messages: &[MessageId],
) -> QueryResult<Vec<(MessageId, String)>> {
    snippet_uses::table
        .inner_join(snippets::table.on(snippets::id.eq(snippet_uses::snippet_id)))
        .filter(snippet_uses::message_id.eq_any(messages))
        .select((snippet_uses::message_id, snippets::key))
        .load(conn)
        .await
}

/// The key in `{{key}}`, if that is the whole text.
fn key_of(text: &str) -> Option<&str> {
    let inside = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    let key = inside.trim();
    is_key(key).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_alone_stands_for_a_snippet() {
        assert_eq!(key_of("{{hello}}"), Some("hello"));
        assert_eq!(key_of(" {{ re-fund_2 }}\n"), Some("re-fund_2"));
        for text in [
            "hello",
            "{{}}",
            "{hello}",
            "{{hello}} there",
            "{{hel lo}}",
            "{{{hello}}}",
            "{{hello}}{{you}}",
        ] {
            assert_eq!(key_of(text), None, "{text}");
        }
    }
}
