//! What somebody is writing, while it is sent.

use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _};
use rustmail::error::Error;
use rustmail::ids::MessageId;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;
use rustmail::models::unsent::basis::Basis;
use rustmail::models::unsent::{Unsent, UnsentKind, Writing};

use super::scene::{SAM, Scene};

/// Whether somebody waits for what another transaction holds.
pub(super) async fn somebody_waits(conn: &mut AsyncPgConnection) -> bool {
    #[derive(diesel::QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        waits: bool,
    }
    let found: Waiting = diesel::sql_query(
        "SELECT EXISTS (SELECT FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits",
    )
    .get_result(conn)
    .await
    .unwrap();
    found.waits
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_while_it_is_sent_does_not_come_back() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello?").await;
    let ticket = scene.ticket().await.id;
    let sam = scene.agent(SAM, "Sam");
    let key = "0191b3a2-0000-7000-8000-000000000001".to_owned();
    let writing = Writing {
        files: Vec::new(),
        kind: UnsentKind::Reply,
        content: "Half a tho".to_owned(),
        seen: MessageId(1),
        idempotency_key: Some(key.clone()),
        basis: Basis::Nothing,
        follows_attempt: false,
        snippet: None,
    };
    let mut other = scene.database.conn().await;
    let act = sam.clone();
    let conn = &mut scene.database.conn().await;
    let keeping = conn
        .transaction(async |conn| {
            let draft = Draft {
                idempotency_key: Some(key),
                ..Draft::text("Half a thought")
            };
            Ticket::reply(conn, &sam, ticket, draft).await?;
            let keeping =
                tokio::spawn(async move { Unsent::keep(&mut other, &act, ticket, writing).await });
            // It has come to where it would look whether it was sent, or it is through.
            let watching = &mut scene.database.conn().await;
            while !keeping.is_finished() && !somebody_waits(watching).await {}
            Ok::<_, Error>(keeping)
        })
        .await
        .unwrap();
    assert_eq!(keeping.await.unwrap().unwrap(), None);
    assert_eq!(Unsent::of(conn, &sam, ticket).await.unwrap(), None);
}
