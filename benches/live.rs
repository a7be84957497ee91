//! How soon open pages hear of what happens, when many are open and much happens: `script/bench live`.
//!
//! When everything is printed, it fails if a page missed an event or was told of what its reader may not see.
//!
//! Half of the pages show the list, the others a ticket each. Some readers may not see a category in which half of the events happen.

mod desk;

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use diesel_async::SimpleAsyncConnection as _;
use rustmail::app::App;
use rustmail::ids::TicketId;
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::event::{self, EventKind, Subject};
use rustmail::{graphql, web};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The open pages.
const PAGES: i64 = 500;
/// What happens in a second, and for how many seconds.
const EVENTS_A_SECOND: u64 = 200;
const SECONDS: u64 = 20;
/// For how many seconds all that happens is what half of the pages may not see.
const HIDDEN_SECONDS: u64 = 10;
/// The tickets in which something happens: those of odd numbers lie in the category that few may see.
const TICKETS: i64 = 100;
/// By when every page has to have heard.
const LATEST: Duration = Duration::from_secs(1);

/// In which ticket something happened, and when.
type Happening = (i64, Instant);

/// What a page shows, and who reads it.
#[derive(Clone, Copy)]
struct Page {
    ticket: Option<i64>,
    sees_all: bool,
}

impl Page {
    fn of(number: i64) -> Self {
        let sees_all = number % 4 < 2;
        let any = number / 2 % TICKETS + 1;
        // Nobody can open the page of a ticket that they do not see.
        let ticket = if sees_all { any } else { any / 2 * 2 + 2 };
        Self {
            ticket: (number % 2 == 0).then_some(ticket.min(TICKETS)),
            sees_all,
        }
    }

    fn is_told_of(self, ticket: i64) -> bool {
        let sees = self.sees_all || ticket % 2 == 0;
        sees && self.ticket.is_none_or(|shown| shown == ticket)
    }
}

fn main() -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(measure())
}

async fn measure() -> Result<()> {
    let app = desk::open(1_000, 10).await?;
    arrange(&app).await?;
    let stop = CancellationToken::new();
    let (address, serving) = serve(&app, &stop).await?;
    let heard = Arc::new(AtomicU64::new(0));
    let pages = open_pages(&app, address, &heard).await?;
    let before = memory()?;
    let everywhere = make_happen(&app, SECONDS, |number| number * 7 % TICKETS + 1).await?;
    tokio::time::sleep(LATEST).await;
    let after = memory()?;
    let only_hidden = make_happen(&app, HIDDEN_SECONDS, |number| number * 2 % TICKETS + 1).await?;
    tokio::time::sleep(LATEST).await;
    stop.cancel();
    let told = pages.join_all().await;
    serving.await??;
    app.database.shutdown().await?;
    report((&everywhere, &only_hidden), &told, (before, after))
}

/// Puts tickets of odd numbers out of most people's sight, and opens all of them.
async fn arrange(app: &App) -> Result<()> {
    let hide = "UPDATE tickets SET category_id = (SELECT min(id) FROM categories WHERE cardinality(staff_roles) > 0) WHERE id % 2 = 1 AND id <= 100;
                UPDATE tickets SET category_id = NULL WHERE id % 2 = 0 AND id <= 100";
    Ok(app.db().await?.batch_execute(hide).await?)
}

async fn serve(
    app: &Arc<App>,
    stop: &CancellationToken,
) -> Result<(SocketAddr, tokio::task::JoinHandle<Result<()>>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let router = web::router(Arc::clone(app), graphql::routes(Arc::clone(app)))?;
    let serving = tokio::spawn(web::serving::serve(router, listener, stop.clone()));
    Ok((address, serving))
}

/// Opens every page and waits until each has been told for the first time, which says that it is live.
async fn open_pages(
    app: &Arc<App>,
    address: SocketAddr,
    heard: &Arc<AtomicU64>,
) -> Result<JoinSet<Result<(Page, Vec<Instant>)>>> {
    let owner = desk::sign_in(app, desk::OWNER).await?;
    let agent = desk::sign_in(app, desk::AGENT).await?;
    let (is_live, mut live) = mpsc::unbounded_channel();
    let mut pages = JoinSet::new();
    for number in 0..PAGES {
        let page = Page::of(number);
        let cookie = if page.sees_all {
            owner.clone()
        } else {
            agent.clone()
        };
        let (is_live, heard) = (is_live.clone(), Arc::clone(heard));
        pages.spawn(async move {
            let told = watch(page, (address, cookie), || {
                heard.fetch_add(1, Ordering::Relaxed);
                is_live.send(()).ok();
            });
            Ok((page, told.await?))
        });
    }
    for _ in 0..PAGES {
        let wait = tokio::time::timeout(Duration::from_secs(30), live.recv());
        wait.await.context("a page did not come to life")?;
    }
    Ok(pages)
}

/// When a page was told that something had changed, until the server ends its stream.
async fn watch(
    page: Page,
    (address, cookie): (SocketAddr, String),
    told: impl Fn(),
) -> Result<Vec<Instant>> {
    let mut stream = TcpStream::connect(address).await?;
    let path = page.ticket.map_or("/live".to_owned(), |ticket| {
        format!("/live?ticket={ticket}")
    });
    let request =
        format!("GET {path} HTTP/1.1\r\nhost: localhost:3002\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next_line().await?.unwrap_or_default();
    ensure!(first.contains("200"), "{path} answered {first}");
    let mut times = Vec::new();
    while let Ok(Some(line)) = lines.next_line().await {
        if line.starts_with("event: ticket") {
            times.push(Instant::now());
            told();
        }
    }
    Ok(times)
}

/// When what happened, and in which ticket.
async fn make_happen(
    app: &App,
    seconds: u64,
    ticket: impl Fn(i64) -> i64,
) -> Result<Vec<Happening>> {
    let mut happened = Vec::new();
    let mut tick = tokio::time::interval(Duration::from_secs(1) / u32::try_from(EVENTS_A_SECOND)?);
    let conn = &mut app.db().await?;
    for number in 0..EVENTS_A_SECOND * seconds {
        tick.tick().await;
        let ticket = ticket(i64::try_from(number)?);
        let actor = Actor::Staff(Staff::on_record(desk::OWNER, "somebody".to_owned()));
        let act = Act::new(actor, app.clock.now());
        let subject = Subject::ticket(TicketId(ticket));
        // A page may hear of it before the commit is known of here.
        happened.push((ticket, Instant::now()));
        event::record(conn, &act, EventKind::ClosureCancelled, subject).await?;
    }
    Ok(happened)
}

fn report(
    (happened, only_hidden): (&[Happening], &[Happening]),
    told: &[Result<(Page, Vec<Instant>)>],
    (before, after): (u64, u64),
) -> Result<()> {
    let (mut delays, mut missed, mut signals, mut leaks) = (Vec::new(), 0_usize, 0_usize, 0_usize);
    let hidden_since = only_hidden.first().context("nothing happened")?.1;
    for page in told {
        let (page, times) = page
            .as_ref()
            .map_err(|error| anyhow::anyhow!("{error:#}"))?;
        signals += times.len();
        if !page.sees_all {
            leaks += times.iter().filter(|time| **time > hidden_since).count();
        }
        for (_, at) in happened
            .iter()
            .filter(|(ticket, _)| page.is_told_of(*ticket))
        {
            let next = times.partition_point(|time| time < at);
            match times.get(next).map(|time| *time - *at) {
                Some(delay) if delay <= LATEST => delays.push(delay),
                _ => missed += 1,
            }
        }
    }
    delays.sort_unstable();
    let at = |share: usize| {
        delays
            .get(delays.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{PAGES} pages, {EVENTS_A_SECOND} events a second for {SECONDS} seconds: {signals} signals"
    )?;
    writeln!(
        out,
        "from the verb to the page: median {:?}, p99 {:?}, slowest {:?}",
        at(50),
        at(99),
        delays.last()
    )?;
    writeln!(
        out,
        "later than {LATEST:?}: {missed} of {}",
        missed + delays.len()
    )?;
    writeln!(out, "signals to readers of what they may not see: {leaks}")?;
    writeln!(out, "memory: {before} kB before, {after} kB after")?;
    check(missed, leaks)
}

/// Fails when a page missed something, or was told of what its reader may not see.
fn check(missed: usize, leaks: usize) -> Result<()> {
    ensure!(
        missed == 0,
        "{missed} times a page was told too late, or not at all"
    );
    ensure!(
        leaks == 0,
        "{leaks} times a page was told of what its reader may not see"
    );
    Ok(())
}

/// The memory that this process has, in kB.
fn memory() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number
        .context("the system does not tell how much memory is used")?
        .parse()?)
}
