//! The search in the API.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, Object, SimpleObject};

use crate::graphql::asking::Asking;
use crate::graphql::connection::{self, Cursor, Paging, Place};
use crate::graphql::fault::Fault;
use crate::graphql::message::{Message, MessageKind};
use crate::graphql::ticket::Ticket;
use crate::ids::MessageId;
use crate::models::message::finding;
use crate::models::message::searching::{self, Search};
use crate::models::wording::{Piece, Wording};

/// The most characters of an excerpt, about.
const EXCERPT: usize = 240;

/// The order of what is found.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "SearchOrder", remote = "searching::Order")]
pub enum Order {
    /// What matches best: of all messages that match when there are few, or else of the newest 200 of them.
    Relevance,
    /// What was said last comes first.
    Newest,
}

/// A piece of an excerpt.
#[derive(SimpleObject)]
pub struct ExcerptPiece {
    /// The text.
    text: String,
    /// Whether it is what was looked for.
    is_match: bool,
}

/// What a search left out.
#[derive(SimpleObject)]
pub struct SearchBounds {
    /// How many messages were put in order, when there may be older ones that match as well.
    ordered: Option<i64>,
    /// Whether the last word was looked for as it stands in older messages, because too many words begin like it.
    whole_words_only: bool,
}

type Hits = Connection<Cursor, SearchHit, SearchBounds>;

/// A message that was found.
pub struct SearchHit {
    hit: finding::Hit,
    wording: Wording,
}

/// A message that was found.
#[Object]
impl SearchHit {
    /// The message.
    async fn message(&self) -> Message {
        Message(self.hit.message.clone())
    }

    /// Its ticket.
    async fn ticket(&self) -> Ticket {
        Ticket(self.hit.ticket.clone())
    }

    /// The part of its text around what was looked for.
    #[graphql(complexity = "5 * (child_complexity + 1)")]
    async fn excerpt(&self) -> Vec<ExcerptPiece> {
        let pieces = self.wording.excerpt(&self.hit.message.said(), EXCERPT);
        let pieces = pieces.into_iter().map(|piece| match piece {
            Piece::Plain(text) => ExcerptPiece {
                text,
                is_match: false,
            },
            Piece::Marked(text) => ExcerptPiece {
                text,
                is_match: true,
            },
        });
        pieces.collect()
    }
}

/// What can be asked about what was said.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Messages by their words, notes and deleted messages included. Quotes keep words together, a minus leaves out what has the word,
    /// `OR` means either side, and the last word may be the beginning of one. Accents and capitals make no difference.
    #[graphql(complexity = "connection::most(first, None) * (child_complexity + 1)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The words.")] query: String,
        #[graphql(desc = "Only messages of this kind.")] kind: Option<MessageKind>,
        #[graphql(default_with = "Order::Relevance")] order: Order,
        #[graphql(desc = "How many, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
    ) -> Result<Option<Hits>, Fault> {
        let asking = Asking::of(ctx)?;
        let paging = Paging {
            first,
            after,
            last: None,
            before: None,
        };
        let (wanted, most) = paging.read::<searching::Place>()?;
        let wording = Wording::read(&query)
            .ok_or_else(|| Fault::bad_input("`query` has no word that is looked for."))?;
        let search = Search {
            wording,
            kind: kind.map(Into::into),
            order: order.into(),
        };
        let found = page(asking, &search, (wanted.edge(), most)).await?;
        Ok(Some(found))
    }
}

async fn page(
    asking: &Asking,
    search: &Search,
    (after, most): (Option<searching::Place>, i64),
) -> Result<Hits, Fault> {
    let most = usize::try_from(most).unwrap_or(0);
    let conn = &mut *asking.db().await?;
    let act = asking.act()?;
    let found = search.run(conn, act, (after, most)).await?;
    let hits = finding::Hit::of_all(conn, act, &found.places)
        .await
        .map_err(crate::error::Error::from)?;
    let entries = hits.into_iter().map(|hit| {
        let wording = search.wording.clone();
        (hit.place, SearchHit { hit, wording })
    });
    let bounds = SearchBounds {
        ordered: found.cut,
        whole_words_only: found.is_narrowed,
    };
    let around = (after.is_some(), found.has_more);
    Ok(connection::page_with(entries, around, bounds))
}

impl Place for searching::Place {
    fn write(&self) -> String {
        let rank = self.rank.unwrap_or(0.0).to_bits();
        format!("{rank}:{}", self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (rank, id) = text.split_once(':')?;
        let id: MessageId = id.parse().ok()?;
        let rank = f32::from_bits(rank.parse().ok()?);
        rank.is_finite().then_some(Self {
            rank: Some(rank),
            id,
        })
    }
}
