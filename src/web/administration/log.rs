//! The audit log: to be read, narrowed down, and taken away as a table.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use futures::stream;
use maud::Markup;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use views::administration::Section;
use views::administration::log::{self as shown, Entry as ShownEntry, Filter as ShownFilter, Log};
use views::form::Field;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{EventId, TicketId};
use crate::models::event::EventKind;
use crate::models::event::log::{Actors, Entry, Filter, Key, Kinds, keys_called};
use crate::models::listing::{Listing, Page};
use crate::models::permission::Permission;
use crate::models::staff::entitlement::people;
use crate::web::administration::naming::Names;
use crate::web::administration::sentences::{categories_in, kind_name, people_in, sentence};
use crate::web::administration::{facts, frame};
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::spreadsheet;
use crate::web::visit::Signed;

/// How many events are on a page.
const ROWS: i64 = 50;
/// How many events of a table are read at once.
const PIECE: i64 = 500;

/// The log, and the table of it.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManagePermissions);
    vec![
        Route::get("/administration/log", manage, index),
        Route::get("/administration/log.csv", manage, export),
    ]
}

/// What the address of the log asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogQuery {
    kind: String,
    person: String,
    ticket: String,
    from: String,
    to: String,
    before: Option<String>,
    after: Option<String>,
}

/// `GET /administration/log?kind=ticket_read&person=sam`
pub async fn index(signed: Signed, Query(query): Query<LogQuery>) -> Result<Markup, Failure> {
    let (filter, typed) = read(&signed, &query).await?;
    let key = |key: &Option<String>| key.as_deref().map(read_key).transpose();
    let wanted = Page::beside(key(&query.before)?, key(&query.after)?);
    let page = match &filter {
        Some(filter) => {
            let conn = &mut signed.app.db().await?;
            Some(Entry::page(conn, &signed.act(), filter, (wanted, ROWS)).await?)
        }
        None => None,
    };
    let entries = page.as_ref().map(|page| page.rows.as_slice());
    let entries = entries.unwrap_or_default();
    let names = names_in(&signed, entries).await?;
    let place = |entry: &Entry| write_key(entry.key());
    let log = Log {
        frame: frame(&signed, Section::Log),
        filter: typed,
        newer: page.as_ref().and_then(Listing::previous).map(place),
        older: page.as_ref().and_then(Listing::next).map(place),
        entries: entries
            .iter()
            .map(|entry| shown_entry(&signed, entry, &names))
            .collect(),
    };
    Ok(shown::page(&signed.reader(), &log))
}

/// `GET /administration/log.csv?…`: the same events as the page shows, all of them, oldest first.
pub async fn export(signed: Signed, Query(query): Query<LogQuery>) -> Result<Response, Failure> {
    let (filter, _) = read(&signed, &query).await?;
    if let Some(filter) = &filter {
        filter
            .note_export(&mut *signed.app.db().await?, &signed.act())
            .await?;
    }
    let words = signed.visit.words;
    let heads = [
        words.text("log-csv-time"),
        words.text("log-csv-kind"),
        words.text("log-csv-actor-kind"),
        words.text("log-csv-actor"),
        words.text("log-csv-actor-id"),
        words.text("log-csv-ticket"),
        words.text("log-csv-sentence"),
        words.text("log-csv-details"),
    ];
    let head = spreadsheet::head(heads.iter().map(AsRef::as_ref));
    let table = Table {
        signed: Arc::new(signed),
        filter,
        next: Some(Page::Last),
        head: Some(head),
    };
    let pieces = stream::try_unfold(table, |mut table| async move {
        let piece = table.piece().await?;
        Ok::<_, anyhow::Error>(piece.map(|piece| (piece, table)))
    });
    let about = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"audit-log.csv\"",
        ),
    ];
    Ok((about, Body::from_stream(pieces)).into_response())
}

/// A table that is read a piece at a time, however long the log is.
struct Table {
    signed: Arc<Signed>,
    filter: Option<Filter>,
    next: Option<Page<Key>>,
    head: Option<String>,
}

impl Table {
    async fn piece(&mut self) -> anyhow::Result<Option<String>> {
        if let Some(head) = self.head.take() {
            return Ok(Some(head));
        }
        let (Some(filter), Some(wanted)) = (&self.filter, self.next.take()) else {
            return Ok(None);
        };
        // Who may not read the log any more gets no more of it.
        self.signed = Arc::new(self.signed.again().await?);
        let act = self.signed.act();
        let page = {
            let conn = &mut self.signed.app.db().await?;
            Entry::page(conn, &act, filter, (wanted, PIECE)).await?
        };
        let names = names_in(&self.signed, &page.rows).await?;
        self.next = page.previous().map(|entry| Page::Before(entry.key()));
        let lines = page.rows.iter().rev();
        Ok(Some(lines.map(|entry| self.line(entry, &names)).collect()))
    }

    fn line(&self, entry: &Entry, names: &Names) -> String {
        let at = entry
            .at
            .with_timezone(&self.signed.visit.time_zone)
            .to_rfc3339();
        let id = entry.actor_id.map(|id| id.to_string()).unwrap_or_default();
        let ticket = entry.ticket_id.map(|id| id.to_string()).unwrap_or_default();
        let sentence = sentence(self.signed.visit.words, entry, names);
        let details = entry.details.to_string();
        spreadsheet::line([
            at.as_str(),
            entry.kind.word(),
            entry.actor_kind.word(),
            &entry.actor_name,
            &id,
            &ticket,
            &sentence,
            &details,
        ])
    }
}

async fn names_in(signed: &Signed, entries: &[Entry]) -> Result<Names, Error> {
    let names = Names::of(signed, &people_in(entries)).await?;
    names.with_categories(signed, &categories_in(entries)).await
}

/// What the log is narrowed down to, and how that was typed. What makes no sense is told beside its field, and shows nothing.
async fn read(signed: &Signed, query: &LogQuery) -> Result<(Option<Filter>, ShownFilter), Error> {
    let words = signed.visit.words;
    let mut filter = Filter::default();
    let mut typed = ShownFilter {
        kinds: kinds(signed),
        person: Field::of(query.person.trim()),
        ticket: Field::of(query.ticket.trim()),
        from: Field::of(query.from.trim()),
        to: Field::of(query.to.trim()),
        kind: String::new(),
    };
    filter.kinds = match (query.kind.as_str(), EventKind::from_word(&query.kind)) {
        ("all", _) => Kinds::All,
        (_, Some(kind)) => Kinds::Only(kind),
        _ => Kinds::Deeds,
    };
    if filter.kinds != Kinds::Deeds {
        typed.kind.clone_from(&query.kind);
    }
    if !typed.ticket.value.is_empty() {
        filter.ticket = typed
            .ticket
            .value
            .trim_start_matches('#')
            .parse::<TicketId>()
            .ok();
        typed.ticket.error = filter
            .ticket
            .is_none()
            .then(|| words.text("log-no-ticket").into_owned());
    }
    if !typed.person.value.is_empty() {
        let actors = find_actors(signed, &typed.person.value).await?;
        let is_nobody = actors.people.is_empty() && actors.keys.is_empty();
        filter.actors = Some(actors);
        typed.person.error = is_nobody.then(|| words.text("log-no-such-person").into_owned());
    }
    filter.from = read_day(signed, &mut typed.from, 0);
    filter.until = read_day(signed, &mut typed.to, 1);
    if let (Some(from), Some(until)) = (filter.from, filter.until)
        && until <= from
    {
        typed.to.error = Some(words.text("log-days-reversed").into_owned());
    }
    let fields = [&typed.person, &typed.ticket, &typed.from, &typed.to];
    let makes_sense = fields.iter().all(|field| field.error.is_none());
    Ok((makes_sense.then_some(filter), typed))
}

/// The person of this id, or the people and programs that are called like this.
async fn find_actors(signed: &Signed, text: &str) -> Result<Actors, Error> {
    if let Ok(id) = text.parse() {
        let people = vec![id];
        return Ok(Actors {
            people,
            keys: Vec::new(),
        });
    }
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let found = people(conn, &act, signed.app.appointments(), text).await?;
    Ok(Actors {
        people: found.into_iter().map(|(user, _)| user.id).collect(),
        keys: keys_called(conn, &act, text).await?,
    })
}

/// The beginning of a day where the reader is, so many days later.
fn read_day(signed: &Signed, field: &mut Field, later: u64) -> Option<DateTime<Utc>> {
    if field.value.is_empty() {
        return None;
    }
    let day: Option<NaiveDate> = field.value.parse().ok();
    let midnight = day
        .and_then(|day| day.checked_add_days(Days::new(later)))
        .map(|day| day.and_time(NaiveTime::MIN));
    let zone = signed.visit.time_zone;
    // A day may begin an hour late where clocks are put forward at midnight.
    let begins = midnight.map(|midnight| {
        let local = zone.from_local_datetime(&midnight).earliest();
        local.map_or_else(|| midnight.and_utc(), |local| local.to_utc())
    });
    if begins.is_none() {
        field.error = Some(signed.visit.words.text("log-no-day").into_owned());
    }
    begins
}

fn kinds(signed: &Signed) -> Vec<(String, String)> {
    let words = signed.visit.words;
    let whole = [
        (String::new(), words.text("log-kind-deeds").into_owned()),
        ("all".to_owned(), words.text("log-kind-all").into_owned()),
    ];
    let mut each: Vec<(String, String)> = EventKind::ALL
        .iter()
        .map(|kind| (kind.word().to_owned(), kind_name(words, *kind)))
        .collect();
    each.sort_by_cached_key(|(_, name)| as_in_a_dictionary(name));
    whole.into_iter().chain(each).collect()
}

/// What a name is put in order by: accents and capitals do not count.
fn as_in_a_dictionary(name: &str) -> String {
    let letters = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).collect()
}

fn shown_entry(signed: &Signed, entry: &Entry, names: &Names) -> ShownEntry {
    ShownEntry {
        id: entry.id.0,
        at: entry.at,
        sentence: sentence(signed.visit.words, entry, names),
        ticket: entry.ticket_id.map(|id| id.0),
        facts: facts::of(&signed.reader(), entry, names),
    }
}

fn write_key(key: Key) -> String {
    format!("{}-{}", key.at.timestamp_micros(), key.id)
}

fn read_key(text: &str) -> Result<Key, Refusal> {
    let read = || {
        let (micros, id) = text.split_once('-')?;
        Some(Key {
            at: DateTime::from_timestamp_micros(micros.parse().ok()?)?,
            id: id.parse::<EventId>().ok()?,
        })
    };
    read().ok_or(Refusal::Invalid {
        field: "before",
        why: Flaw::Place,
    })
}
