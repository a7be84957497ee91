//! How long the server takes for the pages that people open most, on a small desk and on a big one: `script/bench`.
//!
//! Arguments are configuration files of seeded desks, the smallest first. Requests go through the whole router, compression
//! included, in this process; what a browser adds is not in it. Machines are noisy, so a bare route is measured beside the pages.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{ACCEPT_ENCODING, COOKIE};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use rustmail::app::App;
use rustmail::clock::Clock;
use rustmail::config::{Config, Environment};
use rustmail::ids::UserId;
use rustmail::models::session::{Arrival, Session};
use rustmail::models::user::User;
use rustmail::schema::tickets;
use rustmail::{graphql, session_cookie, web};
use secrecy::ExposeSecret as _;
use tower::ServiceExt as _;

/// How often each page is asked for before it is measured, and then.
const WARMING: u64 = 30;
const ROUNDS: u64 = 400;

/// What is measured: a name, and the address of the n-th request to a desk with so many tickets.
type Page = (&'static str, fn(u64, i64) -> String);

const PAGES: [Page; 9] = [
    ("a bare route", |_, _| "/healthz".to_owned()),
    ("dashboard, 7 days", |_, _| "/?period=7".to_owned()),
    ("dashboard, 30 days", |_, _| "/".to_owned()),
    ("dashboard, 90 days", |_, _| "/?period=90".to_owned()),
    ("list of tickets", |_, _| "/tickets".to_owned()),
    ("list, closed ones", |_, _| {
        "/tickets?state=closed".to_owned()
    }),
    ("search, a frequent word", |round, _| {
        format!(
            "/search?q={}",
            ["payment", "password", "update", "account"][round as usize % 4]
        )
    }),
    ("search, two words", |round, _| {
        format!(
            "/search?q={}",
            ["charged+voucher", "headset+error", "picture+parcel"][round as usize % 3]
        )
    }),
    ("a ticket", |round, tickets| {
        // A large prime leads to every corner of the desk.
        let number = 1 + (round as i64 * 7_919_777) % tickets;
        format!("/tickets/{number}")
    }),
];

#[tokio::main]
async fn main() -> Result<()> {
    let paths: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    ensure!(
        !paths.is_empty(),
        "Name the configuration files of seeded desks; script/bench does."
    );
    let mut desks = Vec::new();
    for path in &paths {
        desks.push(
            Desk::open(Path::new(path))
                .await
                .with_context(|| path.clone())?,
        );
    }
    let mut out = std::io::stdout();
    write!(out, "| page |")?;
    for desk in &desks {
        write!(out, " {} tickets: p50 | p99 |", desk.tickets)?;
    }
    writeln!(
        out,
        " p50, last : first |\n|---|{}---:|",
        "---:|---:|".repeat(desks.len())
    )?;
    for page in PAGES {
        let mut medians = Vec::new();
        write!(out, "| {} |", page.0)?;
        for desk in &desks {
            let (median, p99) = desk.measure(page).await.with_context(|| page.0)?;
            write!(out, " {} ms | {} ms |", in_ms(median), in_ms(p99))?;
            medians.push(median);
        }
        let ratio = medians[medians.len() - 1].as_secs_f64() / medians[0].as_secs_f64();
        writeln!(out, " {ratio:.2} |")?;
    }
    for desk in desks {
        desk.app.database.shutdown().await?;
    }
    Ok(())
}

/// A desk with somebody who is signed in and may see everything.
struct Desk {
    app: Arc<App>,
    router: Router,
    cookie: String,
    tickets: i64,
}

impl Desk {
    async fn open(path: &Path) -> Result<Self> {
        let config = Config::load(path, &Environment::of_process())?.config;
        let owner = config.bot.panel_super_admin_users.iter().copied().next();
        let owner = owner.context("bot.panel_super_admin_users names nobody")?;
        let app = App::build(config, Clock::system()).await?;
        let router = web::router(Arc::clone(&app), graphql::routes(Arc::clone(&app)))?;
        let conn = &mut app.db().await?;
        let newest: Option<i64> = tickets::table.select(max(tickets::id)).first(conn).await?;
        let cookie = sign_in(&app, owner).await?;
        Ok(Self {
            app,
            router,
            cookie,
            tickets: newest.context("the desk is empty: fill it with `rustmail seed`")?,
        })
    }

    /// The median, and what 99 of 100 requests stay below.
    async fn measure(&self, (_, address): Page) -> Result<(Duration, Duration)> {
        for round in 0..WARMING {
            self.ask(&address(round, self.tickets)).await?;
        }
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            times.push(self.ask(&address(WARMING + round, self.tickets)).await?);
        }
        times.sort();
        Ok((times[times.len() / 2], times[times.len() * 99 / 100]))
    }

    async fn ask(&self, address: &str) -> Result<Duration> {
        let request = Request::get(address)
            .header(COOKIE, &self.cookie)
            .header(ACCEPT_ENCODING, "gzip");
        let request = request.body(Body::empty())?;
        let router = self.router.clone();
        let started = Instant::now();
        let answer = router.oneshot(request).await?;
        let status = answer.status();
        axum::body::to_bytes(answer.into_body(), usize::MAX).await?;
        let took = started.elapsed();
        ensure!(status.is_success(), "{address} was answered with {status}");
        Ok(took)
    }
}

async fn sign_in(app: &App, id: UserId) -> Result<String> {
    let conn = &mut app.db().await?;
    let user = User {
        id,
        username: "owner".to_owned(),
        display_name: None,
        avatar: None,
        updated_at: app.clock.now(),
    };
    user.remember(conn).await?;
    let arrival = Arrival {
        user,
        roles: Some(Vec::new()),
        user_agent: "A measurement".to_owned(),
    };
    let token = Session::start(conn, app.clock.now(), arrival, None).await?;
    Ok(format!(
        "{}={}",
        session_cookie::name(&app.config),
        token.expose_secret()
    ))
}

fn in_ms(duration: Duration) -> String {
    format!("{:.1}", duration.as_secs_f64() * 1_000.0)
}
