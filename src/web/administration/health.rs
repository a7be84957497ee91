//! How the bot, the database, the jobs and the store of files are.

use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use maud::{Markup, html};
use views::administration::Section;
use views::administration::health::{self as shown, Group, Health, State};
use views::bot::Connection;
use views::time;
use words::Words;

use crate::config::attachments::AttachmentsConfig;
use crate::doctor::files::LEAST_FREE;
use crate::error::Error;
use crate::leadership;
use crate::models::health::{Vitals, checkup};
use crate::models::permission::Permission;
use crate::web::administration::frame;
use crate::web::bot::connection;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// How long a due job may wait before somebody should look.
const LATE: TimeDelta = TimeDelta::minutes(1);

/// How the server is.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageBot);
    vec![Route::get("/administration/health", manage, index)]
}

/// `GET /administration/health`
pub async fn index(signed: Signed) -> Result<Markup, Failure> {
    let (vitals, unwritten, bot) = {
        let conn = &mut signed.app.db().await?;
        let written = checkup::try_to_write(conn).await;
        let unwritten = written.err().map(|error| error.to_string());
        let vitals = Vitals::measure(conn, &signed.act(), leadership::LOCK).await?;
        let bot = bot(conn, &signed, &vitals).await?;
        (vitals, unwritten, bot)
    };
    let health = Health {
        frame: frame(&signed, Section::Health),
        groups: vec![
            bot,
            database(&signed, &vitals, unwritten.as_deref()),
            jobs(&signed, &vitals),
            storage(&signed, &vitals),
        ],
    };
    Ok(shown::page(&signed.reader(), &health))
}

async fn bot(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    vitals: &Vitals,
) -> Result<Group, Error> {
    let words = signed.visit.words;
    let leads = signed.app.leads.load(Ordering::Relaxed);
    let by = match (leads, vitals.is_led) {
        (true, true) => words.text("health-bot-here"),
        (false, true) => words.text("health-bot-elsewhere"),
        (_, false) => words.text("health-bot-nobody"),
    };
    let (connection, report) = connection(conn, signed).await?;
    let lost_at = report.and_then(|report| report.disconnected_since);
    let advice = match &connection {
        Connection::Stopped => Some(words.text("health-bot-stopped").into_owned()),
        _ if !vitals.is_led => Some(words.text("health-bot-advice").into_owned()),
        Connection::Nobody(None) => Some(words.text("health-bot-advice").into_owned()),
        Connection::Hindered(why) => Some(why.clone()),
        Connection::Nobody(Some(why)) | Connection::Connecting(Some(why)) => {
            Some(words.with("health-bot-trouble", &[("why", why.as_str().into())]))
        }
        Connection::Connecting(None) => {
            let is_long = lost_at.is_some_and(|lost_at| signed.reader().now - lost_at > LATE);
            is_long.then(|| words.text("health-bot-disconnected").into_owned())
        }
        Connection::Connected(_) => None,
    };
    let state = match &connection {
        Connection::Stopped => words.text("bot-stopped"),
        Connection::Nobody(_) => words.text("bot-nobody"),
        Connection::Connecting(_) | Connection::Hindered(_) => words.text("bot-connecting"),
        Connection::Connected(_) => words.text("bot-connected"),
    };
    let since = match connection {
        Connection::Connected(since) => Some(since),
        Connection::Connecting(_) | Connection::Hindered(_) => lost_at,
        Connection::Stopped | Connection::Nobody(_) => None,
    };
    let connected = html! {
        (state) @if let Some(since) = since { " " (words.text("bot-connected-for")) " " (time::since(&signed.reader(), since)) }
    };
    Ok(Group {
        name: words.text("health-bot").into_owned(),
        state: State::of(advice.as_deref()),
        advice,
        figures: vec![
            (words.text("bot-status").into_owned(), connected),
            figure(words.text("health-bot-led"), by),
        ],
    })
}

fn database(signed: &Signed, vitals: &Vitals, unwritten: Option<&str>) -> Group {
    let words = signed.visit.words;
    let reader = signed.reader();
    let of = |count: i64, most: i64| {
        let values = [("count", count.into()), ("most", most.into())];
        words.with("health-of", &values)
    };
    let (lent, most_lent) = signed.app.database.lent();
    let is_full = vitals.connections >= vitals.most_connections * 9 / 10;
    let advice = match unwritten {
        Some(reason) => {
            let reason = [("reason", reason.into())];
            Some(words.with("health-database-unwritten", &reason))
        }
        None => is_full.then(|| words.text("health-database-full").into_owned()),
    };
    Group {
        name: words.text("health-database").into_owned(),
        state: State::of(advice.as_deref()),
        advice,
        figures: vec![
            figure(words.text("health-database-version"), &vitals.postgres),
            figure(
                words.text("health-database-size"),
                bytes(words, vitals.database_size),
            ),
            (
                words.text("health-database-since").into_owned(),
                time::since(&reader, vitals.postgres_since),
            ),
            figure(
                words.text("health-database-connections"),
                of(vitals.connections, vitals.most_connections),
            ),
            figure(
                words.text("health-database-pool"),
                of(lent.into(), most_lent.into()),
            ),
            figure(
                words.text("health-database-migration"),
                vitals.migration.as_deref().unwrap_or("–"),
            ),
        ],
    }
}

fn jobs(signed: &Signed, vitals: &Vitals) -> Group {
    let words = signed.visit.words;
    let reader = signed.reader();
    let is_late = vitals.oldest_due.is_some_and(|due| reader.now - due > LATE);
    let advice = match (is_late, vitals.failed_jobs) {
        (true, _) => Some(words.text("health-jobs-late")),
        (false, 1..) => Some(words.text("health-jobs-failed-advice")),
        _ => None,
    };
    let oldest = match vitals.oldest_due {
        Some(due) => time::ago(&reader, due),
        None => html! { (words.text("health-jobs-none-due")) },
    };
    Group {
        name: words.text("health-jobs").into_owned(),
        state: State::of(advice.as_deref()),
        advice: advice.map(Into::into),
        figures: vec![
            figure(
                words.text("health-jobs-waiting"),
                vitals.waiting_jobs.to_string(),
            ),
            (words.text("health-jobs-oldest").into_owned(), oldest),
            figure(
                words.text("health-jobs-failed"),
                vitals.failed_jobs.to_string(),
            ),
        ],
    }
}

fn storage(signed: &Signed, vitals: &Vitals) -> Group {
    let words = signed.visit.words;
    let mut figures = Vec::new();
    let mut is_well = true;
    match &signed.app.config.attachments {
        AttachmentsConfig::Local { directory } => {
            let place = directory.display().to_string();
            figures.push(figure(words.text("health-storage-place"), place));
            if let Ok(disk) = nix::sys::statvfs::statvfs(directory) {
                let free = disk.blocks_available().saturating_mul(disk.fragment_size());
                is_well = free >= LEAST_FREE;
                let free = bytes(words, i64::try_from(free).unwrap_or(i64::MAX));
                figures.push(figure(words.text("health-storage-free"), free));
            }
        }
        AttachmentsConfig::S3(bucket) => {
            let values = [("bucket", bucket.bucket.as_str().into())];
            let place = words.with("health-storage-bucket", &values);
            figures.push(figure(words.text("health-storage-place"), place));
        }
    }
    let advice = (!is_well).then(|| words.text("health-storage-full"));
    figures.push(figure(
        words.text("health-storage-count"),
        vitals.files.to_string(),
    ));
    Group {
        name: words.text("health-storage").into_owned(),
        state: State::of(advice.as_deref()),
        advice: advice.map(Into::into),
        figures,
    }
}

fn figure(name: impl Into<String>, value: impl AsRef<str>) -> (String, Markup) {
    (name.into(), html! { (value.as_ref()) })
}

/// Bytes in the largest unit that leaves a whole number.
fn bytes(words: &Words, count: i64) -> String {
    let (mut count, mut unit) = (count, 0);
    while count >= 10_000 && unit < 4 {
        count /= 1000;
        unit += 1;
    }
    let count = [("count", count.into())];
    match unit {
        0 => words.with("health-bytes", &count),
        1 => words.with("health-kilobytes", &count),
        2 => words.with("health-megabytes", &count),
        3 => words.with("health-gigabytes", &count),
        _ => words.with("health-terabytes", &count),
    }
}
