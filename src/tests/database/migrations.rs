//! Migrations run up, down and up again, and by many at once.

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl as _, SimpleAsyncConnection as _};
use diesel_migrations::MigrationHarness as _;
use rustmail::database::connector::Connector;
use rustmail::database::{Connection, migrations};

use crate::support::database::TestDatabase;

#[derive(QueryableByName, Debug, PartialEq, Eq)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[tokio::test]
async fn migrations_go_down_and_up_again() {
    let test = TestDatabase::new().await;
    let before = schema(&mut test.conn().await).await;
    assert!(before.iter().any(|line| line.line.starts_with("tickets ")));

    let connection = Connector::new(&test.url()).unwrap().diesel().await.unwrap();
    tokio::task::spawn_blocking(|| {
        let mut harness = AsyncMigrationHarness::new(connection);
        harness
            .revert_all_migrations(migrations::MIGRATIONS)
            .map(|_| ())
            .unwrap();
    })
    .await
    .unwrap();
    assert_eq!(
        schema(&mut test.conn().await).await,
        [],
        "something was left behind"
    );

    migrations::run(&Connector::new(&test.url()).unwrap())
        .await
        .unwrap();
    assert_eq!(schema(&mut test.conn().await).await, before);
}

#[tokio::test]
async fn many_may_start_at_once() {
    let test = TestDatabase::new().await;
    test.conn()
        .await
        .batch_execute("drop schema public cascade; create schema public")
        .await
        .unwrap();
    let connector = Connector::new(&test.url()).unwrap();
    let runs = (0..6).map(|_| migrations::run(&connector));
    let ran = futures::future::join_all(runs).await;
    let ran: Vec<usize> = ran
        .into_iter()
        .map(|names| names.unwrap().len())
        .filter(|count| *count > 0)
        .collect();
    assert_eq!(
        ran.len(),
        1,
        "one of them migrates, the others find nothing to do"
    );
}

/// Every column, constraint, index, function and trigger that is not diesel's own.
async fn schema(conn: &mut Connection) -> Vec<Line> {
    diesel::sql_query(
        "select format('%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
           from information_schema.columns where table_schema = 'public' and table_name not like '\\_\\_diesel%'
         union all select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
          where connamespace = 'public'::regnamespace and conrelid::regclass::text not like '\\_\\_diesel%'
         union all select indexdef from pg_indexes where schemaname = 'public' and tablename not like '\\_\\_diesel%'
         union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
         union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
         union all select typname::text from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
         union all select sequencename::text from pg_sequences where schemaname = 'public'
         order by line",
    )
    .load(&mut **conn)
    .await
    .unwrap()
}
