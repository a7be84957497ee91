//! What people do all day, on every page, with a browser that runs scripts and with one that does not. Several stories share a desk,
//! since a desk takes a while to make.

use rustmail_demo::cast::{AGENT, OWNER};
use rustmail_demo::making::Past;

use super::chrome::Chrome;
use super::visitor::{Scripts, Visitor};
use super::{
    access, administration, api_keys, blocks, bot, categories, configuration, dashboard, graphiql,
    keyboard, members, sessions, snippets, ticket, tickets,
};
use crate::support::TestDesk;

#[tokio::test(flavor = "multi_thread")]
async fn a_lived_in_desk_is_read_and_looked_after() {
    let desk = TestDesk::open_with(Past::Lived { closed: 8 }).await;
    for scripts in [Scripts::Run, Scripts::Off] {
        let chrome = Chrome::start().await;
        let owner = Visitor::enter(&chrome, &desk, (OWNER.1, scripts)).await;
        dashboard::read(&owner).await;
        tickets::work(&owner).await;
        keyboard::try_again(&owner).await;
        members::look(&owner).await;
        blocks::place_and_lift(&owner).await;
        administration::look_after(&owner).await;
        graphiql::explore(&owner).await;
        api_keys::let_into_a_category(&owner).await;
        access::be_shut_out(&owner).await;
        owner.assert_content();
        chrome.close().await;
    }
    access::lose(&desk).await;
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_worked_from_its_first_word_to_its_last() {
    let desk = TestDesk::open().await;
    for scripts in [Scripts::Run, Scripts::Off] {
        let chrome = Chrome::start().await;
        let agent = Visitor::enter(&chrome, &desk, (AGENT.1, scripts)).await;
        ticket::work(&chrome, &agent).await;
        agent.assert_content();
        chrome.close().await;
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_desk_is_arranged() {
    let desk = TestDesk::open().await;
    for scripts in [Scripts::Run, Scripts::Off] {
        let chrome = Chrome::start().await;
        let owner = Visitor::enter(&chrome, &desk, (OWNER.1, scripts)).await;
        snippets::write(&owner).await;
        categories::arrange(&owner).await;
        configuration::change(&owner).await;
        api_keys::hand_out(&owner).await;
        bot::look_after(&owner).await;
        sessions::end(&owner, OWNER.1).await;
        owner.assert_content();
        chrome.close().await;
    }
    desk.close().await;
}
