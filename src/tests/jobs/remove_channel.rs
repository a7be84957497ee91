//! Word of a closed ticket is left in the channel for the logs.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;

use super::relaying::{desk, mia_writes, remember};

#[tokio::test(flavor = "multi_thread")]
async fn what_not_everybody_sees_is_left_out_of_the_log_that_everybody_reads() {
    let test = desk().await;
    let conn = &mut test.app.db().await.unwrap();
    let lounge = test.cast.lounge;
    conn.batch_execute(&format!(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Legal', '{{77}}', 0, now());
         INSERT INTO settings_versions (number, at, author_name, settings, changes)
             VALUES (1, now(), 'Olga', '{{\"bot.enable_rustmail_logs\": \"true\", \"bot.logs_channel_id\": \"{lounge}\"}}', '[]')"
    ))
    .await
    .unwrap();
    let mut standing = test.app.follower.subscribe();
    let changed = standing.wait_for(|standing| standing.current.settings.closure_log().is_some());
    changed.await.unwrap();
    let sam = test.act_as(test.cast.sam, "Sam");
    remember(&test, &sam).await;
    for (category, posts) in [("'Legal'", 0), ("NULL", 1)] {
        mia_writes(&test, "Hello").await;
        test.settle().await;
        conn.batch_execute(&format!(
            "UPDATE tickets SET category_id = (SELECT id FROM categories WHERE name = {category}) WHERE closed_at IS NULL"
        ))
        .await
        .unwrap();
        let ticket = test.open_ticket(test.cast.mia).await.id;
        Ticket::close(conn, &sam, ticket, Closing::default())
            .await
            .unwrap();
        test.settle().await;
        assert_eq!(test.read(lounge).len(), posts, "{:#?}", test.read(lounge));
    }
    test.finish().await;
}
