//! Members: looked for, and looked at.

use super::visitor::{Scripts, Visitor};

pub async fn look(visitor: &Visitor<'_>) {
    visitor.go("/members").await;
    visitor.sees(".member-row", "").await;
    visitor
        .type_into("#member-search", "nobody of this name")
        .await;
    visitor.follow("form[action='/members'] button").await;
    visitor.sees(".nothing", "nobody of this name").await;
    visitor.follow(".nothing a.button").await;
    visitor.sees(".member-row", "").await;

    let name = "document.querySelector('.member-row .member-name').textContent";
    let name: String = visitor.evaluate(name).await;
    visitor.type_into("#member-search", &name).await;
    visitor.follow("form[action='/members'] button").await;
    visitor.sees(".member-row", &name).await;
    visitor.follow(".member-link").await;
    visitor.sees("h1", &name).await;
    visitor.sees(".past-row", "#").await;
    // A script asks by itself what Discord says.
    if visitor.scripts == Scripts::Off {
        visitor.follow("#membership a").await;
    }
    visitor.sees("#membership", "Roles").await;
    visitor.follow(".past-row a").await;
    visitor.sees("#ticket-header", &name).await;
}
