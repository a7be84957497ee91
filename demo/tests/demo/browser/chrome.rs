//! Chromium, driven as a person would: looking for what is on the page, clicking it, typing. Whatever a page complains about, and
//! whatever it asks of strangers, is kept and fails the test.

mod acting;
mod judging;

pub use judging::Theme;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chromiumoxide::browser::{Browser, BrowserConfig};
use chromiumoxide::cdp::browser_protocol::emulation::SetScriptExecutionDisabledParams;
use chromiumoxide::cdp::browser_protocol::log::{EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::browser_protocol::network::EventRequestWillBeSent;
use chromiumoxide::cdp::browser_protocol::page::CaptureScreenshotFormat;
use chromiumoxide::cdp::browser_protocol::target::CreateTargetParams;
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown,
};
use chromiumoxide::element::Element;
use chromiumoxide::layout::Point;
use chromiumoxide::page::ScreenshotParams;
use futures::StreamExt as _;
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::support::{PATIENCE, target};

/// A browser.
pub struct Chrome {
    browser: Browser,
    driving: JoinHandle<()>,
    profile: TempDir,
}

/// A tab of it.
pub struct Tab {
    page: chromiumoxide::Page,
    complaints: Arc<Mutex<Vec<String>>>,
}

impl Chrome {
    pub async fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut config = BrowserConfig::builder()
            .chrome_executable("/usr/bin/chromium")
            .user_data_dir(profile.path())
            .window_size(1280, 1100)
            .viewport(None)
            .new_headless_mode()
            .launch_timeout(PATIENCE)
            .request_timeout(PATIENCE)
            .args(["--lang=en-GB", "--disable-backgrounding-occluded-windows"]);
        if nix::unistd::geteuid().is_root() {
            config = config.no_sandbox();
        }
        let (browser, mut events) = Browser::launch(config.build().unwrap()).await.unwrap();
        let driving = tokio::spawn(async move { while events.next().await.is_some() {} });
        Self {
            browser,
            driving,
            profile,
        }
    }

    /// The port at which other programs drive this browser.
    pub fn debugging_port(&self) -> String {
        let address = self.browser.websocket_address();
        let (_, rest) = address.rsplit_once("127.0.0.1:").unwrap();
        rest.split('/').next().unwrap().to_owned()
    }

    pub async fn close(mut self) {
        self.browser.close().await.unwrap();
        self.browser.wait().await.unwrap();
        self.driving.abort();
        drop(self.profile);
    }

    pub async fn tab(&self) -> Tab {
        // A tab behind another one neither paints nor takes clicks; every person has a window.
        let window = CreateTargetParams::builder()
            .url("about:blank")
            .new_window(true);
        let page = self.browser.new_page(window.build().unwrap());
        let page = page.await.unwrap();
        let tab = Tab {
            page,
            complaints: Arc::default(),
        };
        tab.page.enable_log().await.unwrap();
        tab.page.enable_runtime().await.unwrap();
        tab.listen().await;
        tab
    }
}

/// Whether no answer is still to come, or on its way into the page.
const IS_STILL: &str =
    "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')";

impl Tab {
    async fn listen(&self) {
        let spelt_out = "for (const level of ['warn', 'error']) {
            const say = console[level];
            console[level] = (...said) => say([location.pathname, ...said].map(String).join(' '));
        }";
        self.page.evaluate_on_new_document(spelt_out).await.unwrap();
        self.collect::<EventEntryAdded>(|event| {
            let is_complaint =
                [LogEntryLevel::Error, LogEntryLevel::Warning].contains(&event.entry.level);
            is_complaint.then(|| format!("log: {} {:?}", event.entry.text, event.entry.url))
        })
        .await;
        self.collect::<EventConsoleApiCalled>(|event| {
            let is_complaint = [ConsoleApiCalledType::Error, ConsoleApiCalledType::Warning]
                .contains(&event.r#type);
            let said = format!("console: {:?}", event.args);
            // Sending a text calls off the keeping of it. Before each error of a request comes one that says no more than that.
            let is_called_off = ["htmx:sendAbort", "htmx:afterRequest"]
                .iter()
                .any(|one| said.contains(one));
            (is_complaint && !is_called_off).then_some(said)
        })
        .await;
        self.collect::<EventExceptionThrown>(|event| {
            Some(format!("exception: {:?}", event.exception_details))
        })
        .await;
        self.collect::<EventRequestWillBeSent>(|event| {
            let url = &event.request.url;
            let local = [
                "http://localhost:",
                "http://127.0.0.1:",
                "data:",
                "about:",
                "blob:",
            ];
            let is_local = local.iter().any(|start| url.starts_with(start));
            (!is_local).then(|| format!("a request to {url}"))
        })
        .await;
    }

    async fn collect<E>(&self, judge: impl Fn(&E) -> Option<String> + Send + 'static)
    where
        E: chromiumoxide::cdp::IntoEventKind + Unpin + Send + Sync + 'static,
    {
        let mut events = self.page.event_listener::<E>().await.unwrap();
        let complaints = Arc::clone(&self.complaints);
        tokio::spawn(async move {
            while let Some(event) = events.next().await {
                if let Some(complaint) = judge(&event) {
                    complaints.lock().unwrap().push(complaint);
                }
            }
        });
    }

    /// No page complained about anything, and none asked anything of strangers.
    pub fn assert_content(&self) {
        let complaints = self.complaints.lock().unwrap();
        assert!(
            complaints.is_empty(),
            "the browser complains: {complaints:#?}"
        );
    }

    /// What the pages have complained about until now; it is heard, and no complaint any more.
    pub fn hear_out(&self) -> Vec<String> {
        std::mem::take(&mut self.complaints.lock().unwrap())
    }

    /// Leaves out the complaints that say this: something was refused on purpose.
    pub fn forgive(&self, said: &str) {
        let mut complaints = self.complaints.lock().unwrap();
        complaints.retain(|complaint| !complaint.contains(said));
    }

    /// The same of one address only.
    pub fn forgive_of(&self, address: &str, said: &str) {
        let address = format!("{:?}", Some(address));
        let mut complaints = self.complaints.lock().unwrap();
        complaints.retain(|one| !(one.contains(said) && one.ends_with(&address)));
    }

    pub async fn switch_scripts_off(&self) {
        let off = SetScriptExecutionDisabledParams::new(true);
        self.page.execute(off).await.unwrap();
    }

    pub async fn open(&self, url: &str) {
        self.page.goto(url).await.unwrap();
    }

    pub async fn address(&self) -> String {
        self.page.url().await.unwrap().unwrap_or_default()
    }

    /// Clicks what `selector` finds, as soon as it is there. Nothing of this needs scripts of the page to run.
    pub async fn click(&self, selector: &str) {
        self.find(selector).await;
        let place = format!(
            "(() => {{
                const wanted = document.querySelector({selector:?});
                wanted.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                const box = wanted.getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                // Nothing lies over it, nothing is about to move it, and no answer is still to come that may.
                const hit = document.elementFromPoint(x, y);
                const isFree = wanted.contains(hit) || hit?.closest('label')?.control === wanted;
                return isFree && {IS_STILL} ? [x, y] : null;
            }})()"
        );
        let [x, y]: [f64; 2] = self.glance(&place).await;
        self.page.click(Point { x, y }).await.unwrap();
    }

    /// Clicks, and waits for the page that this leads to.
    pub async fn follow(&self, selector: &str) {
        let before = self.loaded_at().await;
        self.click(selector).await;
        let condition =
            format!("performance.timeOrigin !== {before} && document.readyState === 'complete'");
        self.until(&condition).await;
    }

    /// Opens the ticket whose row in the list says `text`.
    pub async fn follow_row(&self, text: &str) {
        self.sees(".ticket-row", text).await;
        let link = format!(
            "[...document.querySelectorAll('.ticket-row')].find((row) => row.innerText.includes({text:?})).querySelector('a').href"
        );
        let address: String = self.glance(&link).await;
        self.open(&address).await;
    }

    async fn loaded_at(&self) -> f64 {
        self.glance("performance.timeOrigin").await
    }

    /// What an expression gives, as soon as no page is on its way out.
    async fn glance<T: DeserializeOwned>(&self, expression: &str) -> T {
        let mut look_again = tokio::time::interval(std::time::Duration::from_millis(25));
        let looking = async {
            loop {
                if let Ok(answer) = self.page.evaluate_expression(expression).await
                    && let Ok(value) = answer.into_value()
                {
                    return value;
                }
                look_again.tick().await;
            }
        };
        let seen = tokio::time::timeout(PATIENCE, looking).await;
        seen.unwrap_or_else(|_| panic!("nothing was to be seen of {expression}"))
    }

    pub async fn type_into(&self, selector: &str, text: &str) {
        self.click(selector).await;
        let field = self.find(selector).await;
        field.type_str(text).await.unwrap();
    }

    async fn find(&self, selector: &str) -> Element {
        loop {
            self.until(&format!("document.querySelector({selector:?})"))
                .await;
            // Between the two looks another page may have come.
            if let Ok(element) = self.page.find_element(selector).await {
                return element;
            }
        }
    }

    /// Waits until an element that `selector` finds says `text`.
    pub async fn sees(&self, selector: &str, text: &str) {
        let condition = format!(
            "[...document.querySelectorAll({selector:?})].some((one) => one.innerText.includes({text:?}))"
        );
        self.until(&condition).await;
    }

    /// Whether an element that `selector` finds says `text` now.
    pub async fn shows(&self, selector: &str, text: &str) -> bool {
        let condition = format!(
            "[...document.querySelectorAll({selector:?})].some((one) => one.innerText.includes({text:?}))"
        );
        self.holds(&condition).await
    }

    async fn holds(&self, condition: &str) -> bool {
        let answer = self
            .page
            .evaluate_expression(format!("Boolean({condition})"))
            .await;
        answer.is_ok_and(|answer| answer.into_value().unwrap_or(false))
    }

    /// Looks at the page again whenever the browser has had time to do something, until `condition` holds.
    pub async fn until(&self, condition: &str) {
        let mut look_again = tokio::time::interval(std::time::Duration::from_millis(25));
        let looking = async {
            while !self.holds(condition).await {
                look_again.tick().await;
            }
        };
        if tokio::time::timeout(PATIENCE, looking).await.is_err() {
            let address = self.address().await;
            let text = self
                .page
                .evaluate_expression("document.body.innerText")
                .await;
            let text: String = text.unwrap().into_value().unwrap_or_default();
            let complaints = self.complaints.lock().unwrap().clone();
            panic!("{condition} never held at {address}, which says:\n{text}\n{complaints:#?}");
        }
    }

    /// A mark that a reload would wipe away.
    pub async fn mark(&self) {
        let marking = self
            .page
            .evaluate_expression("window.isSamePage = true")
            .await;
        marking.unwrap();
    }

    pub async fn assert_not_reloaded(&self) {
        assert!(
            self.holds("window.isSamePage").await,
            "the page was loaded anew"
        );
    }

    /// Keeps a picture of the tab.
    pub async fn photograph(&self, name: &str) -> PathBuf {
        self.until("[...document.images].every((one) => one.complete)")
            .await;
        let folder = target().join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        let params = ScreenshotParams::builder().format(CaptureScreenshotFormat::Png);
        self.page
            .save_screenshot(params.build(), &path)
            .await
            .unwrap();
        path
    }
}
