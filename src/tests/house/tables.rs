//! `src/schema.rs` says what the migrated database says.

use std::collections::{BTreeMap, BTreeSet};

use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::RunQueryDsl as _;

use super::source;
use crate::support::database::TestDatabase;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    generated: bool,
}

#[tokio::test]
async fn the_schema_file_is_the_schema_of_the_database() {
    let test = TestDatabase::new().await;
    let columns: Vec<Column> = diesel::sql_query(
        "select table_name::text as table, column_name::text as name, udt_name::text as kind,
                is_nullable = 'YES' as nullable, is_generated = 'ALWAYS' as generated
           from information_schema.columns
          where table_schema = 'public' and table_name not like '\\_\\_diesel%'",
    )
    .load(&mut *test.conn().await)
    .await
    .unwrap();
    let in_file = columns_in_file();
    let mut expected = BTreeMap::new();
    for column in columns {
        let key = format!("{}.{}", column.table, column.name);
        // Diesel need not know what only searches read.
        if column.generated && !in_file.contains_key(&key) {
            continue;
        }
        let kind = diesel_type(&column.kind);
        let kind = if column.nullable {
            format!("Nullable<{kind}>")
        } else {
            kind
        };
        expected.insert(key, kind);
    }
    let lines = |columns: &BTreeMap<String, String>| -> BTreeSet<String> {
        columns
            .iter()
            .map(|(name, kind)| format!("{name} -> {kind}"))
            .collect()
    };
    let (in_file, expected) = (lines(&in_file), lines(&expected));
    let wrong: Vec<&String> = in_file.difference(&expected).collect();
    let missing: Vec<&String> = expected.difference(&in_file).collect();
    assert!(
        wrong.is_empty() && missing.is_empty(),
        "wrong in schema.rs: {wrong:#?}, missing: {missing:#?}"
    );
}

/// Every `table.column` of the file with its type.
fn columns_in_file() -> BTreeMap<String, String> {
    let source = source::all()
        .into_iter()
        .find(|source| source.path == "src/schema.rs")
        .unwrap();
    let mut table = String::new();
    let mut columns = BTreeMap::new();
    let is_joining = |line: &&str| line.contains("joinable!");
    for line in source
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !is_joining(line))
    {
        if let Some((name, kind)) = line.trim_end_matches(',').split_once(" -> ") {
            columns.insert(
                format!("{table}.{}", name.trim_start_matches("r#")),
                kind.to_owned(),
            );
        } else if line.ends_with(") {") {
            table = line.split(' ').next().unwrap().to_owned();
        }
    }
    columns
}

fn diesel_type(kind: &str) -> String {
    if let Some(element) = kind.strip_prefix('_') {
        return format!("Array<{}>", diesel_type(element));
    }
    let name = match kind {
        "int2" => "SmallInt",
        "int4" => "Integer",
        "int8" => "BigInt",
        "float8" => "Double",
        "bool" => "Bool",
        "text" => "Text",
        "varchar" => "Varchar",
        "bytea" => "Binary",
        "jsonb" => "Jsonb",
        "uuid" => "Uuid",
        "date" => "Date",
        "timestamptz" => "Timestamptz",
        other => panic!("{other} has no known type of diesel"),
    };
    name.to_owned()
}
