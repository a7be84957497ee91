//! The log, on standard error.
//!
//! `RUSTMAIL_LOG` chooses what is told (`debug`, `rustmail=debug,warn`, …), `RUSTMAIL_LOG_FORMAT=json` how.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Our own doings, and only what is wrong of the libraries': at `debug` some of them tell texts of messages.
const DEFAULT: &str = "warn,rustmail=info";

/// Starts the log of this process. A second call changes nothing.
pub fn start() {
    let wanted = std::env::var("RUSTMAIL_LOG").unwrap_or_default();
    let filter = match wanted.trim() {
        "" => EnvFilter::new(DEFAULT),
        wanted => EnvFilter::builder().parse_lossy(wanted),
    };
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = if std::env::var("RUSTMAIL_LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().try_init()
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).try_init()
    };
    if let Err(error) = started {
        tracing::debug!(error, "the log was started before");
    }
}
