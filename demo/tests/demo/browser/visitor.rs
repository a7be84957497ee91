//! Somebody at the panel, with a browser that runs scripts, or with one that does not. They do the same, in the same words.

use std::ops::Deref;

use super::chrome::{Chrome, Tab};
use super::entrance::sign_in_at;
use crate::support::{PATIENCE, TestDesk};

/// Whether a browser runs the scripts of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    Run,
    Off,
}

/// Somebody at the panel.
pub struct Visitor<'a> {
    tab: Tab,
    pub desk: &'a TestDesk,
    pub scripts: Scripts,
}

impl Deref for Visitor<'_> {
    type Target = Tab;

    fn deref(&self) -> &Tab {
        &self.tab
    }
}

impl<'a> Visitor<'a> {
    /// Opens a tab and signs in.
    pub async fn enter(
        chrome: &Chrome,
        desk: &'a TestDesk,
        (username, scripts): (&str, Scripts),
    ) -> Self {
        let tab = chrome.tab().await;
        if scripts == Scripts::Off {
            tab.switch_scripts_off().await;
        }
        sign_in_at(&tab, desk, username).await;
        Self { tab, desk, scripts }
    }

    /// Opens a page of the panel.
    pub async fn go(&self, path: &str) {
        self.tab.open(&format!("{}{path}", self.desk.panel)).await;
    }

    /// Presses a button that changes something: a script swaps the answer in, and without one a page comes.
    pub async fn send(&self, selector: &str) {
        match self.scripts {
            Scripts::Run => self.tab.click(selector).await,
            Scripts::Off => self.tab.follow(selector).await,
        }
    }

    /// Waits until the page says `text`: a live page does so by itself, and without a script somebody looks again and again.
    pub async fn sees_in_time(&self, selector: &str, text: &str) {
        if self.scripts == Scripts::Off {
            let looking = async {
                while !self.tab.shows(selector, text).await {
                    self.tab.reload().await;
                }
            };
            tokio::time::timeout(PATIENCE, looking).await.unwrap();
        }
        self.tab.sees(selector, text).await;
    }

    /// A word that tells what this visitor makes from what another does.
    pub fn word(&self) -> &'static str {
        match self.scripts {
            Scripts::Run => "swift",
            Scripts::Off => "plain",
        }
    }
}
