//! The dashboard: the figures of the desk, as a page, in parts, and as a sheet.

mod figures;
mod sheet;

use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use maud::Markup;
use serde::Deserialize;
use views::dashboard::leaderboard::Extent;

use crate::error::Error;
use crate::models::permission::Permission;
use crate::models::statistics::Statistics;
use crate::models::statistics::period::Period;
use crate::web::failure::Failure;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The dashboard and its parts, for everybody who may open the panel.
pub fn routes() -> Vec<Route> {
    let anybody = Who::May(Permission::ViewPanel);
    vec![
        Route::get("/", anybody, index),
        Route::get("/statistics/now", anybody, now).asked_by_pages(),
        Route::get("/statistics/desk", anybody, desk).asked_by_pages(),
        Route::get("/statistics/leaderboard", anybody, leaderboard),
        Route::get("/statistics.csv", anybody, download),
    ]
}

/// Which figures are wanted. What makes no sense is passed over: the usual ones are shown.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    period: String,
    #[serde(default)]
    all: String,
}

impl Wanted {
    fn period(&self) -> Period {
        let days = self.period.parse().ok();
        days.and_then(Period::of_days).unwrap_or_default()
    }

    fn extent(&self) -> Extent {
        match self.all.as_str() {
            "true" => Extent::All,
            _ => Extent::Top,
        }
    }
}

/// `GET /?period=30`; a script is given only the part that is about the period.
pub async fn index(signed: Signed, Query(wanted): Query<Wanted>) -> Result<Markup, Failure> {
    let statistics = statistics(&signed, wanted.period()).await?;
    let reader = signed.reader();
    if signed.visit.wants_fragment {
        let achieved = figures::achieved(&statistics, wanted.extent());
        return Ok(views::dashboard::achieved(&reader, &achieved));
    }
    let dashboard = figures::dashboard(&statistics, wanted.extent());
    Ok(views::dashboard::page(&reader, &dashboard))
}

/// `GET /statistics/now`: the part of the page that is kept fresh.
pub async fn now(signed: Signed) -> Result<Markup, Failure> {
    // The longest of these figures is about a week.
    let statistics = statistics(&signed, Period::Days7).await?;
    let now = figures::now(&statistics);
    Ok(views::dashboard::now::now(&signed.reader(), &now))
}

/// `GET /statistics/desk?period=30`: all of the page that tells figures, for one that still says that there are none.
pub async fn desk(signed: Signed, Query(wanted): Query<Wanted>) -> Result<Markup, Failure> {
    let statistics = statistics(&signed, wanted.period()).await?;
    let dashboard = figures::dashboard(&statistics, wanted.extent());
    Ok(views::dashboard::desk(&signed.reader(), &dashboard))
}

/// `GET /statistics/leaderboard?period=30&all=true`: the part of the page that is about people.
pub async fn leaderboard(signed: Signed, Query(wanted): Query<Wanted>) -> Result<Markup, Failure> {
    let statistics = statistics(&signed, wanted.period()).await?;
    let leaderboard = figures::leaderboard(&statistics, wanted.extent());
    let period = figures::period(statistics.period);
    Ok(views::dashboard::leaderboard::leaderboard(
        &signed.reader(),
        period,
        &leaderboard,
    ))
}

/// `GET /statistics.csv?period=30`
pub async fn download(
    signed: Signed,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Failure> {
    let statistics = statistics(&signed, wanted.period()).await?;
    let today = statistics.days.last().map(|day| day.date.to_string());
    let name = format!(
        "attachment; filename=\"statistics-{}-{}-days.csv\"",
        today.unwrap_or_default(),
        statistics.period.days()
    );
    let name = HeaderValue::try_from(name).map_err(anyhow::Error::new)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, sheet::of(&statistics)))
}

async fn statistics(signed: &Signed, period: Period) -> Result<Statistics, Error> {
    let conn = &mut signed.app.db().await?;
    Statistics::of(conn, &signed.act(), period).await
}
