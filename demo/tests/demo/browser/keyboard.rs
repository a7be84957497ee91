//! A ticket worked with keys alone: after each act the focus is where somebody goes on from, and the same key does nothing else.

use super::visitor::{Scripts, Visitor};

/// Every act in a ticket that nobody has, each done by a key.
pub async fn work(visitor: &Visitor<'_>) {
    tag(visitor).await;
    rank(visitor).await;
    take(visitor).await;
    delete(visitor).await;
    be_refused(visitor).await;
    keep_open(visitor).await;
}

/// Tries to send once more what Discord does not take.
pub async fn try_again(visitor: &Visitor<'_>) {
    if visitor.scripts == Scripts::Off {
        return;
    }
    visitor.go("/tickets").await;
    visitor.follow_row("untouched").await;
    press(visitor, ".delivery-failed button").await;
    is_at(visitor, "article.message:has(.delivery)").await;
    visitor.sees(".delivery-failed", "").await;
    is_at(visitor, "article.message:has(.delivery-failed)").await;
}

async fn tag(visitor: &Visitor<'_>) {
    visitor.unfold("#work-tags").await;
    visitor.type_into("#work-tag-name", "by-key").await;
    visitor.press("Enter").await;
    visitor.sees(".ticket-tag", "by-key").await;
    is_at(visitor, "#work-tags > summary").await;
    // Once more: it unfolds what it stands on.
    visitor.press("Enter").await;
    visitor
        .until("document.querySelector('#work-tags').open")
        .await;
    visitor.press("Enter").await;
    visitor.sees("#work-assignment-line", "Nobody").await;
    press(visitor, ".tag-remove").await;
    visitor.misses(".ticket-tag", "by-key").await;
    is_at(visitor, "#work-tags-line").await;
}

async fn rank(visitor: &Visitor<'_>) {
    visitor.unfold("#work-priority").await;
    visitor.choose("#work-priority-list", "High").await;
    press(visitor, "#work-priority button").await;
    visitor.sees("#work-priority-line", "High").await;
    is_at(visitor, "#work-priority > summary").await;
}

async fn take(visitor: &Visitor<'_>) {
    press(visitor, "form[action$='/assignment'] button").await;
    visitor.sees("#work-assignment-line", "You").await;
    is_at(visitor, "#work-assignment-line").await;
    visitor.press("Enter").await;
    visitor.unfold("#work-assignment").await;
    press(visitor, "form[action$='/release'] button").await;
    visitor.sees("#work-assignment-line", "Nobody").await;
    is_at(visitor, "#work-assignment > summary").await;
}

async fn delete(visitor: &Visitor<'_>) {
    visitor.type_into("#composer-content", "A slip").await;
    visitor.click("#composer-send").await;
    visitor.sees(".from-staff .message-text", "A slip").await;
    is_at(visitor, "#composer-send").await;
    let slip = "article.message:last-child";
    visitor
        .unfold(&format!("{slip} details[id^='delete-']"))
        .await;
    press(visitor, &format!("{slip} button.danger")).await;
    visitor
        .until(&format!(
            "document.querySelector('{slip}').matches('.deleted')"
        ))
        .await;
    is_at(visitor, slip).await;
}

/// What has to be corrected has the focus, on a page that comes anew as well.
async fn be_refused(visitor: &Visitor<'_>) {
    visitor.unfold("#work-block").await;
    visitor.type_into("#work-block-lasts", "some day").await;
    press(visitor, "#work-block button.danger").await;
    visitor.sees("#work-block-lasts-error", "").await;
    is_at(visitor, "#work-block-lasts").await;
    visitor.forgive("the server responded with a status of 422");
    visitor.reload().await;
}

async fn keep_open(visitor: &Visitor<'_>) {
    visitor.unfold("#closing").await;
    visitor.type_into("#closing-when", "2h").await;
    visitor.follow("#closing button[type=submit]").await;
    visitor.sees(".ticket-scheduled", "").await;
    press(visitor, ".ticket-scheduled form button").await;
    visitor.misses(".ticket-scheduled", "").await;
    is_at(visitor, "#ticket-header").await;
}

/// Presses Enter on what somebody has come to with the keyboard.
async fn press(visitor: &Visitor<'_>, selector: &str) {
    visitor.sees(selector, "").await;
    let focus = format!("(document.querySelector({selector:?}).focus(), true)");
    let _: bool = visitor.evaluate(&focus).await;
    is_at(visitor, selector).await;
    visitor.press("Enter").await;
}

async fn is_at(visitor: &Visitor<'_>, selector: &str) {
    let condition = format!("document.activeElement?.matches({selector:?})");
    visitor.until(&condition).await;
}
