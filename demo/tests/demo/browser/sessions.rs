//! One's own sessions: those elsewhere are ended.

use super::chrome::Chrome;
use super::visitor::{Scripts, Visitor};

pub async fn end(visitor: &Visitor<'_>, username: &str) {
    let chrome = Chrome::start().await;
    let elsewhere = Visitor::enter(&chrome, visitor.desk, (username, Scripts::Run)).await;
    elsewhere.go("/sessions").await;
    elsewhere.sees(".session", "This browser").await;
    visitor.go("/sessions").await;
    visitor
        .until("document.querySelectorAll('.session').length > 1")
        .await;
    visitor.follow(".end-all button").await;
    visitor
        .until("document.querySelectorAll('.session').length === 1")
        .await;
    elsewhere.until("location.pathname === '/sign-in'").await;
    chrome.close().await;
}

/// An administrator ends a session of somebody.
pub async fn end_of(visitor: &Visitor<'_>, name: &str) {
    visitor.go("/administration/sessions").await;
    visitor.sees(".session", name).await;
    let pick = format!(
        "[...document.querySelectorAll('.session')].some((one) => one.innerText.includes({name:?}) && one.classList.add('wanted') === undefined)"
    );
    assert!(visitor.evaluate::<bool>(&pick).await);
    visitor.follow(".session.wanted form button").await;
}
