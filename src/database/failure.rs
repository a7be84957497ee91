//! Says in a sentence why the database cannot be used, and what to do about it. Never with the password.

use std::error::Error as _;

use tokio_postgres::Config;
use tokio_postgres::config::Host;
use tokio_postgres::error::SqlState;

/// Explains why no connection could be opened.
pub(super) fn explain(config: &Config, error: &tokio_postgres::Error) -> String {
    let place = place_of(config);
    let Some(refusal) = error.as_db_error() else {
        let cause = error.source().map_or_else(|| error.to_string(), root_cause);
        return format!(
            "Postgres at {place} cannot be reached ({cause}). Check that it runs and that database.url names the right \
             host, port and sslmode."
        );
    };
    let user = config.get_user().unwrap_or("(none)");
    let database = config.get_dbname().unwrap_or(user);
    match refusal.code() {
        code if is_refused_sign_in(code) => format!(
            "Postgres at {place} refuses the user {user}: {}. Check the user and the password in database.url.",
            refusal.message()
        ),
        code if *code == SqlState::INVALID_CATALOG_NAME => format!(
            "Postgres at {place} has no database {database}. Create it with: createdb -O {user} {database}"
        ),
        code if *code == SqlState::INSUFFICIENT_PRIVILEGE => format!(
            "The user {user} may not use the database {database} at {place}. Allow it with: \
             GRANT ALL ON DATABASE {database} TO {user}"
        ),
        code if *code == SqlState::TOO_MANY_CONNECTIONS => format!(
            "Postgres at {place} has no connection left. Raise its max_connections or lower database.max_connections."
        ),
        _ => format!(
            "Postgres at {place} refuses the connection: {}.",
            refusal.message()
        ),
    }
}

fn is_refused_sign_in(code: &SqlState) -> bool {
    *code == SqlState::INVALID_PASSWORD || *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION
}

fn place_of(config: &Config) -> String {
    let port = config.get_ports().first().copied().unwrap_or(5432);
    match config.get_hosts().first() {
        Some(Host::Tcp(host)) => format!("{host}:{port}"),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "(no host)".to_owned(),
    }
}

fn root_cause(error: &(dyn std::error::Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
