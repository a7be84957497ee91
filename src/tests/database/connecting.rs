//! Connecting, and saying why it does not work.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::config::database::DatabaseConfig;
use rustmail::database::Database;

use crate::support::database::TestDatabase;

#[tokio::test(flavor = "multi_thread")]
async fn every_test_has_a_database_of_its_own() {
    let (first, second) = tokio::join!(TestDatabase::new(), TestDatabase::new());
    first
        .conn()
        .await
        .batch_execute("create table only_here (number int)")
        .await
        .unwrap();
    let elsewhere = second
        .conn()
        .await
        .batch_execute("select * from only_here")
        .await;
    assert!(elsewhere.is_err());
}

#[tokio::test]
async fn a_lost_connection_is_replaced_unseen() {
    let test = TestDatabase::new().await;
    let mut conn = test.conn().await;
    conn.batch_execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'")
        .await
        .unwrap();
    drop(conn);
    for _ in 0..3 {
        test.conn().await.batch_execute("select 1").await.unwrap();
    }
}

#[tokio::test]
async fn an_abandoned_transaction_leaves_no_lock() {
    let test = TestDatabase::new().await;
    test.conn()
        .await
        .batch_execute("create table rows (id int); insert into rows values (1)")
        .await
        .unwrap();
    let mut abandoned = test.conn().await;
    abandoned
        .batch_execute("begin; update rows set id = 2")
        .await
        .unwrap();
    drop(abandoned);
    let mut conn = test.conn().await;
    conn.batch_execute("set lock_timeout = '5s'; update rows set id = 3 where id = 1")
        .await
        .unwrap();
}

#[tokio::test]
async fn notifications_arrive_in_order() {
    let test = TestDatabase::new().await;
    let mut notifications = test.database().listen(&["news"]).await.unwrap();
    test.conn()
        .await
        .batch_execute("notify news, 'one'; notify news, 'two'")
        .await
        .unwrap();
    let first = notifications.next().await.unwrap();
    let second = notifications.next().await.unwrap();
    assert_eq!((first.channel(), first.payload()), ("news", "one"));
    assert_eq!(second.payload(), "two");
}

#[tokio::test]
async fn a_listener_learns_that_its_connection_is_gone() {
    let test = TestDatabase::new().await;
    let mut notifications = test.database().listen(&["news"]).await.unwrap();
    let kill = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'";
    test.conn().await.batch_execute(kill).await.unwrap();
    assert!(notifications.next().await.is_none());
}

#[tokio::test]
async fn why_a_database_cannot_be_used_is_said_with_the_remedy() {
    let test = TestDatabase::new().await;
    let private = test.config().url.unwrap();
    let private = secrecy::ExposeSecret::expose_secret(&private).to_owned();
    assert_eq!(
        refusal("postgres://mia:hunter2@127.0.0.1:1/desk").await,
        "Postgres at 127.0.0.1:1 cannot be reached (Connection refused (os error 111)). Check that it runs and that \
         database.url names the right host, port and sslmode."
    );
    let missing = refusal(&private.replace("/rustmail?", "/elsewhere?")).await;
    assert!(
        missing
            .ends_with("has no database elsewhere. Create it with: createdb -O rustmail elsewhere"),
        "{missing}"
    );
    let stranger = refusal(&private.replace("rustmail@", "mia:hunter2@")).await;
    assert!(
        stranger.contains("refuses the user mia: role \"mia\" does not exist"),
        "{stranger}"
    );
    let nonsense = refusal("postgres://mia:hunter2@host:port/desk").await;
    assert!(nonsense.contains("cannot be understood"), "{nonsense}");
    let mode = refusal("postgres://mia:hunter2@localhost/desk?sslmode=verify-some").await;
    assert!(
        mode.contains("sslmode=verify-some in database.url is not known"),
        "{mode}"
    );
}

#[tokio::test]
async fn a_user_without_permission_is_told_what_to_grant() {
    let test = TestDatabase::new().await;
    test.conn()
        .await
        .batch_execute("drop schema public cascade; create schema public; create role guest login")
        .await
        .unwrap();
    let url = secrecy::ExposeSecret::expose_secret(&test.url()).replace("rustmail@", "guest@");
    let refusal = refusal(&url).await;
    assert!(refusal.contains("may not create tables"), "{refusal}");
    assert!(
        refusal.contains("GRANT ALL ON SCHEMA public TO"),
        "{refusal}"
    );
}

#[tokio::test]
async fn a_database_that_cannot_hold_every_letter_is_refused_with_what_to_do() {
    let test = TestDatabase::new().await;
    let claim = "update pg_database set encoding = pg_char_to_encoding('LATIN1') where datname = current_database()";
    test.conn().await.batch_execute(claim).await.unwrap();
    let refusal = refusal(secrecy::ExposeSecret::expose_secret(&test.url())).await;
    assert!(refusal.contains("keeps text as LATIN1"), "{refusal}");
    assert!(refusal.contains("createdb -E UTF8"), "{refusal}");
}

async fn refusal(url: &str) -> String {
    let config = DatabaseConfig {
        url: Some(url.into()),
        data_dir: "unused".into(),
        max_connections: 1,
    };
    let Err(error) = Database::connect(&config).await else {
        panic!("connected to {url}");
    };
    let message = format!("{error:#}");
    assert!(
        !message.contains("hunter2"),
        "the password was shown: {message}"
    );
    message
}
