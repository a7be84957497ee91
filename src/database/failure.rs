//! Why the database cannot be used, and what to do about it. Never with the password.

use std::error::Error as _;

use tokio_postgres::Config;
use tokio_postgres::config::Host;
use tokio_postgres::error::SqlState;

/// A database that no connection can be opened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Where it is.
    pub place: String,
    /// As whom we come.
    pub user: String,
    /// What it is called.
    pub database: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nobody answers there, for this reason.
    Unreached(String),
    /// The user or the password is wrong; in Postgres' own words.
    SignIn(String),
    /// There is no such database.
    Missing,
    /// The user may not use it.
    Forbidden,
    /// It has no connection left.
    Full,
    /// It keeps text in this encoding, which has not every letter that people write.
    Encoding(String),
    /// The user may not make the tables in it.
    NoTables,
    /// Something else, in Postgres' own words.
    Refused(String),
}

impl Unusable {
    /// What a failure to connect means.
    pub(super) fn of(config: &Config, error: &tokio_postgres::Error) -> Self {
        let why = match error.as_db_error() {
            None => Why::Unreached(error.source().map_or_else(|| error.to_string(), root_cause)),
            Some(refusal) => match refusal.code() {
                code if is_refused_sign_in(code) => Why::SignIn(refusal.message().to_owned()),
                code if *code == SqlState::INVALID_CATALOG_NAME => Why::Missing,
                code if *code == SqlState::INSUFFICIENT_PRIVILEGE => Why::Forbidden,
                code if *code == SqlState::TOO_MANY_CONNECTIONS => Why::Full,
                _ => Why::Refused(refusal.message().to_owned()),
            },
        };
        Self::because(config, why)
    }

    /// The database of this address cannot be used for this reason.
    pub(super) fn because(config: &Config, why: Why) -> Self {
        let user = config.get_user().unwrap_or("(none)");
        Self {
            place: place_of(config),
            user: user.to_owned(),
            database: config.get_dbname().unwrap_or(user).to_owned(),
            why,
        }
    }
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            place,
            user,
            database,
            why,
        } = self;
        match why {
            Why::Unreached(cause) => write!(
                formatter,
                "Postgres at {place} cannot be reached ({cause}). Check that it runs and that database.url names the right \
                 host, port and sslmode."
            ),
            Why::SignIn(message) => write!(
                formatter,
                "Postgres at {place} refuses the user {user}: {message}. Check the user and the password in database.url."
            ),
            Why::Missing => write!(
                formatter,
                "Postgres at {place} has no database {database}. Create it with: createdb -O {user} {database}"
            ),
            Why::Forbidden => write!(
                formatter,
                "The user {user} may not use the database {database} at {place}. Allow it with: \
                 GRANT ALL ON DATABASE {database} TO {user}"
            ),
            Why::Full => write!(
                formatter,
                "Postgres at {place} has no connection left. Raise its max_connections or lower database.max_connections."
            ),
            Why::Encoding(encoding) => write!(
                formatter,
                "The database {database} at {place} keeps text as {encoding}, which has not every letter that people write. Make \
                 another one with: createdb -E UTF8 -T template0 -O {user} {database}_utf8, and name it in database.url."
            ),
            Why::NoTables => write!(
                formatter,
                "The user {user} may not create tables in the database {database} at {place}. Allow it with: \
                 GRANT ALL ON SCHEMA public TO {user}, or make it the owner of the database."
            ),
            Why::Refused(message) => write!(
                formatter,
                "Postgres at {place} refuses the connection: {message}."
            ),
        }
    }
}

impl std::error::Error for Unusable {}

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
