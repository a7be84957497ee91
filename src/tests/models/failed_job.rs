//! Taking up jobs again that were given up, while somebody works their tickets.

use diesel_async::{AsyncConnection as _, RunQueryDsl as _, SimpleAsyncConnection as _};
use rustmail::error::Error;
use rustmail::models::failed_job::FailedJob;
use rustmail::models::permission::Permission;

use super::scene::{SAM, Scene};
use super::unsent::somebody_waits;

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_ticket_holds_none_of_its_jobs() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello?").await;
    let conn = &mut scene.database.conn().await;
    conn.batch_execute("UPDATE outbox SET failed_at = now(), last_error = 'no answer'")
        .await
        .unwrap();
    let may = [Permission::ManageBot].into_iter().collect();
    let act = scene.staff(SAM, "Sam", may);
    let again = act.clone();
    let mut other = scene.database.conn().await;
    let retrying = conn
        .transaction(async |conn| {
            conn.batch_execute("SELECT FROM tickets FOR UPDATE").await?;
            let retrying =
                tokio::spawn(async move { FailedJob::retry_all(&mut other, &act).await });
            let watching = &mut scene.database.conn().await;
            while !retrying.is_finished() && !somebody_waits(watching).await {}
            // It would fail here if the other one held a job while it waits for the ticket.
            diesel::sql_query("SELECT FROM outbox FOR UPDATE NOWAIT")
                .execute(conn)
                .await?;
            Ok::<_, Error>(retrying)
        })
        .await
        .unwrap();
    let retried = retrying.await.unwrap().unwrap();
    assert!(retried > 0, "there was something to retry");
    let again = FailedJob::retry_all(conn, &again).await;
    assert_eq!(again.unwrap(), 0);
}
