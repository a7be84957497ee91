//! A desk to measure: seeded once, and kept below the target folder until the migrations change.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use rustmail::app::App;
use rustmail::clock::Clock;
use rustmail::config::{Config, Environment};
use rustmail::ids::{RoleId, UserId};
use rustmail::models::session::{Arrival, Session};
use rustmail::models::user::User;
use rustmail::seeding::{self, Measure};
use rustmail::session_cookie;
use secrecy::ExposeSecret as _;

/// Who may do everything.
pub const OWNER: UserId = UserId(1_000_001);
/// Who works tickets, and does not see those of a category with staff of its own.
pub const AGENT: UserId = UserId(1_000_002);
/// The role whose holders work tickets.
pub const AGENTS: RoleId = RoleId(2_000_001);

/// A server with this many tickets in its database. Nobody listens to Discord.
pub async fn open(tickets: i64, messages: i64) -> Result<Arc<App>> {
    let folder = folder(tickets, messages)?;
    let app = App::build(config(&folder)?, Clock::system()).await?;
    fill(&app, Measure { tickets, messages }).await?;
    Ok(app)
}

/// The cookie of somebody who has just signed in, and who works tickets.
pub async fn sign_in(app: &App, id: UserId) -> Result<String> {
    let conn = &mut app.db().await?;
    let user = User::find(conn, id).await?;
    let arrival = Arrival {
        user: user.context("the desk has no people")?,
        roles: Some(vec![AGENTS]),
        asked_at: app.clock.now(),
        user_agent: "a bench".to_owned(),
        address: None,
        lifetime: app.config.server.session_lifetime(),
    };
    let token = Session::start(conn, app.clock.now(), arrival, None).await?;
    let name = session_cookie::name(&app.config);
    Ok(format!("{name}={}", token.expose_secret()))
}

fn folder(tickets: i64, messages: i64) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = DefaultHasher::new();
    let mut migrations: Vec<_> =
        std::fs::read_dir(root.join("migrations"))?.collect::<Result<_, _>>()?;
    migrations.sort_by_key(std::fs::DirEntry::file_name);
    for migration in migrations {
        std::fs::read(migration.path().join("up.sql"))?.hash(&mut hasher);
    }
    let name = format!("{tickets}-{messages}-{:016x}", hasher.finish());
    let folder = root.join("target/bench-databases").join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn config(folder: &Path) -> Result<Config> {
    let data = folder.join("data");
    let text = format!(
        r#"
        [bot]
        token = "none"
        enable_panel = true
        client_id = 1
        client_secret = "none"
        redirect_url = "http://localhost:3002/api/auth/callback"
        panel_super_admin_users = [{OWNER}]
        staff_roles = [{AGENTS}]
        [bot.mode]
        type = "single"
        guild_id = 1
        [thread]
        inbox_category_id = 1
        [database]
        data_dir = {data:?}
        [attachments]
        directory = {files:?}
        "#,
        files = folder.join("files"),
    );
    let nothing = Environment::from_variables([]);
    Ok(Config::parse(Path::new("config.toml"), &text, &nothing)?.config)
}

/// Fills the desk, unless an earlier run has done it.
async fn fill(app: &App, measure: Measure) -> Result<()> {
    let mut conn = app.db().await?;
    if !seeding::is_empty(&mut conn).await? {
        return Ok(());
    }
    let here = (app.clock.now(), app.config.bot.timezone);
    let mut unheard = Ok(());
    let mut tell = |line: String| unheard = writeln!(std::io::stderr(), "{line}");
    seeding::seed(&mut conn, measure, here, &mut tell).await?;
    Ok(unheard?)
}
