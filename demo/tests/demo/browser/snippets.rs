//! Snippets: written, changed, put back, removed, brought back.

use super::visitor::{Scripts, Visitor};

pub async fn write(visitor: &Visitor<'_>) {
    let key = format!("tea-{}", visitor.word());
    visitor.go("/snippets").await;
    visitor.unfold("#new-snippet").await;
    visitor.type_into("#snippet-key", "two words").await;
    visitor
        .type_into("#snippet-content", "Tea for {member}")
        .await;
    if visitor.scripts == Scripts::Run {
        visitor.sees("#snippet-preview", "Tea for").await;
        assert!(!visitor.shows("#snippet-preview", "{member}").await);
    }
    visitor.follow("#new-snippet button.primary").await;
    visitor.sees("#snippet-key-error", "").await;
    visitor
        .until("document.querySelector('#snippet-content').value === 'Tea for {member}'")
        .await;
    visitor.forgive("the server responded with a status of 422");
    visitor.replace("#snippet-key", &key).await;
    visitor.follow("#new-snippet button.primary").await;
    visitor.sees("body", &key).await;

    visitor.go("/snippets").await;
    visitor.type_into("#snippet-search", &key).await;
    visitor
        .follow("form[action='/snippets'][method=get] button")
        .await;
    visitor
        .until("document.querySelectorAll('.snippet-row').length === 1")
        .await;
    visitor.follow_link(".snippet-link", &key).await;
    visitor
        .replace("#snippet-content", "Coffee for {member}")
        .await;
    visitor.follow(".wording button.primary").await;
    visitor
        .until("document.querySelectorAll('.version').length === 2")
        .await;
    visitor.sees(".version .snippet-example", "Coffee").await;
    visitor.follow(".version form button").await;
    visitor
        .until("document.querySelectorAll('.version').length === 3")
        .await;
    visitor
        .until("document.querySelector('#snippet-content').value.startsWith('Tea')")
        .await;

    visitor.unfold("details.confirm").await;
    visitor.follow("details.confirm button.danger").await;
    visitor.go("/snippets?shelf=removed").await;
    visitor.sees(".snippet-row", &key).await;
    visitor.follow_link(".snippet-link", &key).await;
    visitor.follow("form[action$='/return'] button").await;
    visitor.go("/snippets").await;
    visitor.sees(".snippet-row", &key).await;
}
