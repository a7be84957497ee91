//! A walk through every page that the panel has, as the router knows them: no new page can be forgotten.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Deserialize;

use super::chrome::{Tab, Theme};
use super::tools::{Axe, Source};

/// How many pages of the same kind are looked at.
const OF_A_KIND: usize = 2;
/// Tickets are as different as what is said in them.
const TICKETS: usize = 8;

/// What no page of the panel leads to, and why.
const BESIDE: [(&str, &str); 5] = [
    (
        "/sign-in",
        "leads elsewhere whoever is signed in; strangers to the panel look at it",
    ),
    ("/api/auth/login", "leads to Discord"),
    ("/api/auth/callback", "Discord leads there"),
    ("/files/{share_key}/{name}", "only Discord is told of it"),
    (
        "/emojis/{emoji}",
        "a picture in messages with an emoji of a server, which the demo has none of",
    ),
];

/// States of pages to which no link leads, or that differ from what is seen first.
const STATES: [&str; 24] = [
    "/?period=7",
    "/?period=90&all=true",
    "/statistics/leaderboard?period=30&all=true",
    "/tickets?state=closed",
    "/tickets?state=all&sort=oldest",
    "/tickets?filter=nobody+of+this+name",
    "/tickets?waiting=us&priority=high&tag=refund&from=2020-01-01",
    "/tickets?from=yesterday",
    "/search?q=the",
    "/search?q=xylophone",
    "/members?q=nobody+of+this+name",
    "/snippets?q=nothing+like+this",
    "/snippets?shelf=removed",
    "/blocks?shelf=ended",
    "/configuration/history",
    "/administration/grants/candidates?find=a",
    "/administration/people?find=nobody+of+this+name",
    "/administration/log?person=nobody",
    "/administration/log.csv",
    "/tickets/1?around=1",
    "/tickets/1/conversation?before=9",
    "/tickets/1/snippets?q=",
    "/graphiql",
    "/live?ticket=1",
];

/// The answer to an address.
#[derive(Debug, Deserialize)]
pub struct Answer {
    pub status: u16,
    media_type: String,
    is_download: bool,
    text: String,
}

impl Answer {
    fn is_html(&self) -> bool {
        self.media_type.starts_with("text/html")
    }

    fn is_page(&self) -> bool {
        self.is_html() && self.text.starts_with("<!DOCTYPE html>")
    }
}

/// Somebody who looks at pages, and writes down what is wrong with them.
pub struct Walk<'a> {
    pub tab: &'a Tab,
    pub panel: &'a str,
    pub axe: Axe,
    /// What was looked at, for the checker of HTML.
    pub sources: Vec<Source>,
    pub faults: Vec<String>,
}

impl<'a> Walk<'a> {
    pub fn new(tab: &'a Tab, panel: &'a str) -> Self {
        Self {
            tab,
            panel,
            axe: Axe::new(),
            sources: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Looks at every address of the router that the reader can get to.
    pub async fn everywhere(&mut self) {
        let routes: BTreeSet<&str> = rustmail::web::routes()
            .iter()
            .filter(|route| route.method.as_str() == "GET")
            .map(|route| route.path)
            .collect();
        let mut to_see: VecDeque<String> = routes
            .iter()
            .filter(|path| !path.contains('{') && !is_beside(path))
            .map(|path| (*path).to_owned())
            .chain(STATES.map(str::to_owned))
            .collect();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut known: BTreeSet<String> = to_see.iter().cloned().collect();
        while let Some(address) = to_see.pop_front() {
            if let Some(path) = routes.iter().copied().find(|path| fits(path, &address)) {
                *seen.entry(path).or_default() += 1;
            }
            for link in self.look_at(&address).await {
                let path = routes.iter().copied().find(|path| fits(path, &link));
                let Some(path) = path.filter(|path| path.contains('{')) else {
                    continue;
                };
                let planned = known.iter().filter(|known| fits(path, known)).count();
                let enough = match path {
                    "/tickets/{ticket}" => TICKETS,
                    _ => OF_A_KIND,
                };
                if planned < enough && known.insert(link.clone()) {
                    to_see.push_back(link);
                }
            }
        }
        let unseen = routes
            .iter()
            .filter(|path| !seen.contains_key(*path) && !is_beside(path));
        let forgotten =
            unseen.map(|path| format!("no page leads to {path}; add an example to STATES"));
        self.faults.extend(forgotten);
    }

    /// Looks at one address; gives those that it leads to.
    async fn look_at(&mut self, address: &str) -> Vec<String> {
        let answer = self.ask(address, "").await;
        if answer.status >= 400 && answer.status != 422 {
            self.faults
                .push(format!("{address} is answered with {}", answer.status));
            return Vec::new();
        }
        if !answer.is_html() {
            return Vec::new();
        }
        let is_opened = answer.is_page() && !answer.is_download;
        self.keep(address, &answer);
        if !is_opened {
            return Vec::new();
        }
        let part = self.ask(address, "'HX-Request': 'true'").await;
        if part.is_html() && !part.is_page() {
            self.keep(&format!("{address} as a part"), &part);
        }
        self.tab.open(&format!("{}{address}", self.panel)).await;
        let links = self.links().await;
        self.judge(address).await;
        links
    }

    /// Looks at the page in the tab, and hears what it complains about.
    pub async fn judge(&mut self, address: &str) {
        self.examine(address).await;
        self.hear_out(address);
    }

    /// Looks at the page in the tab, in light and dark, narrow and wide, with everything unfolded.
    pub async fn examine(&mut self, address: &str) {
        self.tab.until(SETTLED).await;
        for width in [1280, 390] {
            self.tab.widen(width).await;
            let sideways: i64 = self
                .tab
                .evaluate("document.scrollingElement.scrollWidth - innerWidth")
                .await;
            self.tab
                .evaluate::<bool>("(document.querySelectorAll('details').forEach((one) => (one.open = true)), true)")
                .await;
            let unfolded: i64 = self
                .tab
                .evaluate("document.scrollingElement.scrollWidth - innerWidth")
                .await;
            if sideways > 0 || unfolded > 0 {
                let wide = self.tab.evaluate::<Vec<String>>(TOO_WIDE).await;
                self.faults.push(format!(
                    "{address} is {sideways} px ({unfolded} px unfolded) too wide for {width} px: {wide:#?}"
                ));
            }
            let broken = self.tab.evaluate::<Vec<String>>(BROKEN).await;
            if !broken.is_empty() {
                self.faults.push(format!(
                    "{address} breaks words of a table at {width} px: {broken:?}"
                ));
            }
            for theme in [Theme::Light, Theme::Dark] {
                self.tab.wear(theme).await;
                let barriers = match theme {
                    Theme::Light => self.axe.judge(self.tab).await,
                    Theme::Dark => self.axe.judge_colours(self.tab).await,
                };
                for barrier in barriers {
                    self.faults.push(format!(
                        "{address} at {width} px in {theme:?}: {} ({}) {:#?}",
                        barrier.id, barrier.help, barrier.places
                    ));
                }
            }
        }
    }

    pub fn hear_out(&mut self, address: &str) {
        let complaints = self.tab.hear_out().into_iter();
        self.faults
            .extend(complaints.map(|complaint| format!("{address} complains: {complaint}")));
    }

    /// Keeps the source of the page in the tab, and looks at it.
    pub async fn look_here(&mut self, name: &str) {
        let address: String = self
            .tab
            .evaluate("location.pathname + location.search")
            .await;
        let answer = self.ask(&address, "").await;
        self.keep(name, &answer);
        self.examine(name).await;
        // The browser may say of the page itself long after it was answered that it tells of a failure, which such pages are for.
        let page = self.tab.address().await;
        self.tab.forgive_of(&page, FAILED);
        self.hear_out(name);
    }

    pub fn keep(&mut self, address: &str, answer: &Answer) {
        let html = match answer.is_page() {
            true => answer.text.clone(),
            false => around(&answer.text),
        };
        self.sources.push(Source {
            address: address.to_owned(),
            html,
        });
    }

    async fn ask(&self, address: &str, headers: &str) -> Answer {
        let asking = format!(
            "(async () => {{
                const stop = new AbortController();
                const answer = await fetch({address:?}, {{ redirect: 'manual', headers: {{ {headers} }}, signal: stop.signal }});
                const media_type = answer.headers.get('content-type') ?? '';
                const isHtml = media_type.startsWith('text/html');
                const text = isHtml ? await answer.text() : '';
                if (!isHtml) stop.abort();
                const is_download = (answer.headers.get('content-disposition') ?? '').startsWith('attachment');
                return {{ status: answer.status, media_type, is_download, text }};
            }})()"
        );
        self.tab.evaluate(&asking).await
    }

    /// The addresses of the panel that the page in the tab leads to, or loads.
    async fn links(&self) -> Vec<String> {
        self.tab.evaluate(LINKS).await
    }
}

/// What the browser says of a page that tells of a failure.
const FAILED: &str = "the server responded with a status of 40";

/// A page around a part, as much of it as the part needs to make sense.
fn around(part: &str) -> String {
    let (start, end) = if part.starts_with("<li") {
        ("<ul role=\"listbox\" aria-label=\"Part\">", "</ul>")
    } else if part.contains("form=\"bulk\"") {
        ("<form id=\"bulk\" method=\"post\" action=\"/\"></form>", "")
    } else {
        ("", "")
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Part</title></head><body><h1>Page</h1><h2>Part</h2>\n{start}{part}{end}\n</body></html>"
    )
}

const LINKS: &str = r#"
[...document.querySelectorAll("[href], [src], [data-hx-get], [data-suggestions]")]
    .flatMap((one) => ["href", "src", "data-hx-get", "data-suggestions"].map((name) => one.getAttribute(name)))
    .filter(Boolean)
    .map((address) => new URL(address, location.href))
    .filter((url) => url.origin === location.origin)
    .map((url) => url.pathname + url.search)
"#;

/// What is fetched after the page, and what a script draws, is there.
pub const SETTLED: &str = "document.readyState === 'complete' && !document.querySelector('.htmx-request, #graphiql > noscript')";

/// The words of tables that are told on more than one line, as far as such a word has to fit on one.
const BROKEN: &str = r#"
[...document.querySelectorAll("table :is(th, td)")].flatMap((cell) => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const broken = [];
    while (texts.nextNode()) {
        const text = texts.currentNode;
        for (const word of text.data.matchAll(/\p{L}{2,16}(?!\p{L})/gu)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) broken.push(word[0]);
        }
    }
    return broken;
})
"#;

const TOO_WIDE: &str = r#"
[...document.querySelectorAll("main *, header *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 12)
    .map((one) => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`)
"#;

fn is_beside(path: &str) -> bool {
    BESIDE.iter().any(|(beside, _)| *beside == path)
}

/// Whether an address is one of those that a route answers.
fn fits(route: &str, address: &str) -> bool {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let mut parts = address.split('/');
    for wanted in route.split('/') {
        if wanted.starts_with("{*") {
            return parts.next().is_some();
        }
        let Some(part) = parts.next() else {
            return false;
        };
        let is_any = wanted.starts_with('{') && !part.is_empty();
        if !is_any && part != wanted {
            return false;
        }
    }
    parts.next().is_none()
}
