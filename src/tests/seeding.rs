//! A seeded desk is one that could have come about.

use diesel::QueryDsl as _;
use diesel_async::RunQueryDsl as _;
use rustmail::clock::Clock;
use rustmail::models::statistics::verifying;
use rustmail::schema::{messages, tickets};
use rustmail::seeding::{self, Measure};

use crate::support::database::TestDatabase;

#[tokio::test]
async fn an_empty_database_is_filled_once_and_all_that_is_counted_is_right() {
    let test = TestDatabase::new().await;
    let conn = &mut test.conn().await;
    let measure = Measure {
        tickets: 200,
        messages: 7,
    };
    let here = (Clock::system().now(), chrono_tz::Asia::Kathmandu);
    let mut lines = Vec::new();
    seeding::seed(conn, measure, here, &mut |line| lines.push(line))
        .await
        .unwrap();
    assert!(lines[0].contains("200"), "{lines:?}");
    let counted: i64 = tickets::table.count().get_result(conn).await.unwrap();
    assert_eq!(counted, 200);
    let counted: i64 = messages::table.count().get_result(conn).await.unwrap();
    assert_eq!(counted, 1_400);
    let differences = verifying::differences(conn).await.unwrap();
    assert!(differences.is_empty(), "{differences:?}");
    let again = seeding::seed(conn, measure, here, &mut |_| ()).await;
    let refusal = again.unwrap_err().to_string();
    assert!(refusal.contains("holds tickets"), "{refusal}");
}
