//! The search: what was said, members, and tickets by number, from one box.

use axum::extract::Query;
use diesel_async::AsyncPgConnection;
use maud::Markup;
use serde::Deserialize;
use views::markdown;
use views::search::{
    Hit as ShownHit, Kind as ShownKind, Member, Piece as ShownPiece, Search as Shown,
};
use views::tickets::Query as ShownQuery;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{MessageId, TicketId};
use crate::models::member;
use crate::models::message::Kind;
use crate::models::message::finding::Hit;
use crate::models::message::searching::{Order, Place, Search};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::user::User;
use crate::models::wording::naming::Naming;
use crate::models::wording::{Piece, Wording};
use crate::web::failure::Failure;
use crate::web::people::names_in;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// How many messages are on a page.
const HITS: usize = 30;
/// How many members are offered.
const MEMBERS: i64 = 5;
/// The most characters of an excerpt, about.
const EXCERPT: usize = 260;
/// The most characters that are looked for.
const LONGEST: usize = 200;

/// The search.
pub fn routes() -> Vec<Route> {
    vec![Route::get(
        "/search",
        Who::May(Permission::ViewTickets),
        show,
    )]
}

/// What the address of a search asks for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    order: String,
    after: Option<String>,
}

/// `GET /search?q=refund`
pub async fn show(signed: Signed, Query(asked): Query<Asked>) -> Result<Markup, Failure> {
    let found = find(&signed, &asked).await?;
    Ok(views::search::page(&signed.reader(), &found))
}

async fn find(signed: &Signed, asked: &Asked) -> Result<Shown, Error> {
    let typed: String = asked.q.trim().chars().take(LONGEST).collect();
    let mut shown = Shown {
        query: ShownQuery::of([
            ("q", typed.clone()),
            ("kind", asked.kind.clone()),
            ("order", asked.order.clone()),
        ]),
        ..Shown::default()
    };
    let kind = match asked.kind.as_str() {
        "" => None,
        word => Some(Kind::from_word(word).ok_or_else(|| invalid("kind"))?),
    };
    let order = match asked.order.as_str() {
        "" => Order::Relevance,
        word => Order::from_word(word).ok_or_else(|| invalid("order"))?,
    };
    let after = asked.after.as_deref().map(read_place).transpose()?;
    let conn = &mut signed.app.db().await?;
    if after.is_none() {
        shown.ticket = ticket(conn, signed, &typed).await?;
        shown.members = members(conn, signed, &typed).await?;
    }
    let Some(wording) = Wording::read(&typed) else {
        return Ok(shown);
    };
    let search = Search {
        wording,
        kind,
        order,
    };
    let act = signed.act();
    let found = search.run(conn, &act, (after, HITS)).await?;
    let hits = Hit::of_all(conn, &act, &found.places).await?;
    shown.more = found
        .places
        .last()
        .filter(|_| found.has_more)
        .map(write_place);
    shown.cut = found.cut;
    shown.whole = search
        .wording
        .beginning
        .as_ref()
        .filter(|_| found.is_narrowed)
        .map(|one| one.word.clone());
    let said: Vec<String> = hits.iter().map(|hit| hit.message.said()).collect();
    let names = names_in((signed, conn), said.iter().map(String::as_str)).await?;
    let reader = signed.reader();
    let said = said
        .iter()
        .map(|text| markdown::plain(&reader, &names, text));
    let hits = hits.into_iter().zip(said);
    shown.hits = hits
        .map(|(hit, said)| shown_hit(&search.wording, hit, &said))
        .collect();
    Ok(shown)
}

/// The ticket of the number that was typed, if the reader sees it.
async fn ticket(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    typed: &str,
) -> Result<Option<(i64, String)>, Error> {
    let Ok(number) = typed.trim_start_matches('#').parse::<TicketId>() else {
        return Ok(None);
    };
    let ticket = match Ticket::find(conn, &signed.act(), number).await {
        Ok(ticket) => ticket,
        Err(Error::Refused(Refusal::TicketNotFound)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let member = User::find(conn, ticket.member_id).await?;
    let name = member.map_or_else(String::new, |member| member.name().to_owned());
    Ok(Some((ticket.id.0, name)))
}

/// Members of that name, of whom the reader sees a ticket.
async fn members(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    typed: &str,
) -> Result<Vec<Member>, Error> {
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let found = member::Member::search(conn, &signed.act(), typed, MEMBERS).await?;
    let naming = Naming::read(typed);
    let marked = |name: &str| match &naming {
        Some(naming) => pieces(naming.marked(name)),
        None => vec![ShownPiece::Plain(name.to_owned())],
    };
    let shown = found.into_iter().map(|member| Member {
        id: member.user.id.0,
        name: marked(member.user.name()),
        username: marked(&member.user.username),
    });
    Ok(shown.collect())
}

/// A text with what was looked for, as pages show it.
pub fn pieces(pieces: Vec<Piece>) -> Vec<ShownPiece> {
    let shown = pieces.into_iter().map(|piece| match piece {
        Piece::Plain(text) => ShownPiece::Plain(text),
        Piece::Marked(text) => ShownPiece::Marked(text),
    });
    shown.collect()
}

fn shown_hit(wording: &Wording, hit: Hit, said: &str) -> ShownHit {
    let excerpt = pieces(wording.excerpt(said, EXCERPT));
    ShownHit {
        ticket: hit.ticket.id.0,
        is_open: !hit.ticket.is_closed(),
        member: hit.member.name().to_owned(),
        message: hit.message.id.0,
        kind: match hit.message.kind {
            Kind::Member => ShownKind::Member,
            Kind::Reply | Kind::System => ShownKind::Reply,
            Kind::Note => ShownKind::Note,
        },
        author: hit.message.author_name,
        sent_at: hit.message.created_at,
        is_deleted: hit.message.deleted_at.is_some(),
        excerpt,
    }
}

fn write_place(place: &Place) -> String {
    let rank = place.rank.unwrap_or(0.0).to_bits();
    format!("{rank}.{}", place.id)
}

fn read_place(text: &str) -> Result<Place, Error> {
    let read = text.split_once('.').and_then(|(rank, id)| {
        let rank = f32::from_bits(rank.parse().ok()?);
        let id: MessageId = id.parse().ok()?;
        rank.is_finite().then_some(Place {
            rank: Some(rank),
            id,
        })
    });
    read.ok_or_else(|| invalid("after"))
}

fn invalid(field: &'static str) -> Error {
    Refusal::Invalid {
        field,
        why: Flaw::Search,
    }
    .into()
}
