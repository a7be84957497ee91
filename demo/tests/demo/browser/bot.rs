//! The bot: how it shows itself, what it is called, that it is being worked on, and that it stops and starts.

use super::visitor::Visitor;
use crate::support::PATIENCE;

pub async fn look_after(visitor: &Visitor<'_>) {
    let activity = format!("{} lanterns", visitor.word());
    visitor.go("/bot").await;
    visitor.sees("#bot-status", "Connected").await;
    visitor.replace("#setting-bot-status", &activity).await;
    visitor
        .send("section:has(#setting-bot-status) button.primary")
        .await;
    visitor
        .sees("section:has(#setting-bot-status) .notice", "Saved")
        .await;

    visitor
        .replace("#maintenance-notice", "Back in an hour")
        .await;
    visitor
        .follow("#maintenance form[action='/bot/maintenance'] button")
        .await;
    visitor.sees("#maintenance", "Maintenance is on").await;
    visitor
        .follow("#maintenance form[action$='/end'] button")
        .await;
    visitor.misses("#maintenance", "Maintenance is on").await;

    call_it(visitor).await;
    restart(visitor).await;
    visitor
        .send("#bot-status form[action='/bot/stop'] button")
        .await;
    visitor.sees_in_time("#bot-status", "Stopped").await;
    visitor
        .send("#bot-status form[action='/bot/start'] button")
        .await;
    visitor.sees_in_time("#bot-status", "Connected").await;
}

async fn call_it(visitor: &Visitor<'_>) {
    let name = format!("Lantern {}", visitor.word());
    visitor.replace("#profile-username", &name).await;
    visitor.follow("#profile form button").await;
    let simulator = &visitor.desk.desk.simulator;
    let called = simulator.wait_for(PATIENCE, |discord| {
        let is_called = |name: &String| {
            discord.read(|world| world.users.values().any(|one| one.username == *name))
        };
        is_called(&name).then_some(())
    });
    assert!(called.await.is_some(), "nobody is called {name}");
    visitor.go("/bot").await;
    visitor
        .until(&format!(
            "document.querySelector('#profile-username').value === '{name}'"
        ))
        .await;
}

async fn restart(visitor: &Visitor<'_>) {
    let simulator = &visitor.desk.desk.simulator;
    let before = simulator.gateway().identifies();
    visitor
        .send("#bot-status form[action='/bot/restart'] button")
        .await;
    let again = simulator.wait_for(PATIENCE, |discord| {
        (discord.gateway().identifies() > before).then_some(())
    });
    assert!(again.await.is_some(), "the bot did not come back");
    visitor.sees_in_time("#bot-status", "Connected").await;
}
