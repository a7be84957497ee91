//! The way into the panel.

use super::chrome::Tab;
use crate::support::TestDesk;

/// Signs in to the panel by choosing a person on Discord's page.
pub async fn sign_in_at(tab: &Tab, desk: &TestDesk, username: &str) {
    tab.open(&desk.panel).await;
    tab.follow("a[href^='/api/auth/login']").await;
    let person = desk.person(username);
    tab.follow(&format!("button[data-user-id='{person}']"))
        .await;
}

/// The names and addresses of the pages that staff open first.
pub async fn first_pages(tab: &Tab, desk: &TestDesk) -> [(&'static str, String); 3] {
    let list = format!("{}/tickets", desk.panel);
    tab.open(&list).await;
    tab.sees(".ticket-row", "").await;
    let ticket = tab
        .evaluate("document.querySelector('.ticket-link').href")
        .await;
    [
        ("dashboard", format!("{}/", desk.panel)),
        ("list", list),
        ("ticket", ticket),
    ]
}
