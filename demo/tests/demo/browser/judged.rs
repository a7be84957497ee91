//! Every page, judged by what others have written down of good pages: for people with every kind of eyes and hands, for browsers of
//! every kind, for slow lines.

use rustmail_demo::cast::{AGENT, MEMBER, OWNER};
use rustmail_demo::making::Past;

use super::chrome::Chrome;
use super::entrance::{first_pages, sign_in_at};
use super::sign_in;
use super::tools::{Machine, assert_faultless, lighthouse};
use super::walking::Walk;
use crate::support::TestDesk;

/// What a first page may weigh, in bytes.
const LIGHT: f64 = 60_000.0;
/// What Lighthouse has to give, of a hundred.
const WELL_MADE: f64 = 98.0;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_valid_and_open_to_everybody() {
    let desk = TestDesk::open_with(Past::Lived { closed: 8 }).await;
    let chrome = Chrome::start().await;
    let owner = chrome.tab().await;
    sign_in(&owner, &desk, OWNER.1).await;
    let mut walk = Walk::new(&owner, &desk.panel);
    walk.everywhere().await;
    look_at_failures(&mut walk).await;
    read_in_french(&mut walk).await;
    walk.be_refused_everywhere().await;
    let (mut sources, mut faults) = (walk.sources, walk.faults);
    chrome.close().await;

    let chrome = Chrome::start().await;
    let stranger = chrome.tab().await;
    let mut walk = Walk::new(&stranger, &desk.panel);
    look_at_the_door(&mut walk, &desk).await;
    sources.extend(walk.sources);
    faults.extend(walk.faults);
    chrome.close().await;
    desk.close().await;

    assert_faultless(&sources, faults);
}

/// Pages with tables, in longer words.
async fn read_in_french(walk: &mut Walk<'_>) {
    let french = "(document.cookie = 'language=fr; path=/', true)";
    let _: bool = walk.tab.evaluate(french).await;
    walk.tab
        .open(&format!("{}/administration/people", walk.panel))
        .await;
    let link = "document.querySelector('.people a').pathname";
    let person: String = walk.tab.evaluate(link).await;
    for address in ["/", &person, "/configuration/history"] {
        walk.tab.open(&format!("{}{address}", walk.panel)).await;
        walk.look_here(&format!("{address} in French")).await;
    }
}

/// What is said when something is not there.
async fn look_at_failures(walk: &mut Walk<'_>) {
    for address in ["/nowhere", "/tickets/999999", "/tickets/seven"] {
        walk.tab.open(&format!("{}{address}", walk.panel)).await;
        walk.look_here(address).await;
    }
}

/// What is seen before somebody is in, and by whom it stays closed to.
async fn look_at_the_door(walk: &mut Walk<'_>, desk: &TestDesk) {
    walk.tab.open(&desk.panel).await;
    walk.look_here("the way in").await;
    walk.tab
        .open(&format!(
            "{}/api/auth/callback?error=access_denied&state=none",
            desk.panel
        ))
        .await;
    walk.look_here("a way in that led nowhere").await;
    sign_in_at(walk.tab, desk, MEMBER.1).await;
    walk.look_here("no way in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_desk_without_tickets_are_valid_and_open_to_everybody() {
    let desk = TestDesk::open().await;
    let chrome = Chrome::start().await;
    let owner = chrome.tab().await;
    sign_in(&owner, &desk, OWNER.1).await;
    let mut walk = Walk::new(&owner, &desk.panel);
    for address in [
        "/",
        "/tickets",
        "/members",
        "/blocks",
        "/api-keys",
        "/configuration/history",
        "/search",
    ] {
        owner.open(&format!("{}{address}", desk.panel)).await;
        walk.look_here(&format!("{address} of an empty desk")).await;
    }
    let (sources, faults) = (walk.sources, walk.faults);
    chrome.close().await;
    desk.close().await;
    assert_faultless(&sources, faults);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_pages_are_light_and_well_made() {
    let desk = TestDesk::open_with(Past::Lived { closed: 8 }).await;
    let chrome = Chrome::start().await;
    let staff = chrome.tab().await;
    sign_in(&staff, &desk, AGENT.1).await;
    let pages = first_pages(&staff, &desk).await;
    let mut faults = Vec::new();
    for (_, page) in &pages {
        let transfer = staff.open_first(page).await;
        if transfer.bytes() >= LIGHT {
            let bytes = transfer.bytes();
            faults.push(format!("{page} weighs {bytes} bytes: {transfer:#?}"));
        }
    }
    staff.assert_content();
    staff.open("about:blank").await;
    for (_, page) in &pages {
        let categories = ["accessibility", "best-practices"];
        let marks = lighthouse(&chrome, page, (Machine::Phone, &categories));
        if marks.by_category.iter().any(|(_, mark)| *mark < WELL_MADE) {
            let (given, why) = (&marks.by_category, marks.faults.join("\n"));
            faults.push(format!("{page} is given {given:?}:\n{why}"));
        }
    }
    chrome.close().await;
    desk.close().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
