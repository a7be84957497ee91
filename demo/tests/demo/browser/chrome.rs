//! Chromium, driven as a person would: looking for what is on the page, clicking it, typing. Whatever a page complains about, and
//! whatever it asks of strangers, is kept and fails the test.

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

impl Tab {
    async fn listen(&self) {
        self.collect::<EventEntryAdded>(|event| {
            let is_error = event.entry.level == LogEntryLevel::Error;
            is_error.then(|| format!("log: {} {:?}", event.entry.text, event.entry.url))
        })
        .await;
        self.collect::<EventConsoleApiCalled>(|event| {
            let is_error = event.r#type == ConsoleApiCalledType::Error;
            is_error.then(|| format!("console: {:?}", event.args))
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
                return [box.x + box.width / 2, box.y + box.height / 2];
            }})()"
        );
        let place = self.page.evaluate_expression(place).await.unwrap();
        let [x, y]: [f64; 2] = place.into_value().unwrap();
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
        let address: String = self
            .page
            .evaluate_expression(link)
            .await
            .unwrap()
            .into_value()
            .unwrap();
        self.open(&address).await;
    }

    async fn loaded_at(&self) -> f64 {
        let moment = self
            .page
            .evaluate_expression("performance.timeOrigin")
            .await;
        moment.unwrap().into_value().unwrap()
    }

    pub async fn type_into(&self, selector: &str, text: &str) {
        self.click(selector).await;
        let field = self.find(selector).await;
        field.type_str(text).await.unwrap();
    }

    async fn find(&self, selector: &str) -> Element {
        self.until(&format!("document.querySelector({selector:?})"))
            .await;
        self.page.find_element(selector).await.unwrap()
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
