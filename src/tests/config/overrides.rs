//! Environment variables win over the file.

use std::path::Path;

use rustmail::config::bot::Mode;
use rustmail::config::{Config, Loaded};
use rustmail::ids::{ServerId, UserId};
use secrecy::ExposeSecret as _;

use super::{LEAST, complaint_with, environment, warnings};

fn loaded_with(text: &str, variables: &[(&str, &str)]) -> Loaded {
    let loaded = Config::parse(Path::new("config.toml"), text, &environment(variables));
    loaded.unwrap_or_else(|invalid| panic!("{invalid}"))
}

#[test]
fn every_key_has_a_variable() {
    let variables = [
        ("RUSTMAIL_BOT_TOKEN", "other"),
        ("RUSTMAIL_BOT_MODE_GUILD_ID", "44"),
        ("RUSTMAIL_BOT_STAFF_USERS", "5, 6"),
        ("RUSTMAIL_THREAD_BLOCK_QUOTE", "yes"),
        ("RUSTMAIL_PORT", "4001"),
        ("RUSTMAIL_BIND_ADDRESS", "127.0.0.1"),
        ("RUSTMAIL_DATABASE_URL", "postgres://mia:hunter2@db/desk"),
    ];
    let Loaded { config, warnings } = loaded_with(LEAST, &variables);
    assert_eq!(config.bot.token.expose_secret(), "other");
    assert_eq!(
        config.bot.mode,
        Mode::Single {
            server: ServerId(44)
        }
    );
    assert_eq!(config.bot.staff_users, [UserId(5), UserId(6)]);
    assert!(config.thread.block_quote);
    assert_eq!(config.server.socket_address().to_string(), "127.0.0.1:4001");
    assert!(config.database.url.is_some());
    assert_eq!(warnings, []);
}

#[test]
fn no_file_is_needed_when_the_environment_says_enough() {
    let variables = [
        ("RUSTMAIL_BOT_TOKEN", "hush"),
        ("RUSTMAIL_BOT_MODE_TYPE", "single"),
        ("RUSTMAIL_BOT_MODE_GUILD_ID", "1"),
        ("RUSTMAIL_THREAD_INBOX_CATEGORY_ID", "2"),
    ];
    let missing = Path::new("/nowhere/config.toml");
    assert!(Config::load(missing, &environment(&variables)).is_ok());
    let elsewhere = [("RUSTMAIL_DATABASE_URL", "postgres://localhost/desk")];
    let refused = Config::load(missing, &environment(&elsewhere)).unwrap_err();
    assert!(
        refused.to_string().contains("there is no such file"),
        "{refused}"
    );
    insta::assert_snapshot!(Config::load(missing, &environment(&[])).unwrap_err(), @r"
    The configuration has a problem; nothing was started.

      /nowhere/config.toml: there is no such file. Start `rustmail` to make it in a browser, copy config.example.toml to /nowhere/config.toml and fill it in, or name another file with --config or RUSTMAIL_CONFIG_PATH.
    ");
}

#[test]
fn a_variable_wins_over_both_names_of_the_port() {
    let text = LEAST.replace("[bot.mode]", "panel_port = 4000\n[bot.mode]");
    assert_eq!(
        loaded_with(&text, &[("RUSTMAIL_PORT", "5000")])
            .config
            .server
            .port,
        5000
    );
    assert_eq!(
        loaded_with(&text, &[("RUSTMAIL_BOT_PANEL_PORT", "5000")])
            .config
            .server
            .port,
        5000
    );
}

#[test]
fn problems_name_the_variable() {
    let variables = [
        ("RUSTMAIL_SERVER_PORT", "many"),
        ("RUSTMAIL_BOT_ENABLE_PANEL", "maybe"),
    ];
    insta::assert_snapshot!(complaint_with(LEAST, &variables), @r"
    The configuration has 2 problems; nothing was started.

      environment variable RUSTMAIL_BOT_ENABLE_PANEL: bot.enable_panel must be true or false.
      environment variable RUSTMAIL_SERVER_PORT: server.port must be a whole number from 0 to 65535.
    ");
}

#[test]
fn what_containers_and_older_installations_set_is_no_reason_to_refuse() {
    let variables = [
        ("RUSTMAIL_PORT", "tcp://10.0.0.7:3002"),
        ("RUSTMAIL_DATABASE_URL", "sqlite:./db/db.sqlite"),
        ("RUSTMAIL_BOT_TOKN", "hush"),
    ];
    let loaded = loaded_with(LEAST, &variables);
    assert_eq!(loaded.config.server.port, 3002);
    assert!(loaded.config.database.url.is_none());
    insta::assert_snapshot!(warnings(&loaded).join("\n"), @r"
    environment variable RUSTMAIL_DATABASE_URL: database.url names an SQLite file, which is not read. The private Postgres under database.data_dir is used.
    environment variable RUSTMAIL_BOT_TOKN: is not the name of any setting and was ignored. Did you mean RUSTMAIL_BOT_TOKEN?
    ");
}
