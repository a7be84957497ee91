//! The frame of every page: head, skip link, navigation, notice, main part.

use maud::{DOCTYPE, Markup, html};

use crate::reader::Reader;
use crate::{address, assets, bundle, navigation, notice};

pub use crate::navigation::Place;

/// What htmx may do: it adds no inline style and evaluates no text, as the content security policy
/// demands; it keeps no page in the browser's storage; and it shows a refused form (422) in place.
const HTMX_CONFIG: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"historyEnabled":false,"responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"...","swap":false,"error":true}]}"#;

/// What the frame must know about the page inside it.
pub struct Page<'a> {
    /// The title of the window.
    pub title: &'a str,
    /// Who reads it.
    pub reader: &'a Reader,
    /// The part of the panel that the page belongs to.
    pub place: Place,
    /// The address of the live events that keep the page fresh, if any do.
    pub live: Option<String>,
}

/// A whole page around its main part.
pub fn page(page: &Page<'_>, content: Markup) -> Markup {
    let reader = page.reader;
    let live = page.live.as_deref();
    let live = live.map(|live| address::with_another(live, "since", &reader.since));
    html! {
        (DOCTYPE)
        html lang=(reader.words.language().code()) {
            (head(page))
            body data-watch=[watch(page)] {
                a.skip-link href="#main" { (reader.words.text("layout-skip")) }
                @if let Some(person) = &reader.person {
                    (navigation::banner(reader, person, page.place))
                }
                main #main tabindex="-1" data-hx-ext=[live.as_ref().map(|_| "sse,morph")] data-sse-connect=[&live] {
                    (notice::place(reader))
                    @if live.is_some() {
                        p.notice.over-page.live-lost #live-lost role="status" hidden {
                            (reader.words.text("layout-live-lost"))
                        }
                    }
                    @if reader.person.is_some() {
                        (not_done(reader))
                    }
                    (content)
                }
            }
        }
    }
}

/// The place of the sentence about an act that failed without an answer in place. The script puts it together: why, when the server
/// says so, and what to do, which depends on whether something was written.
fn not_done(reader: &Reader) -> Markup {
    let words = reader.words;
    html! {
        p.refusal.over-page #not-done role="alert" data-usual=(words.text("layout-not-done"))
            data-written=(words.text("layout-not-done-written"))
            data-unwritten=(words.text("layout-not-done-unwritten")) hidden {}
    }
}

/// Where a page that shows nothing live hears that its reader may do or see something else than when it was made.
fn watch(page: &Page<'_>) -> Option<String> {
    let is_watched = page.live.is_none() && page.reader.person.is_some();
    is_watched.then(|| address::with_query("/live/access", &[("mark", &page.reader.mark)]))
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (page.title) " · Rustmail" }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            meta name="htmx-config" content=(HTMX_CONFIG);
            link rel="icon" type="image/svg+xml" href=(assets::url("icon.svg"));
            link rel="stylesheet" href=(bundle::STYLES.url());
            script src=(bundle::SCRIPTS.url()) defer {}
        }
    }
}
