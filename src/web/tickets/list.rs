//! The ticket list, from what an address asks for to what the page shows.

use diesel_async::AsyncPgConnection;
use maud::Markup;
use views::form::Field;
use views::tickets::bulk::{Bulk, Outcome, Typed};
use views::tickets::filtering::Filtering;
use views::tickets::standing::{Count, SavedView as ShownView, Standing};
use views::tickets::{Key as ShownKey, Paging, Tickets};

use super::query::{ListQuery, Wish};
use super::row;
use crate::error::{Error, Refusal};
use crate::models::actor::Staff;
use crate::models::category::Category;
use crate::models::listing::{Listing, Page};
use crate::models::permission::Permission;
use crate::models::saved_view::SavedView;
use crate::models::staff::colleagues::colleagues;
use crate::models::staff::holders::holders;
use crate::models::ticket::Ticket;
use crate::models::ticket::counting::MOST_COUNTED;
use crate::models::ticket::filtering::State;
use crate::models::ticket::sorting::Sort;
use crate::models::ticket::summary::Summary;
use crate::web::visit::Signed;

/// How many tickets are on a page.
const ROWS: i64 = 50;

/// What the page shows beside the list that was asked for.
#[derive(Default)]
pub struct Beside {
    /// What came of what the reader has just done to several tickets.
    pub outcome: Option<Outcome>,
    /// What was chosen for several tickets, when nothing could be done with it.
    pub typed: Typed,
    /// The name for the view, as it was refused.
    pub saving: Option<Field>,
}

/// The part of the list that is asked for. Where all of it has gone meanwhile, the list is shown from its beginning: an empty page would
/// say that there is nothing at all.
pub(super) async fn load(
    signed: &Signed,
    query: &ListQuery,
    beside: Beside,
) -> Result<Tickets, Error> {
    let wish = query.read(signed)?;
    let act = signed.act();
    let conn = &mut signed.app.db().await?;
    let mut listing = Ticket::list(conn, &act, &wish.filter, (wish.page, ROWS)).await?;
    let mut current = current(query);
    if listing.rows.is_empty() && current.is_some() {
        listing = Ticket::list(conn, &act, &wish.filter, (Page::First, ROWS)).await?;
        current = None;
    }
    let paging = paging(&listing, current, wish.filter.sort);
    let summaries = Summary::of_all(conn, listing.rows).await?;
    let rows = row::rows(conn, signed, summaries).await?;
    let people = people(conn, signed).await?;
    let bulk = signed.may(Permission::ManageTickets).then(|| Bulk {
        people: people.clone(),
        typed: beside.typed,
    });
    Ok(Tickets {
        query: query.shown(),
        standing: standing(conn, signed).await?,
        filtering: filtering(conn, signed, (people, wish)).await?,
        rows,
        paging,
        bulk,
        outcome: beside.outcome,
        saving: beside.saving,
    })
}

/// The page of the list that a view was to be saved of, with the name as it was refused.
///
/// # Errors
///
/// As the list itself.
pub async fn page_with_refused_name(
    signed: &Signed,
    query: &str,
    name: Field,
) -> Result<Markup, Error> {
    let beside = Beside {
        saving: Some(name),
        ..Beside::default()
    };
    let tickets = load(signed, &ListQuery::parse(query), beside).await?;
    Ok(views::tickets::page(&signed.reader(), &tickets))
}

/// The key that the page was asked for with.
fn current(query: &ListQuery) -> Option<ShownKey> {
    let key = |name| {
        let value = query.value(name);
        (!value.is_empty()).then(|| value.to_owned())
    };
    let before = key("before").map(ShownKey::Before);
    before.or_else(|| key("after").map(ShownKey::After))
}

fn paging(listing: &Listing<Ticket>, current: Option<ShownKey>, sort: Sort) -> Paging {
    let key = |ticket: Option<&Ticket>| ticket.map(|ticket| ticket.key(sort).write());
    Paging {
        later: key(listing.next()),
        earlier: key(listing.previous()),
        current,
    }
}

async fn standing(conn: &mut AsyncPgConnection, signed: &Signed) -> Result<Standing, Error> {
    let act = signed.act();
    let counts = Ticket::counts(conn, &act).await?;
    let mut saved = Vec::new();
    for view in SavedView::own(conn, &act).await? {
        let query = ListQuery::parse(&view.query);
        saved.push(ShownView {
            id: view.id.0,
            name: view.name,
            query: query.shown(),
            count: count_of(conn, signed, &query).await?,
        });
    }
    Ok(Standing {
        open: count(counts.open),
        waiting_on_us: count(counts.waiting_on_staff),
        waiting_on_member: count(counts.waiting_on_member),
        own: count(counts.own),
        unassigned: count(counts.unassigned),
        saved,
    })
}

/// How many tickets are in a saved view. Only open ones are worth counting, and a view may have been saved under rules that have
/// changed since.
async fn count_of(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    query: &ListQuery,
) -> Result<Option<Count>, Error> {
    let filter = match query.read(signed) {
        Ok(wish) if wish.filter.state == Some(State::Open) => wish.filter,
        Ok(_) | Err(Error::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    match Ticket::count(conn, &signed.act(), &filter).await {
        Ok(found) => Ok(Some(count(i64::try_from(found).unwrap_or(MOST_COUNTED)))),
        Err(Error::Refused(Refusal::Invalid { .. })) => Ok(None),
        Err(error) => Err(error),
    }
}

fn count(number: i64) -> Count {
    let shown = u32::try_from(number).unwrap_or(0);
    if number >= MOST_COUNTED {
        Count::Over(shown.saturating_sub(1))
    } else {
        Count::Exactly(shown)
    }
}

async fn filtering(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    (people, wish): (Vec<(String, String)>, Wish),
) -> Result<Filtering, Error> {
    let categories = Category::with_tickets(conn, &signed.act()).await?;
    let words = signed.visit.words;
    let named = |category: Category| {
        let name = match category.emoji {
            Some(emoji) => format!("{} {}", views::emoji(&emoji), category.name),
            None => category.name,
        };
        let name = match category.removed_at {
            Some(_) => words.with("filter-removed-category", &[("name", name.into())]),
            None => name,
        };
        (category.id.to_string(), name)
    };
    let (from, to) = wish.days;
    let tag = wish.tag;
    Ok(Filtering {
        categories: categories.into_iter().map(named).collect(),
        people: with_holders(conn, signed, people).await?,
        tag,
        from,
        to,
    })
}

/// These people, and those who have tickets although none would be given to them any more.
async fn with_holders(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    mut people: Vec<(String, String)>,
) -> Result<Vec<(String, String)>, Error> {
    let mut others: Vec<(String, String)> = Vec::new();
    for holder in holders(conn, &signed.act()).await? {
        let id = holder.id.to_string();
        if people.iter().all(|(known, _)| *known != id) {
            others.push((id, holder.name().to_owned()));
        }
    }
    others.sort_by_key(|(_, name)| name.to_lowercase());
    people.extend(others);
    Ok(people)
}

/// The people of the staff to whom tickets are given.
async fn people(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
) -> Result<Vec<(String, String)>, Error> {
    let colleagues = colleagues(conn, signed.app.appointments()).await?;
    let named = |person: Staff| (person.id.to_string(), person.name);
    Ok(colleagues.into_iter().map(named).collect())
}
