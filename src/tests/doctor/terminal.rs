//! `rustmail doctor`, as somebody meets it in a terminal.

use std::path::Path;
use std::process::{Command, Output};

use rustmail::database::cluster::Cluster;

use super::Clinic;
use crate::support::database::{copied, hasty};
use crate::support::server::Desk;

fn doctor(config: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rustmail"))
        .arg("--config")
        .arg(config)
        .arg("doctor")
        .output()
        .unwrap()
}

/// The same without keeping the server of this test from answering.
async fn doctor_beside(config: &Path) -> Output {
    let config = config.to_owned();
    tokio::task::spawn_blocking(move || doctor(&config))
        .await
        .unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_is_good_and_ends_with_code_0() {
    let clinic = Clinic::open().await;
    let config = clinic.test.config_path();
    let examined = doctor_beside(&config).await;
    let (answer, progress) = (said(&examined.stdout), said(&examined.stderr));
    assert_eq!(examined.status.code(), Some(0), "{answer}{progress}");
    for line in [
        "\n  ✓ Discord knows the bot’s token. It is that of Rustmail.\n",
        "\n  ✓ The Server Members Intent is on.\n",
        "\nServers and permissions\n  ✓ The bot is in the server Community.\n",
        "\n  ✓ The Discord category Inbox takes tickets. It has 0 channels of 50.\n",
        "\n  ✓ The database takes what is written.\n",
        "\n  ✓ The bot runs and is connected, in the process ",
        "\nEverything is as it should be.\n",
    ] {
        assert!(answer.contains(line), "{line:?} is not in: {answer}");
    }
    assert!(!answer.contains('✗') && !answer.contains('?'), "{answer}");
    assert_eq!(
        progress,
        "Asking Discord, the database and this machine …\nLooking through the servers on Discord …\n"
    );
    let bot = &clinic.test.cast.bot;
    assert!(!answer.contains(&bot.token) && !answer.contains(&bot.client_secret));
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_with_code_1_when_something_has_to_be_mended() {
    let clinic = Clinic::open().await;
    let config = clinic.test.config_path();
    clinic.limit_bot(0);
    let examined = doctor_beside(&config).await;
    let answer = said(&examined.stdout);
    assert_eq!(examined.status.code(), Some(1), "{answer}");
    let line = "\n  ✗ In Staff the bot lacks: Manage Channels, Manage Messages. Give them";
    assert!(answer.contains(line), "{answer}");
    assert!(said(&examined.stderr).ends_with("\nOne thing has to be mended.\n"));
    clinic.close().await;
}

/// A configuration whose Discord is nowhere.
fn alone(desk: &Desk, data: &Path) {
    let data = data.display();
    desk.configure(&format!(
        "[discord]\napi_url = \"http://127.0.0.1:9\"\n[database]\ndata_dir = \"{data}\"\n"
    ));
}

#[test]
fn it_looks_at_a_private_database_whoever_runs_it() {
    let desk = Desk::new();
    alone(&desk, &desk.data_dir());
    let examined = doctor(&desk.config());
    let answer = said(&examined.stdout);
    assert!(
        answer.contains("✗ Discord cannot be reached at http://127.0.0.1:9: "),
        "{answer}"
    );
    assert!(
        answer.contains("✓ The first start will make a private Postgres in "),
        "{answer}"
    );
    assert_eq!(examined.status.code(), Some(1));
    assert!(!desk.data_dir().exists(), "something was made");

    let data = copied();
    alone(&desk, &data.path);
    let good = "✓ The database takes what is written.";
    let stopped = said(&doctor(&desk.config()).stdout);
    assert!(stopped.contains(good), "{stopped}");
    assert!(
        stopped.contains("! No server runs the bot. Start one with: rustmail"),
        "{stopped}"
    );

    let cluster = Cluster::start(&data.path, hasty()).unwrap();
    let running = said(&doctor(&desk.config()).stdout);
    assert!(running.contains(good), "{running}");
    assert!(running.contains("✓ The private Postgres "), "{running}");
    drop(cluster);
}
