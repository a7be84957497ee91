//! The configuration: changed, refused beside the field, remembered, taken back.

use super::visitor::{Scripts, Visitor};

pub async fn change(visitor: &Visitor<'_>) {
    let welcome = format!("A {} welcome!", visitor.word());
    visitor.go("/configuration").await;
    visitor
        .replace("#setting-bot-welcome-message", &welcome)
        .await;
    if visitor.scripts == Scripts::Run {
        visitor.sees("#previews", &welcome).await;
    } else {
        visitor
            .follow("#settings-messages button[formaction$='/preview']")
            .await;
        visitor.sees("#previews", &welcome).await;
    }
    visitor.send("#settings-messages button.primary").await;
    visitor.sees("#settings-messages .notice", "Saved").await;
    visitor.sees("#settings-messages .setting-origin", "").await;
    go_back_to_the_file(visitor).await;
    visitor
        .replace("#setting-bot-welcome-message", &welcome)
        .await;
    visitor.send("#settings-messages button.primary").await;
    visitor.sees("#settings-messages .notice", "Saved").await;

    let zone = "#setting-bot-timezone";
    let group = "section:has(#setting-bot-timezone)";
    visitor.replace(zone, "Atlantis/Centre").await;
    visitor.send(&format!("{group} button.primary")).await;
    visitor
        .sees("#setting-bot-timezone-error", "This is no time zone")
        .await;
    visitor
        .until(&format!(
            "document.querySelector('{zone}').value === 'Atlantis/Centre'"
        ))
        .await;
    visitor.forgive("the server responded with a status of 422");
    visitor.replace(zone, "Europe/Paris").await;
    visitor.send(&format!("{group} button.primary")).await;
    visitor.sees(&format!("{group} .notice"), "Saved").await;
    // Enter in a field saves, although the button that sets it back comes first.
    visitor.sees(&format!("{group} .setting-origin"), "").await;
    visitor.replace(zone, "Europe/Rome").await;
    visitor.press_in(zone, "Enter").await;
    visitor
        .until(&format!(
            "document.querySelector('{zone}').defaultValue === 'Europe/Rome'"
        ))
        .await;
    visitor.sees(&format!("{group} .notice"), "Saved").await;

    visitor.go("/configuration/history").await;
    visitor
        .sees(".setting-version:first-child ins", "Europe/Rome")
        .await;
    visitor.sees(".setting-version ins", &welcome).await;
    visitor
        .follow(".setting-version:last-child form button")
        .await;
    visitor
        .sees(".setting-version:first-child del", "Europe/Rome")
        .await;
    visitor.go("/configuration").await;
    visitor
        .until("document.querySelector('#setting-bot-welcome-message').value.startsWith('Thank you for writing')")
        .await;
}

/// One message has the file's value again, and what is typed in the other is still there.
async fn go_back_to_the_file(visitor: &Visitor<'_>) {
    let (welcome, farewell) = ("#setting-bot-welcome-message", "#setting-bot-close-message");
    visitor.replace(farewell, "Half a fare").await;
    visitor
        .send("#settings-messages .setting-origin button")
        .await;
    visitor
        .sees("#settings-messages .notice", "not saved yet")
        .await;
    visitor
        .until(&format!(
            "document.querySelector('{farewell}').value === 'Half a fare' &&
             document.querySelector('{welcome}').value.startsWith('Thank you for writing')"
        ))
        .await;
}
