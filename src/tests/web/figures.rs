//! The figures of the dashboard, taken away as a sheet and asked for over the API, against the raw rows.

use chrono_tz::Tz;
use rustmail::clock::Clock;
use rustmail::models::statistics::period::Period;
use serde_json::json;

use crate::graphql::asker::Asker;
use crate::models::statistics;
use crate::models::statistics::history::History;
use crate::models::statistics::naive::Figures;
use crate::models::statistics::told::QUERY;
use crate::support::test_app::{Setup, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_and_the_api_tell_what_the_raw_rows_say() {
    let seed: u64 = std::env::var("HISTORY_SEED").map_or(1, |seed| seed.parse().unwrap());
    statistics::tell(seed);
    let start = "2026-10-18T12:00:00Z".parse().unwrap();
    let clock = Clock::at(start);
    let test = TestApp::start_with(Setup {
        outside: true,
        clock: clock.clone(),
        config: vec!["bot.timezone = \"Europe/Paris\"".to_owned()],
        ..Setup::default()
    })
    .await;
    let place = (Tz::Europe__Paris, start);
    let database = std::sync::Arc::clone(&test.app.database);
    let mut history = History::within(database, seed, place).await;
    history.go_on(40).await;
    history.leap();
    history.go_on(60).await;
    clock.set(history.now);
    let mut olga = test.signed_in(test.cast.olga).await;
    let asker = Asker::person(&test.app, (test.cast.olga, "olga"), &[]).await;
    for (period, code) in [
        (Period::Days7, "DAYS_7"),
        (Period::Days30, "DAYS_30"),
        (Period::Days90, "DAYS_90"),
    ] {
        let conn = &mut history.conn().await;
        let moment = (period, Tz::Europe__Paris, history.now);
        let naive = Figures::compute(conn, moment, &[]).await;
        let address = format!("/statistics.csv?period={}", period.days());
        naive.assert_sheet(&olga.get(&address).await.text);
        naive.assert_told(&asker.ask(QUERY, json!({ "period": code })).await);
    }
}
