//! What did not happen on Discord: to be tried again, or given up.

use axum::extract::{Path, Query};
use axum::response::Response;
use chrono::DateTime;
use maud::Markup;
use serde::Deserialize;
use views::administration::Section;
use views::administration::deliveries::{self as shown, Deliveries, Failure as Shown};

use crate::error::Error;
use crate::ids::JobId;
use crate::models::failed_job::{FailedJob, Key};
use crate::models::notice::Notice;
use crate::models::permission::Permission;
use crate::setback_words;
use crate::web::administration::frame;
use crate::web::administration::sentences::job_name;
use crate::web::failure::{self, Failure};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// How many failures are on a page.
const ROWS: i64 = 50;

/// The failures and what becomes of them.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageBot);
    vec![
        Route::get("/administration/deliveries", manage, index),
        Route::post("/administration/deliveries/retry", manage, retry_all),
        Route::post("/administration/deliveries/{job}/retry", manage, retry),
        Route::post(
            "/administration/deliveries/{job}/giving-up",
            manage,
            give_up,
        ),
    ]
}

/// Which part of the list is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Part {
    before: Option<String>,
}

/// `GET /administration/deliveries`
pub async fn index(signed: Signed, Query(part): Query<Part>) -> Result<Markup, Failure> {
    let after = part.before.as_deref().and_then(read_key);
    let deliveries = load(&signed, after).await?;
    Ok(shown::page(&signed.reader(), &deliveries))
}

/// `POST /administration/deliveries/retry`
pub async fn retry_all(signed: Signed) -> Result<Response, Failure> {
    FailedJob::retry_all(&mut *signed.app.db().await?, &signed.act()).await?;
    done(&signed, &signed.says("done-deliveries-retried")).await
}

/// `POST /administration/deliveries/3/retry`
pub async fn retry(signed: Signed, Path(job): Path<JobId>) -> Result<Response, Failure> {
    let retried = FailedJob::retry(&mut *signed.app.db().await?, &signed.act(), job).await;
    let notice = failure::done_or_gone(&signed, retried, signed.says("done-delivery-retried"))?;
    done(&signed, &notice).await
}

/// `POST /administration/deliveries/3/giving-up`
pub async fn give_up(signed: Signed, Path(job): Path<JobId>) -> Result<Response, Failure> {
    let given_up = FailedJob::give_up(&mut *signed.app.db().await?, &signed.act(), job).await;
    let notice = failure::done_or_gone(&signed, given_up, signed.says("done-delivery-given-up"))?;
    done(&signed, &notice).await
}

async fn done(signed: &Signed, notice: &Notice) -> Result<Response, Failure> {
    let deliveries = load(signed, None).await?;
    let fragment = || shown::body(&signed.reader(), &deliveries);
    let page = Section::Deliveries.address();
    Ok(signed.tell(notice, fragment, page).await)
}

async fn load(signed: &Signed, after: Option<Key>) -> Result<Deliveries, Error> {
    let conn = &mut signed.app.db().await?;
    let (failed, has_more) = FailedJob::page(conn, &signed.act(), (after, ROWS)).await?;
    let last = failed.last().map(FailedJob::key).filter(|_| has_more);
    let words = signed.visit.words;
    let failures = failed.into_iter().map(|job| Shown {
        id: job.id.0,
        what: job_name(words, job.name()),
        ticket: job.ticket_id.map(|id| id.0),
        at: job.failed_at,
        why: match job.setback() {
            Some(setback) => setback_words::setback(words, &setback),
            None => job.why,
        },
    });
    Ok(Deliveries {
        frame: frame(signed, Section::Deliveries),
        failures: failures.collect(),
        older: last.map(|key| format!("{}-{}", key.failed_at.timestamp_micros(), key.id)),
    })
}

fn read_key(text: &str) -> Option<Key> {
    let (micros, id) = text.split_once('-')?;
    Some(Key {
        failed_at: DateTime::from_timestamp_micros(micros.parse().ok()?)?,
        id: id.parse().ok()?,
    })
}
