//! How long the panel's pages take in the server, on a small desk and on a large one: `script/bench`.
//!
//! A page's time depends on the machine, so beside it stands what the same machine needs in the same run for the least that a page can
//! be: a handler that does nothing, and a query that reads nothing.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use diesel_async::SimpleAsyncConnection as _;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rustmail::app::App;
use rustmail::clock::Clock;
use rustmail::config::{Config, Environment};
use rustmail::ids::UserId;
use rustmail::models::session::{Arrival, Session};
use rustmail::models::user::User;
use rustmail::seeding::{self, Measure};
use rustmail::{graphql, session_cookie, web};
use secrecy::ExposeSecret as _;
use tower::ServiceExt as _;

/// The tickets of the small desk.
const SMALL: i64 = 1_000;
/// The tickets of the large desk, unless `RUSTMAIL_BENCH_TICKETS` says otherwise.
const LARGE: i64 = 1_000_000;
/// The messages of a ticket.
const MESSAGES: i64 = 10;
/// How often a page is asked for before it counts, and how often it counts.
const WARMING: usize = 30;
const ROUNDS: usize = 500;
/// A page that is larger than this is none.
const LARGEST_PAGE: usize = 4 * 1024 * 1024;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let wished = std::env::var("RUSTMAIL_BENCH_TICKETS").ok();
        let large = wished.map_or(Ok(LARGE), |wished| wished.parse())?;
        let small = measure(SMALL).await?;
        let large_figures = measure(large).await?;
        print(&small, (large, &large_figures))
    })
}

/// What a page took.
struct Figure {
    name: &'static str,
    median: Duration,
    p99: Duration,
}

async fn measure(tickets: i64) -> Result<Vec<Figure>> {
    let folder = folder(tickets)?;
    let app = App::build(config(&folder)?, Clock::system()).await?;
    fill(&app, tickets).await?;
    let cookie = sign_in(&app).await?;
    let router = web::router(Arc::clone(&app), graphql::routes(Arc::clone(&app)))?;
    let mut dice = StdRng::seed_from_u64(7);
    let mut figures = vec![
        time("a handler that does nothing", &bare(), &cookie, || {
            "/".to_owned()
        })
        .await?,
        nothing_read(&app).await?,
    ];
    let fixed = [
        ("dashboard", "/"),
        ("dashboard, 90 days", "/?period=90"),
        ("open tickets", "/tickets"),
        ("closed tickets", "/tickets?state=closed"),
        ("search, a rare word", "/search?q=4711"),
        ("search, a word of many tickets", "/search?q=refund"),
    ];
    for (name, path) in fixed {
        figures.push(time(name, &router, &cookie, || path.to_owned()).await?);
    }
    let any_ticket = || format!("/tickets/{}", dice.random_range(1..=tickets));
    figures.push(time("a ticket", &router, &cookie, any_ticket).await?);
    app.database.shutdown().await?;
    Ok(figures)
}

/// Where the desk of this size is kept between runs. Another set of migrations makes another desk.
fn folder(tickets: i64) -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = DefaultHasher::new();
    let mut migrations: Vec<_> =
        std::fs::read_dir(root.join("migrations"))?.collect::<Result<_, _>>()?;
    migrations.sort_by_key(std::fs::DirEntry::file_name);
    for migration in migrations {
        std::fs::read(migration.path().join("up.sql"))?.hash(&mut hasher);
    }
    let name = format!("{tickets}-tickets-{:08x}", hasher.finish() as u32);
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
        panel_super_admin_users = [1000001]
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
async fn fill(app: &App, tickets: i64) -> Result<()> {
    let mut conn = app.db().await?;
    if !seeding::is_empty(&mut conn).await? {
        return Ok(());
    }
    let measure = Measure {
        tickets,
        messages: MESSAGES,
    };
    let here = (app.clock.now(), app.config.bot.timezone);
    let mut unheard = Ok(());
    let mut tell = |line: String| unheard = writeln!(std::io::stderr(), "{line}");
    seeding::seed(&mut conn, measure, here, &mut tell).await?;
    Ok(unheard?)
}

/// The cookie of a super administrator who has just signed in.
async fn sign_in(app: &App) -> Result<String> {
    let conn = &mut app.db().await?;
    let user = User::find(conn, UserId(1_000_001)).await?;
    let arrival = Arrival {
        user: user.context("the desk has no people")?,
        roles: Some(Vec::new()),
        user_agent: "a bench".to_owned(),
    };
    let token = Session::start(conn, app.clock.now(), arrival, None).await?;
    let name = session_cookie::name(&app.config);
    Ok(format!("{name}={}", token.expose_secret()))
}

fn bare() -> Router {
    Router::new().route("/", get(|| async { "nothing" }))
}

async fn time(
    name: &'static str,
    router: &Router,
    cookie: &str,
    mut path: impl FnMut() -> String,
) -> Result<Figure> {
    let mut taken = Vec::with_capacity(ROUNDS);
    for round in 0..WARMING + ROUNDS {
        let path = path();
        let request = Request::get(&path)
            .header(header::COOKIE, cookie)
            .header(header::HOST, "localhost:3002")
            .body(Body::empty())?;
        let begun = Instant::now();
        let answer = router.clone().oneshot(request).await?;
        let status = answer.status();
        to_bytes(answer.into_body(), LARGEST_PAGE).await?;
        ensure!(status == StatusCode::OK, "{path} answered {status}");
        if round >= WARMING {
            taken.push(begun.elapsed());
        }
    }
    Ok(Figure::of(name, taken))
}

/// What it costs to ask the database anything at all.
async fn nothing_read(app: &App) -> Result<Figure> {
    let mut taken = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        app.db().await?.batch_execute("SELECT 1").await?;
        taken.push(begun.elapsed());
    }
    Ok(Figure::of("a query that reads nothing", taken))
}

impl Figure {
    fn of(name: &'static str, mut taken: Vec<Duration>) -> Self {
        taken.sort_unstable();
        let at = |share: usize| taken.get((taken.len() * share / 100).min(taken.len() - 1));
        let at = |share: usize| at(share).copied().unwrap_or_default();
        let (median, p99) = (at(50), at(99));
        Self { name, median, p99 }
    }
}

fn print(small: &[Figure], (tickets, large): (i64, &[Figure])) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| Milliseconds in the server | {SMALL} tickets, median | p99 | {tickets} tickets, median | p99 | ratio of medians |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|")?;
    let ms = |taken: Duration| taken.as_secs_f64() * 1000.0;
    for (small, large) in small.iter().zip(large) {
        writeln!(
            out,
            "| {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
            small.name,
            ms(small.median),
            ms(small.p99),
            ms(large.median),
            ms(large.p99),
            ms(large.median) / ms(small.median),
        )?;
    }
    Ok(())
}
