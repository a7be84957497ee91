//! The main job in a real browser: a member writes, staff answer, both see it as it happens.

mod access;
mod administration;
mod api_keys;
mod blocks;
mod bot;
mod categories;
mod chrome;
mod composing;
mod configuration;
mod dashboard;
mod entrance;
mod graphiql;
mod judged;
mod keyboard;
mod members;
mod refusing;
mod sessions;
mod setup;
mod snippets;
mod stories;
mod ticket;
mod tickets;
mod tools;
mod visitor;
mod walking;

use crate::support::TestDesk;
use chrome::{Chrome, Tab};
use entrance::sign_in_at;
use rustmail_demo::cast::{AGENT, MEMBER};
use rustmail_demo::making::Past;

const MEMBER_NAME: &str = MEMBER.0;

/// Signs in, and goes on to the list of tickets.
async fn sign_in(tab: &Tab, desk: &TestDesk, username: &str) {
    sign_in_at(tab, desk, username).await;
    tab.open(&format!("{}/tickets", desk.panel)).await;
}

/// Writes on the page of the simulated Discord.
async fn write_on_discord(tab: &Tab, text: &str) {
    tab.type_into("#composer textarea", text).await;
    tab.click("#send").await;
    tab.sees("#messages", text).await;
}

/// Narrows the list to what has to do with this name.
async fn filter(tab: &Tab, name: &str) {
    tab.click(".filter summary").await;
    tab.type_into("#filter-filter", name).await;
    tab.follow(".filter-form button[type=submit]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_writes_and_staff_answer_without_a_reload() {
    let desk = TestDesk::open().await;
    let chrome = Chrome::start().await;
    let (staff, member) = (chrome.tab().await, chrome.tab().await);

    sign_in(&staff, &desk, AGENT.1).await;
    staff.sees("main", "No").await;
    staff.mark().await;

    member.open(&desk.dm_page(MEMBER.1)).await;
    write_on_discord(&member, "My lantern went out, can you help?").await;
    staff.sees(".ticket-row", MEMBER_NAME).await;
    staff.sees(".ticket-preview", "My lantern went out").await;
    staff.assert_not_reloaded().await;
    member.sees("#messages", "welcome to the help desk").await;

    staff.follow(".ticket-link").await;
    staff
        .sees(".from-member .message-text", "My lantern went out")
        .await;
    staff.mark().await;
    staff
        .type_into("#composer-content", "Of course! Which one is it?")
        .await;
    staff.click("#composer-send").await;
    staff
        .sees(".from-staff .message-text", "Which one is it?")
        .await;
    staff.sees(".from-staff .delivery-delivered", "").await;
    member
        .sees("#messages", "Of course! Which one is it?")
        .await;
    member.sees("#messages", AGENT.0).await;

    write_on_discord(&member, "The copper one from the harbour").await;
    staff
        .sees(".from-member .message-text", "The copper one")
        .await;
    staff.assert_not_reloaded().await;

    staff.click("#closing summary").await;
    staff.type_into("#closing-reason", "Lit again").await;
    staff.follow("#closing button[type=submit]").await;
    staff.sees("#ticket-header", "Lit again").await;
    member
        .sees("#messages", "We have closed this conversation")
        .await;

    staff.assert_content();
    member.assert_content();
    chrome.close().await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_and_a_ticket_work_without_scripts() {
    let desk = TestDesk::open().await;
    let chrome = Chrome::start().await;
    let member = chrome.tab().await;
    member.open(&desk.dm_page(MEMBER.1)).await;
    write_on_discord(&member, "Is anybody there?").await;
    member.sees("#messages", "welcome to the help desk").await;

    let staff = chrome.tab().await;
    staff.switch_scripts_off().await;
    sign_in(&staff, &desk, AGENT.1).await;
    staff.sees(".ticket-row", MEMBER_NAME).await;

    filter(&staff, "nobody of this name").await;
    staff.sees(".nothing", "No ticket").await;
    staff.sees(".chip", "nobody of this name").await;
    staff.follow(".nothing a.button").await;
    filter(&staff, "mila").await;
    staff.follow(".ticket-link").await;
    staff
        .sees(".from-member .message-text", "Is anybody there?")
        .await;

    staff
        .type_into("#composer-content", "Somebody always is.")
        .await;
    staff.follow("#composer-send").await;
    staff
        .sees(".from-staff .message-text", "Somebody always is.")
        .await;
    member.sees("#messages", "Somebody always is.").await;

    staff.click("#closing summary").await;
    staff.type_into("#closing-reason", "Said hello").await;
    staff.follow("#closing button[type=submit]").await;
    staff.sees("#ticket-header", "Said hello").await;
    staff.follow("a[href^='/tickets']").await;
    assert!(!staff.shows(".ticket-row", MEMBER_NAME).await);
    staff.follow("nav.tabs a[href*='state=closed']").await;
    staff.sees(".ticket-row", MEMBER_NAME).await;

    staff.assert_content();
    chrome.close().await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_with_a_past_has_tickets_in_every_state() {
    let desk = TestDesk::open_with(Past::Lived { closed: 8 }).await;
    let chrome = Chrome::start().await;
    let staff = chrome.tab().await;
    sign_in(&staff, &desk, AGENT.1).await;
    // The leads have one more among themselves.
    staff
        .until("document.querySelectorAll('.ticket-row').length === 15")
        .await;
    staff.sees(".mark-scheduled", "").await;
    staff
        .sees(".ticket-row .mark-undelivered", "Reply not delivered")
        .await;
    staff.photograph("tickets.png").await;

    staff.follow_row("told the others").await;
    staff
        .sees(".is-note .message-text", "told the others")
        .await;
    staff.sees(".from-member", "message.png").await;
    staff.photograph("ticket.png").await;

    staff.open(&format!("{}/tickets", desk.panel)).await;
    staff.follow_row("untouched").await;
    staff
        .sees(".delivery-failed", "does not accept direct messages")
        .await;
    staff.sees("#ticket-header .mark-undelivered", "").await;

    staff
        .open(&format!("{}/tickets?state=closed", desk.panel))
        .await;
    staff.sees(".ticket-row .closed-by", "").await;
    staff.open(&format!("{}/snippets", desk.panel)).await;
    staff.sees(".snippet-row", "Saved → Logs").await;
    staff.open(&format!("{}/blocks", desk.panel)).await;
    staff.sees(".block-row", "again and again").await;
    staff.open(&format!("{}/members", desk.panel)).await;
    staff.sees(".member-row .mark-deleted", "Blocked").await;
    staff.assert_content();
    chrome.close().await;
    desk.close().await;
}
