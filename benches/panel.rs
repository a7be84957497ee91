//! How long the panel's pages take in the server, on a small desk and on a large one: `script/bench`.
//!
//! A page's time depends on the machine, so beside it stands what the same machine needs in the same run for the least that a page can
//! be: a handler that does nothing, and a query that reads nothing.
//!
//! When everything is printed, it fails if a page took longer than pages may.

mod desk;

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use diesel_async::SimpleAsyncConnection as _;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rustmail::app::App;
use rustmail::{graphql, web};
use tower::ServiceExt as _;

/// The tickets of the small desk.
const SMALL: i64 = 1_000;
/// The tickets of the large desk, unless `RUSTMAIL_BENCH_TICKETS` says otherwise.
const LARGE: i64 = 1_000_000;
/// The messages of a ticket.
const MESSAGES: i64 = 10;
/// What 99 of a hundred pages may not take.
const TOO_LONG: Duration = Duration::from_millis(50);
/// How many times longer than on the small desk the dashboard may take on the large one.
const GROWTH: f64 = 1.5;
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
        print(&small, (large, &large_figures))?;
        check(&small, (large, &large_figures))
    })
}

/// What a page took.
struct Figure {
    name: &'static str,
    median: Duration,
    p99: Duration,
}

async fn measure(tickets: i64) -> Result<Vec<Figure>> {
    let app = desk::open(tickets, MESSAGES).await?;
    let cookie = desk::sign_in(&app, desk::OWNER).await?;
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
    let agent = desk::sign_in(&app, desk::AGENT).await?;
    let seen_in_part = [
        ("dashboard, not every category", "/"),
        ("open tickets, not every category", "/tickets"),
        ("search, not every category", "/search?q=refund"),
    ];
    for (name, path) in seen_in_part {
        figures.push(time(name, &router, &agent, || path.to_owned()).await?);
    }
    let any_ticket = || format!("/tickets/{}", dice.random_range(1..=tickets));
    figures.push(time("a ticket", &router, &cookie, any_ticket).await?);
    app.database.shutdown().await?;
    Ok(figures)
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
    for (small, large) in small.iter().zip(large) {
        writeln!(
            out,
            "| {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
            small.name,
            ms(small.median),
            ms(small.p99),
            ms(large.median),
            ms(large.p99),
            growth(small, large),
        )?;
    }
    Ok(())
}

fn ms(taken: Duration) -> f64 {
    taken.as_secs_f64() * 1000.0
}

/// How many times longer a page takes on the large desk.
fn growth(small: &Figure, large: &Figure) -> f64 {
    ms(large.median) / ms(small.median)
}

/// Fails when a page took longer than it may, and names each one that did.
fn check(small: &[Figure], (tickets, large): (i64, &[Figure])) -> Result<()> {
    let mut missed = Vec::new();
    for (of, figures) in [(SMALL, small), (tickets, large)] {
        let slow = figures.iter().filter(|figure| figure.p99 >= TOO_LONG);
        missed.extend(slow.map(|figure| {
            let p99 = ms(figure.p99);
            format!("{} took {p99:.2} ms (p99) with {of} tickets", figure.name)
        }));
    }
    for (small, large) in small.iter().zip(large) {
        let growth = growth(small, large);
        if small.name.starts_with("dashboard") && growth > GROWTH {
            missed.push(format!("{} took {growth:.2} times as long", small.name));
        }
    }
    ensure!(
        missed.is_empty(),
        "pages may take less than {TOO_LONG:?}, and the dashboard {GROWTH} times as long as on the small desk:\n{}",
        missed.join("\n")
    );
    Ok(())
}
