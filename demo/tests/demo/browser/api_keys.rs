//! API keys: made, copied, revoked, deleted.

use super::visitor::{Scripts, Visitor};

pub async fn hand_out(visitor: &Visitor<'_>) {
    let name = format!("Kettle, {}", visitor.word());
    visitor.go("/api-keys").await;
    visitor.unfold("#new-key").await;
    visitor.type_into("#new-key-name", &name).await;
    visitor.follow("#new-key button.primary").await;
    visitor.sees("#new-key-permissions-error", "").await;
    visitor
        .until(&format!(
            "document.querySelector('#new-key-name').value === {name:?}"
        ))
        .await;
    visitor.forgive("the server responded with a status of 422");
    visitor.click("#new-key-permissions-read_tickets").await;
    visitor.follow("#new-key button.primary").await;
    visitor.sees("#created-key", &name).await;
    visitor.sees(".created-key", "curl").await;
    if visitor.scripts == Scripts::Run {
        visitor
            .click("button.copy[data-copy=created-key-secret]")
            .await;
        visitor.sees("button.copy", "Copied").await;
    }

    visitor.go("/api-keys").await;
    assert!(!visitor.shows("main", "is ready").await);
    visitor.sees(".key:first-child", &name).await;
    visitor
        .unfold(".key:first-child details:has(form[action$='/revocation'])")
        .await;
    visitor
        .follow(".key:first-child form[action$='/revocation'] button")
        .await;
    visitor
        .sees(".key:first-child .key-prefix", "Revoked")
        .await;
    visitor
        .unfold(".key:first-child details:has(form[action$='/deletion'])")
        .await;
    visitor
        .follow(".key:first-child form[action$='/deletion'] button")
        .await;
    visitor.misses(".key", &name).await;
}

/// A key that is let into a category that not everybody sees.
pub async fn let_into_a_category(visitor: &Visitor<'_>) {
    let name = format!("Archive, {}", visitor.word());
    visitor.go("/api-keys").await;
    visitor.unfold("#new-key").await;
    visitor.type_into("#new-key-name", &name).await;
    visitor.click("#new-key-permissions-read_tickets").await;
    let category = "#new-key [name=categories]";
    visitor.click(category).await;
    let label = format!(
        "document.querySelector(`label[for=${{document.querySelector({category:?}).id}}]`).innerText.trim()"
    );
    let label: String = visitor.evaluate(&label).await;
    visitor.follow("#new-key button.primary").await;
    visitor.sees("#created-key", &name).await;
    visitor.go("/api-keys").await;
    visitor.sees(".key:first-child", &name).await;
    visitor.sees(".key:first-child dd", &label).await;
}
