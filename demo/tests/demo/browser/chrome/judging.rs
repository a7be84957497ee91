//! What a page looks like to different people, and what it costs them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams,
};
use chromiumoxide::cdp::browser_protocol::network::{
    EventLoadingFinished, EventResponseReceived, SetCacheDisabledParams,
};
use futures::StreamExt as _;

use super::Tab;
use crate::support::PATIENCE;

/// How somebody has set their system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

/// What a page brought over the line.
#[derive(Debug, Default)]
pub struct Transfer {
    /// The bytes of each answer, its headers included.
    pub answers: BTreeMap<String, f64>,
}

impl Transfer {
    pub fn bytes(&self) -> f64 {
        self.answers.values().sum()
    }
}

impl Tab {
    /// Looks at pages as somebody does whose system is set like this.
    pub async fn wear(&self, theme: Theme) {
        let value = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let params = SetEmulatedMediaParams::builder()
            .feature(MediaFeature::new("prefers-color-scheme", value))
            // What fades in is looked at when it is there.
            .feature(MediaFeature::new("prefers-reduced-motion", "reduce"));
        self.page.execute(params.build()).await.unwrap();
    }

    /// Makes the window this wide.
    pub async fn widen(&self, width: i64) {
        let size = SetDeviceMetricsOverrideParams::new(width, 900, 1.0, false);
        self.page.execute(size).await.unwrap();
        self.until(&format!("innerWidth === {width}")).await;
    }

    /// Opens a page as a browser does that has never been here, and tells what came over the line until the page stood there.
    pub async fn open_first(&self, url: &str) -> Transfer {
        self.open("about:blank").await;
        self.page
            .execute(SetCacheDisabledParams::new(true))
            .await
            .unwrap();
        let seen = self.note_answers().await;
        self.open(url).await;
        self.until("document.readyState === 'complete' && [...document.images].every((one) => one.complete)")
            .await;
        // What the page knows to have come, the browser will have told of in a moment.
        let known = "performance.getEntriesByType('resource').filter((one) => one.responseEnd > 0).map((one) => one.name)";
        let mut known: Vec<String> = self.evaluate(known).await;
        known.retain(|address| address.starts_with("http"));
        known.push(url.to_owned());
        let mut look_again = tokio::time::interval(std::time::Duration::from_millis(25));
        let all_told = async {
            while !known
                .iter()
                .all(|address| seen.lock().unwrap().bytes_of(address).is_some())
            {
                look_again.tick().await;
            }
        };
        tokio::time::timeout(PATIENCE, all_told).await.unwrap();
        self.page
            .execute(SetCacheDisabledParams::new(false))
            .await
            .unwrap();
        let seen = seen.lock().unwrap();
        let answers = seen.addresses.values().filter_map(|address| {
            let bytes = seen.bytes_of(address)?;
            Some((address.clone(), bytes))
        });
        Transfer {
            answers: answers.collect(),
        }
    }

    async fn note_answers(&self) -> Arc<Mutex<Seen>> {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let answered = self.page.event_listener::<EventResponseReceived>().await;
        let finished = self.page.event_listener::<EventLoadingFinished>().await;
        let (mut answered, mut finished) = (answered.unwrap(), finished.unwrap());
        tokio::spawn({
            let seen = Arc::clone(&seen);
            async move {
                while let Some(event) = answered.next().await {
                    let id = event.request_id.inner().clone();
                    let address = event.response.url.clone();
                    seen.lock().unwrap().addresses.insert(id, address);
                }
            }
        });
        tokio::spawn({
            let seen = Arc::clone(&seen);
            async move {
                while let Some(event) = finished.next().await {
                    let id = event.request_id.inner().clone();
                    seen.lock()
                        .unwrap()
                        .finished
                        .insert(id, event.encoded_data_length);
                }
            }
        });
        seen
    }
}

/// Answers, by the ids of their requests.
#[derive(Default)]
struct Seen {
    addresses: BTreeMap<String, String>,
    finished: BTreeMap<String, f64>,
}

impl Seen {
    fn bytes_of(&self, address: &str) -> Option<f64> {
        let mut answers = self.addresses.iter();
        let (id, _) =
            answers.find(|(id, known)| *known == address && self.finished.contains_key(*id))?;
        self.finished.get(id).copied()
    }
}
