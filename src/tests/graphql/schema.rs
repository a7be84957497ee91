//! The schema that integrators build on.

#[test]
fn the_committed_schema_is_what_the_program_prints() {
    let committed = include_str!("../../../schema.graphql");
    assert!(
        committed == rustmail::graphql::sdl(),
        "schema.graphql is out of date: run `cargo run -- schema > schema.graphql`"
    );
}
