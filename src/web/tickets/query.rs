//! What the address of a list asks for, and the other way round.

use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use views::form::Field;
use views::tickets::Query as Shown;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{CategoryId, UserId};
use crate::models::listing::Page;
use crate::models::ticket::filtering::{Filter, Only, State};
use crate::models::ticket::sorting::{Key, Sort};
use crate::models::ticket::tagging::read_tag;
use crate::models::ticket::{Party, Priority};
use crate::refusal_words::sentence;
use crate::web::visit::Signed;

/// The parts of a query that say what is listed, in the order in which addresses have them.
const PARTS: [&str; 10] = [
    "state", "category", "assignee", "waiting", "priority", "tag", "from", "to", "filter", "sort",
];
/// The most characters of a part; nobody's name or id is longer.
const LONGEST: usize = 100;

/// The query of a list's address, as it was sent.
#[derive(Debug, Clone, Default)]
pub struct ListQuery(Vec<(String, String)>);

/// What a query means to whoever reads the list.
pub(super) struct Wish {
    /// Which tickets.
    pub filter: Filter,
    /// Which page of them.
    pub page: Page<Key>,
    /// The tag, as it was typed.
    pub tag: Field,
    /// The days of opening, as they were typed.
    pub days: (Field, Field),
}

impl ListQuery {
    /// The query of an address, or one that a form has sent along.
    pub(super) fn parse(text: &str) -> Self {
        let parts = url::form_urlencoded::parse(text.as_bytes());
        Self(parts.into_owned().collect())
    }

    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.trim()).unwrap_or_default()
    }

    /// What is listed, as addresses have it.
    pub(super) fn shown(&self) -> Shown {
        let value = |name| self.value(name).chars().take(LONGEST).collect::<String>();
        let usual = [("state", "open"), ("sort", Sort::default().word())];
        let parts = PARTS.map(|name| (name, value(name)));
        Shown::of(
            parts
                .into_iter()
                .filter(|(name, value)| !usual.contains(&(*name, value.as_str()))),
        )
    }

    /// What is listed with the page of it that is shown, as addresses have it.
    pub(super) fn page_shown(&self) -> Shown {
        let shown = self.shown();
        let key = |name| self.value(name).chars().take(LONGEST).collect::<String>();
        shown
            .having("before", &key("before"))
            .having("after", &key("after"))
    }

    /// What it means.
    ///
    /// # Errors
    ///
    /// Refuses words that mean nothing, and pages that do not exist.
    pub(super) fn read(&self, signed: &Signed) -> Result<Wish, Error> {
        let shown = self.shown();
        let (from, opened_from) = day(signed, shown.value("from"), 0);
        let (to, opened_before) = day(signed, shown.value("to"), 1);
        let (to, opened_before) = later(signed, (to, opened_before), opened_from);
        let text = Some(shown.value("filter").to_owned());
        let (typed_tag, tag) = tag(signed, shown.value("tag"));
        let sort = word("sort", shown.value("sort"), Sort::from_word)?;
        let mut filter = Filter {
            state: state(shown.value("state"))?,
            category: category(shown.value("category"))?,
            assignee: assignee(signed, shown.value("assignee"))?,
            waiting_on: party(shown.value("waiting"))?,
            priority: word("priority", shown.value("priority"), Priority::from_word)?,
            tag,
            opened_from,
            opened_before,
            text,
            sort: Sort::default(),
        };
        // Another state may be chosen for a list that was in an order which only open tickets have.
        let is_of_open = filter.state == Some(State::Open);
        let fitting = sort.filter(|sort| is_of_open || !sort.is_of_open_tickets());
        filter.sort = fitting.unwrap_or_else(|| filter.usual_sort());
        let key = |name| -> Result<Option<Key>, Error> {
            word(name, self.value(name), Key::read).map_err(|_| invalid(name, Flaw::Place))
        };
        let page = Page::beside(key("after")?, key("before")?);
        Ok(Wish {
            filter,
            page,
            tag: typed_tag,
            days: (from, to),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ListQuery {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let RawQuery(query) = RawQuery::from_request_parts(parts, state).await?;
        Ok(Self::parse(&query.unwrap_or_default()))
    }
}

fn state(value: &str) -> Result<Option<State>, Error> {
    match value {
        "" => Ok(Some(State::Open)),
        "closed" => Ok(Some(State::Closed)),
        "all" => Ok(None),
        _ => Err(invalid("state", Flaw::Filter)),
    }
}

fn category(value: &str) -> Result<Option<Only<CategoryId>>, Error> {
    if value == "none" {
        return Ok(Some(Only::OfNone));
    }
    let category = word("category", value, |value| value.parse().ok())?;
    Ok(category.map(Only::Of))
}

fn assignee(signed: &Signed, value: &str) -> Result<Option<Only<UserId>>, Error> {
    match value {
        "nobody" => Ok(Some(Only::OfNone)),
        "me" => Ok(Some(Only::Of(signed.id()))),
        _ => {
            let person = word("assignee", value, |value| value.parse().ok())?;
            Ok(person.map(Only::Of))
        }
    }
}

fn party(value: &str) -> Result<Option<Party>, Error> {
    word("waiting", value, |value| match value {
        "us" => Some(Party::Staff),
        "member" => Some(Party::Member),
        _ => None,
    })
}

fn word<T>(
    name: &'static str,
    value: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Error> {
    if value.is_empty() {
        return Ok(None);
    }
    let read = read(value);
    let known = read.ok_or_else(|| invalid(name, Flaw::Filter))?;
    Ok(Some(known))
}

/// The tag that is meant by what was typed, read as where tickets are tagged. What is no tag narrows nothing, and is shown with what is
/// wrong.
fn tag(signed: &Signed, value: &str) -> (Field, Option<String>) {
    if value.is_empty() {
        return (Field::default(), None);
    }
    match read_tag(value) {
        Ok(tag) => (Field::of(value), Some(tag)),
        Err(refusal) => {
            let why = sentence(signed.visit.words, &refusal);
            (Field::refused(value, why), None)
        }
    }
}

/// The moment in which a day begins for the reader, or the one `later` days after it. What is no day narrows nothing, and is shown with
/// what is wrong.
fn day(signed: &Signed, value: &str, later: u64) -> (Field, Option<DateTime<Utc>>) {
    if value.is_empty() {
        return (Field::default(), None);
    }
    let first = NaiveDate::from_ymd_opt(2000, 1, 1);
    let last = NaiveDate::from_ymd_opt(9000, 1, 1);
    let day = value.parse::<NaiveDate>().ok();
    let day = day.filter(|day| Some(*day) >= first && Some(*day) <= last);
    match day.and_then(|day| begin(signed, day.checked_add_days(Days::new(later))?)) {
        Some(moment) => (Field::of(value), Some(moment)),
        None => {
            let why = signed.visit.words.text("filter-no-day");
            (Field::refused(value, why), None)
        }
    }
}

/// The last day with the moment in which it ends, if that comes after the first day begins. If not, it narrows nothing, and is shown with
/// what is wrong: nothing would be found.
fn later(
    signed: &Signed,
    (to, before): (Field, Option<DateTime<Utc>>),
    from: Option<DateTime<Utc>>,
) -> (Field, Option<DateTime<Utc>>) {
    match (from, before) {
        (Some(from), Some(before)) if before <= from => {
            let why = signed.visit.words.text("filter-days-reversed");
            (Field::refused(to.value, why), None)
        }
        _ => (to, before),
    }
}

/// Where clocks are put forward at midnight, a day begins later.
fn begin(signed: &Signed, day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN);
    let zone = signed.visit.time_zone;
    (0..=3).find_map(|hour| {
        let local = zone.from_local_datetime(&(midnight + chrono::TimeDelta::hours(hour)));
        local.earliest().map(|moment| moment.to_utc())
    })
}

fn invalid(field: &'static str, why: Flaw) -> Error {
    Refusal::Invalid { field, why }.into()
}
