//! Blocks: whom nobody has to answer any more, until when, and that it is over.

use super::visitor::Visitor;

pub async fn place_and_lift(visitor: &Visitor<'_>) {
    visitor.go("/members").await;
    let username = "[...document.querySelectorAll('.member-row')].find((row) => !row.querySelector('.mark-deleted'))
        .querySelector('.member-username').textContent.slice(1)";
    let username: String = visitor.evaluate(username).await;

    visitor.go("/blocks").await;
    visitor.unfold("#new-block").await;
    visitor.type_into("#block-member", &username).await;
    visitor.type_into("#block-lasts", "for ages").await;
    visitor.follow("#new-block button.danger").await;
    // What was typed is kept, and what is wrong stands beside it.
    visitor.sees("#block-lasts-error", "").await;
    visitor
        .until(&format!(
            "document.querySelector('#new-block [name=member]').value === {username:?}"
        ))
        .await;
    visitor.forgive("the server responded with a status of 422");
    visitor.replace("#block-lasts", "3d").await;
    visitor.type_into("#block-reason", "Insults").await;
    visitor.follow("#new-block button.danger").await;
    visitor.sees(".block-row", "Insults").await;
    lift(visitor).await;
    visitor.follow("#notice-undo").await;
    visitor.sees(".block-row", "Insults").await;
    change(visitor).await;
    lift(visitor).await;
    visitor.follow(".tabs a[href*='ended']").await;
    visitor.sees(".block-row", "Insults").await;
}

async fn lift(visitor: &Visitor<'_>) {
    visitor
        .follow(".block-row:first-child form[action$='/lifting'] button")
        .await;
    visitor.misses(".block-row", "Insults").await;
}

async fn change(visitor: &Visitor<'_>) {
    let block = ".block-row:first-child";
    let save = format!("{block} .block-change form button");
    visitor.unfold(&format!("{block} .block-change")).await;
    let reason = format!("{block} .block-change [name=reason]");
    visitor.replace(&reason, "Insults, again").await;
    let lasts = format!("{block} .block-change [name=lasts]");
    visitor.type_into(&lasts, "for ages").await;
    visitor.follow(&save).await;
    visitor.sees(&format!("{block} .field-error"), "").await;
    visitor
        .until(&format!(
            "document.querySelector({reason:?}).value === 'Insults, again'"
        ))
        .await;
    visitor.forgive("the server responded with a status of 422");
    visitor.replace(&lasts, "5d").await;
    visitor.follow(&save).await;
    visitor.sees(".block-reason", "Insults, again").await;
}
