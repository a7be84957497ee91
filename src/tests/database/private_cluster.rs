//! The private cluster: started by anybody, stopped with the server, recovered after any crash.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use diesel_async::SimpleAsyncConnection as _;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid};
use rustmail::config::database::DatabaseConfig;
use rustmail::database::Database;
use rustmail::database::cluster::Cluster;
use tempfile::TempDir;

use crate::support::database::{copied, hasty};
use crate::support::panics::Watch;
use crate::support::server::{Desk, PATIENCE, ServerProcess, was_killed_by};

fn private(data_dir: &Path) -> DatabaseConfig {
    DatabaseConfig {
        url: None,
        data_dir: data_dir.to_owned(),
        max_connections: 4,
    }
}

async fn run(database: &Database, sql: &str) {
    database
        .get()
        .await
        .unwrap()
        .batch_execute(sql)
        .await
        .unwrap();
}

/// The process of the Postgres in a data folder.
fn postmaster(data_dir: &Path) -> Option<Pid> {
    let note = fs::read_to_string(data_dir.join("postgres/postmaster.pid")).ok()?;
    Some(Pid::from_raw(note.lines().next()?.parse().unwrap()))
}

fn is_alive(pid: Pid) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/stat"));
    status.is_ok_and(|status| !status.contains(") Z "))
}

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "this never happened: {what}");
        // Processes tell only their parents of their end, so everybody else has to look.
        std::thread::park_timeout(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let _watch = Watch::start();
    let folder = TempDir::new().unwrap();
    let config = private(&folder.path().join("data"));
    let database = Database::connect(&config).await.unwrap();
    run(
        &database,
        "create table kept (number int); insert into kept values (7)",
    )
    .await;
    database.shutdown().await.unwrap();
    assert_eq!(postmaster(&config.data_dir), None, "Postgres still runs");

    let database = Database::connect(&config).await.unwrap();
    run(
        &database,
        "insert into kept select 1 / (count(*) filter (where number = 7)) from kept",
    )
    .await;
    database.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_killed_postgres_is_started_again() {
    let _watch = Watch::start();
    let folder = TempDir::new().unwrap();
    let database = Database::connect(&private(folder.path())).await.unwrap();
    run(
        &database,
        "create table kept (number int); insert into kept values (7)",
    )
    .await;
    let before = postmaster(folder.path()).unwrap();
    kill(before, Signal::SIGKILL).unwrap();
    // For a moment the sessions of the killed one live on and would answer as if nothing had happened.
    wait_until("Postgres is started again", || {
        !is_alive(before) && postmaster(folder.path()).is_some_and(|pid| pid != before)
    });
    run(&database, "insert into kept select 1 / count(*) from kept").await;
    database.shutdown().await.unwrap();
}

#[tokio::test]
async fn it_works_where_only_its_owner_may_enter_and_under_a_long_path() {
    let _watch = Watch::start();
    let home = TempDir::new().unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let folder = home
        .path()
        .join("a-folder-with-a-long-name".repeat(4))
        .join("with spaces & signs?");
    let database = Database::connect(&private(&folder)).await.unwrap();
    run(&database, "select 1").await;
    database.shutdown().await.unwrap();
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let folder = copied();
    let first = Cluster::start(&folder.path, hasty()).unwrap();
    let refusal = Cluster::start(&folder.path, hasty())
        .err()
        .unwrap()
        .to_string();
    let path = folder.path.canonicalize().unwrap();
    assert_eq!(
        refusal,
        format!(
            "Another Rustmail runs with the data folder {}. Stop it first, or give this one another database.data_dir.",
            path.display()
        )
    );
    drop(first);
    Cluster::start(&folder.path, hasty()).unwrap();
}

#[test]
fn whoever_holds_the_folder_for_a_moment_is_waited_for() {
    let folder = copied();
    let first = Cluster::start(&folder.path, hasty()).unwrap();
    let leaving = std::thread::spawn(move || {
        std::thread::park_timeout(std::time::Duration::from_millis(300));
        drop(first);
    });
    Cluster::start(&folder.path, hasty()).unwrap();
    leaving.join().unwrap();
}

#[test]
fn what_a_crash_left_behind_is_no_obstacle() {
    let folder = TempDir::new().unwrap();
    let unfinished = folder.path().join("postgres.unfinished");
    fs::create_dir(&unfinished).unwrap();
    fs::write(unfinished.join("PG_VERSION"), "half").unwrap();
    drop(Cluster::start(folder.path(), hasty()).unwrap());

    // A number that belongs to another program by now: this one.
    let note = format!(
        "{}\n/elsewhere\n0\n5432\n.\n\n 1 1\nready   \n",
        std::process::id()
    );
    fs::write(folder.path().join("postgres/postmaster.pid"), note).unwrap();
    drop(Cluster::start(folder.path(), hasty()).unwrap());
}

#[test]
fn a_folder_of_another_version_is_told_apart() {
    let folder = copied();
    fs::write(folder.path.join("postgres/PG_VERSION"), "9\n").unwrap();
    let refusal = Cluster::start(&folder.path, hasty())
        .err()
        .unwrap()
        .to_string();
    assert!(
        refusal.starts_with("The data folder was made by Postgres 9, but only version "),
        "{refusal}"
    );
    assert!(
        refusal.contains("apt-get install postgresql-9"),
        "{refusal}"
    );
}

#[test]
fn a_stopped_server_takes_its_postgres_along() {
    let desk = Desk::new();
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let mut server = ServerProcess::start(&desk.config());
        server.wait_for("ready");
        let postgres = postmaster(&desk.data_dir()).unwrap();
        assert!(server.end(signal).success(), "{}", server.log());
        assert!(!is_alive(postgres), "Postgres outlived the server");
    }
}

#[test]
fn a_killed_server_takes_its_postgres_along_and_the_next_one_starts() {
    let desk = Desk::new();
    let mut server = ServerProcess::start(&desk.config());
    server.wait_for("ready");
    let postgres = postmaster(&desk.data_dir()).unwrap();
    assert!(was_killed_by(server.end(Signal::SIGKILL), Signal::SIGKILL));
    // At once, while the old Postgres may still be stopping.
    let mut server = ServerProcess::start(&desk.config());
    server.wait_for("ready");
    assert!(!is_alive(postgres), "Postgres outlived the server");
    assert!(server.end(Signal::SIGTERM).success());
}

#[test]
fn an_ordinary_user_needs_nothing_but_the_programs() {
    let desk = Desk::new();
    let program = desk.folder().join("rustmail");
    fs::copy(env!("CARGO_BIN_EXE_rustmail"), &program).unwrap();
    let mut command = Command::new(&program);
    command.arg("--config").arg(desk.config());
    if geteuid().is_root() {
        const NOBODY: u32 = 65534;
        for path in [desk.folder(), &desk.config(), &program] {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command.uid(NOBODY).gid(NOBODY).current_dir("/");
    }
    let mut server = ServerProcess::spawn(&mut command);
    server.wait_for("ready");
    assert!(server.end(Signal::SIGTERM).success(), "{}", server.log());
}

#[test]
fn a_missing_postgres_is_one_sentence_with_the_fix() {
    let desk = Desk::new();
    let hide = "mount -t tmpfs none /usr/lib/postgresql && exec \"$0\" check --config \"$1\"";
    let answer = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", hide])
        .arg(env!("CARGO_BIN_EXE_rustmail"))
        .arg(desk.config())
        .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
        .output()
        .unwrap();
    let complaint = String::from_utf8(answer.stderr).unwrap();
    // Where nobody may hide a folder from a program, there is nothing to see.
    if complaint.contains("unshare") || complaint.contains("mount:") {
        return;
    }
    assert_eq!(
        complaint,
        "No Postgres is installed. Install one with: apt-get install postgresql, or set database.url to use one \
         elsewhere.\n"
    );
    assert_eq!(answer.status.code(), Some(1));
}
