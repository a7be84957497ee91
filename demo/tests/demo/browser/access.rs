//! What somebody may see becomes less while they write: what is no longer for their eyes goes at once, and what they wrote stays.

use discord_simulator::snowflake::Snowflake;
use rustmail_demo::cast::AGENT;

use super::chrome::Chrome;
use super::sessions;
use super::visitor::{Scripts, Visitor};
use crate::support::TestDesk;

/// Only the leads see this category.
const DELICATE: &str = "Appeals and data";

pub async fn lose(desk: &TestDesk) {
    let Lead { server, role, id } = lead(desk);
    let name = desk
        .desk
        .simulator
        .read(|world| world.users[&id].username.clone());
    let chrome = Chrome::start().await;
    let visitor = Visitor::enter(&chrome, desk, (&name, Scripts::Run)).await;
    visitor.go("/tickets?state=all").await;
    visitor.sees(".ticket-row", DELICATE).await;
    let select = format!("#{}", selectable(&visitor).await);
    visitor.click(&select).await;
    visitor
        .type_into("#bulk-reason", "Answered in public")
        .await;
    visitor.mark().await;
    desk.desk.simulator.take_role(server, id, role).unwrap();
    visitor.misses(".ticket-row", DELICATE).await;
    visitor.sees(".ticket-row", "").await;
    visitor
        .until("document.getElementById('bulk-reason').value === 'Answered in public'")
        .await;
    visitor
        .until(&format!("document.querySelector('{select}').checked"))
        .await;
    visitor.assert_not_reloaded().await;
    visitor.assert_content();
    chrome.close().await;
}

/// Whoever's session ends while they write reads what they had written on the page that comes, to copy it.
pub async fn be_shut_out(visitor: &Visitor<'_>) {
    let chrome = Chrome::start().await;
    let agent = Visitor::enter(&chrome, visitor.desk, (AGENT.1, Scripts::Run)).await;
    agent.go("/tickets").await;
    agent.follow(".ticket-row .ticket-link").await;
    agent.unfold("#closing").await;
    agent
        .type_into("#closing-reason", "Answered on the phone")
        .await;
    agent.type_into("#composer-content", "One more thing").await;
    sessions::end_of(visitor, AGENT.0).await;
    agent.until("location.pathname === '/sign-in'").await;
    for written in ["Answered on the phone", "One more thing"] {
        let is_shown = format!(
            "[...document.querySelectorAll('.door-typed textarea')].some((one) => one.value === {written:?} && one.labels.length === 1)"
        );
        agent.until(&is_shown).await;
    }
    // It is told once.
    agent.reload().await;
    agent.sees("h1", "").await;
    agent.until("!document.querySelector('.door-typed')").await;
    chrome.close().await;
}

/// The box of an open ticket that everybody sees.
async fn selectable(visitor: &Visitor<'_>) -> String {
    let boxes = format!(
        "[...document.querySelectorAll('.ticket-row')].filter((row) => !row.innerText.includes('{DELICATE}'))
            .map((row) => row.querySelector('.ticket-select')?.id).find((id) => id)"
    );
    visitor.evaluate(&boxes).await
}

/// Somebody who leads a team, and what makes them one.
struct Lead {
    server: Snowflake,
    role: Snowflake,
    id: Snowflake,
}

fn lead(desk: &TestDesk) -> Lead {
    let found = desk.desk.simulator.read(|world| {
        world.servers.values().find_map(|server| {
            let role = server
                .roles
                .values()
                .find(|role| role.name == "Team lead")?;
            let mut members = server.members.iter();
            let (id, _) = members
                .find(|(id, member)| **id != server.owner_id && member.roles.contains(&role.id))?;
            Some(Lead {
                server: server.id,
                role: role.id,
                id: *id,
            })
        })
    });
    found.expect("a lead")
}
