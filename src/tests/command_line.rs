//! The program as somebody meets it who has just installed it.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use secrecy::ExposeSecret as _;
use tempfile::TempDir;

use crate::support::database::TestDatabase;
use crate::support::server::Desk;

fn rustmail(desk: &Desk, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rustmail"))
        .args(arguments)
        .current_dir(desk.folder())
        .output()
        .unwrap()
}

/// What was said, with the folder of the test left out.
fn said(desk: &Desk, text: &[u8]) -> String {
    let folder = desk.folder().canonicalize().unwrap();
    String::from_utf8_lossy(text).replace(folder.to_str().unwrap(), "FOLDER")
}

#[test]
fn check_says_what_would_be_started_and_starts_nothing() {
    let desk = Desk::new();
    desk.configure(
        "[server]\nport = 4000\nbind_address = \"127.0.0.1\"\n[attachments]\nstore = \"s3\"\nbucket = \"files\"\n\
         access_key_id = \"id\"\nsecret_access_key = \"hush\"\n",
    );
    let checked = rustmail(&desk, &["check"]);
    assert!(checked.status.success(), "{}", said(&desk, &checked.stderr));
    let answer = said(&desk, &checked.stdout);
    let programs = answer
        .split("Postgres from ")
        .nth(1)
        .unwrap()
        .split(" would")
        .next()
        .unwrap();
    insta::assert_snapshot!(answer.replace(programs, "PROGRAMS"), @r"
    config.toml is valid.
    The bot would run with members and staff in the server 1, on https://discord.com.
    The panel and the API would not run (bot.enable_panel).
    Attachments would be kept in the bucket files.
    A private Postgres from PROGRAMS would keep the data in FOLDER/data.
    ");
    assert!(!desk.data_dir().exists(), "something was started");
}

#[tokio::test]
async fn check_knocks_at_a_configured_database() {
    let test = TestDatabase::new().await;
    let desk = Desk::new();
    desk.configure(&format!(
        "[database]\nurl = \"{}\"\n",
        test.url().expose_secret()
    ));
    let checked = rustmail(&desk, &["check"]);
    assert!(checked.status.success(), "{}", said(&desk, &checked.stderr));
    assert!(
        said(&desk, &checked.stdout)
            .contains("The Postgres of database.url would keep the data; it answers.")
    );

    desk.configure("[database]\nurl = \"postgres://mia:hunter2@127.0.0.1:1/desk\"\n");
    let checked = rustmail(&desk, &["check"]);
    assert_eq!(checked.status.code(), Some(1));
    let complaint = said(&desk, &checked.stderr);
    assert!(
        complaint.contains("Postgres at 127.0.0.1:1 cannot be reached"),
        "{complaint}"
    );
    assert!(!complaint.contains("hunter2"), "{complaint}");
}

#[test]
fn an_invalid_configuration_ends_with_code_2_and_starts_nothing() {
    let desk = Desk::new();
    desk.configure("[server]\nprot = 4000\n");
    for arguments in [&["check"][..], &["doctor"], &["serve"], &[]] {
        let refused = rustmail(&desk, arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert_eq!(
            said(&desk, &refused.stderr),
            "The configuration has a problem; nothing was started.\n\n  \
             config.toml:9: server.prot is not a known key. Did you mean server.port?\n"
        );
        assert!(refused.stdout.is_empty());
        assert!(!desk.data_dir().exists());
    }
}

#[test]
fn a_missing_file_is_told_with_the_remedy() {
    let desk = Desk::new();
    let refused = rustmail(&desk, &["--config", "elsewhere.toml", "verify"]);
    assert_eq!(refused.status.code(), Some(2));
    let complaint = said(&desk, &refused.stderr);
    assert!(
        complaint.contains("elsewhere.toml: there is no such file. Start `rustmail` to make it"),
        "{complaint}"
    );
}

#[test]
fn check_says_that_a_missing_file_would_be_made_in_the_setup() {
    let desk = Desk::new();
    let checked = rustmail(&desk, &["--config", "elsewhere.toml", "check"]);
    assert!(checked.status.success(), "{}", said(&desk, &checked.stderr));
    assert_eq!(
        said(&desk, &checked.stdout),
        "There is no configuration at elsewhere.toml. `rustmail` would start the setup, which makes one in a browser, on \
         0.0.0.0:3002.\n"
    );
}

/// `rustmail` in an empty folder, with more of an environment.
fn fresh(folder: &TempDir, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rustmail"));
    command
        .current_dir(folder.path())
        .env("RUSTMAIL_SERVER_BIND_ADDRESS", "127.0.0.1")
        .env("RUSTMAIL_SERVER_PORT", "0")
        .env("RUSTMAIL_DISCORD_API_URL", "http://127.0.0.1:9")
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn without_a_configuration_the_address_of_the_setup_is_told_and_ctrl_c_ends_it() {
    let folder = TempDir::new().unwrap();
    let mut server = fresh(&folder, &[]).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert_eq!(
        first,
        "There is no configuration at config.toml yet. Open this address in a browser to set Rustmail up:"
    );
    let address = lines.nth(1).unwrap().unwrap();
    let key = address.trim().split_once("/setup/").unwrap().1.to_owned();
    assert!(address.trim().starts_with("http://localhost:"), "{address}");
    assert!(key.len() >= 43, "256 bits: {address}");
    let id = Pid::from_raw(i32::try_from(server.id()).unwrap());
    kill(id, Signal::SIGINT).unwrap();
    let ended = server.wait_with_output().unwrap();
    let log = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{log}");
    assert!(!log.contains(&key), "{log}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_variable_that_will_not_do_is_told_before_the_setup() {
    let folder = TempDir::new().unwrap();
    let wrong = [("RUSTMAIL_SERVER_PORT", "many")];
    let refused = fresh(&folder, &wrong).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let complaint = String::from_utf8_lossy(&refused.stderr);
    assert!(complaint.contains("RUSTMAIL_SERVER_PORT"), "{complaint}");

    let named = [("RUSTMAIL_BOT_TOKEN", "hush")];
    let refused = fresh(&folder, &named).output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "that is no empty desk");
    let complaint = String::from_utf8_lossy(&refused.stderr);
    assert!(complaint.contains("bot.mode"), "{complaint}");
}

#[test]
fn the_version_is_told() {
    let desk = Desk::new();
    for flag in ["-v", "--version"] {
        let answer = rustmail(&desk, &[flag]);
        assert_eq!(
            said(&desk, &answer.stdout),
            format!("rustmail {}\n", env!("CARGO_PKG_VERSION"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_what_is_wrong_and_puts_it_right() {
    let test = TestDatabase::new().await;
    let desk = Desk::new();
    desk.configure(&format!(
        "[database]\nurl = \"{}\"\n",
        test.url().expose_secret()
    ));
    let verified = rustmail(&desk, &["verify"]);
    assert_eq!(
        said(&desk, &verified.stdout),
        "Everything is as it should be.\n"
    );
    assert!(
        verified.status.success(),
        "{}",
        said(&desk, &verified.stderr)
    );

    let wrong = "INSERT INTO statistics_days VALUES (0, '2026-02-03', 5, 0, 0, 0, 0)";
    diesel_async::SimpleAsyncConnection::batch_execute(&mut *test.conn().await, wrong)
        .await
        .unwrap();
    let verified = rustmail(&desk, &["verify"]);
    assert_eq!(verified.status.code(), Some(1));
    assert_eq!(
        said(&desk, &verified.stdout),
        "Of 2026-02-03, tickets created of all tickets should be 0, but the statistics say 5.\n"
    );
    assert_eq!(
        said(&desk, &verified.stderr),
        "One thing is wrong. Put it right with: rustmail verify --repair\n"
    );
    let repaired = rustmail(&desk, &["verify", "--repair"]);
    assert!(
        repaired.status.success(),
        "{}",
        said(&desk, &repaired.stderr)
    );
    assert!(said(&desk, &repaired.stdout).ends_with("What could be put right was.\n"));
    assert!(rustmail(&desk, &["verify"]).status.success());
}
