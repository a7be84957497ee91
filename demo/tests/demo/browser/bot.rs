//! The bot: how it shows itself, and that it is being worked on.

use super::visitor::Visitor;

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

    visitor
        .send("#bot-status form[action='/bot/stop'] button")
        .await;
    visitor.sees_in_time("#bot-status", "Stopped").await;
    visitor
        .send("#bot-status form[action='/bot/start'] button")
        .await;
    visitor.sees_in_time("#bot-status", "Connected").await;
}
