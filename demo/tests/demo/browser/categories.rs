//! Categories: made, put in order, switched off and on, removed.

use super::visitor::Visitor;

pub async fn arrange(visitor: &Visitor<'_>) {
    let name = format!("Tea, {}", visitor.word());
    visitor.go("/categories").await;
    visitor.unfold("#new-category").await;
    visitor.type_into("#new-category-name", &name).await;
    visitor.type_into("#new-category-emoji", "no emoji").await;
    visitor.follow("#new-category button.primary").await;
    visitor.sees("#new-category-emoji-error", "").await;
    visitor.forgive("the server responded with a status of 422");
    visitor.replace("#new-category-emoji", "🍵").await;
    visitor.follow("#new-category button.primary").await;
    visitor.sees(".category-name", &name).await;

    let last = ".category:last-child";
    visitor.sees(&format!("{last} .category-name"), &name).await;
    visitor.send(&format!("{last} button[value=up]")).await;
    visitor
        .sees(".category:nth-last-child(2) .category-name", &name)
        .await;
    visitor
        .send(".category:nth-last-child(2) button[value=down]")
        .await;
    visitor.sees(&format!("{last} .category-name"), &name).await;
    visitor
        .send(&format!("{last} form[action$='/switch'] button"))
        .await;
    visitor.sees(&format!("{last}.category-off"), &name).await;
    visitor
        .send(&format!("{last} form[action$='/switch'] button"))
        .await;
    visitor
        .sees(&format!("{last}:not(.category-off)"), &name)
        .await;

    visitor.unfold(&format!("{last} .category-change")).await;
    visitor
        .replace(&format!("{last} [name=description]"), "Leaves and water")
        .await;
    visitor
        .follow(&format!("{last} .category-form button.primary"))
        .await;
    visitor
        .sees(".category-description", "Leaves and water")
        .await;
    remove(visitor, &name).await;
    visitor.follow("#notice-undo").await;
    remove(visitor, &name).await;
    visitor.follow(".tabs a[href*='removed']").await;
    pick(visitor, &name).await;
    visitor
        .follow(".wanted form[action$='/return'] button")
        .await;
    remove(visitor, &name).await;
}

/// Removes the category of this name from the list.
async fn remove(visitor: &Visitor<'_>, name: &str) {
    visitor.sees(".category-name", name).await;
    pick(visitor, name).await;
    visitor.unfold(".wanted details.confirm").await;
    visitor
        .follow(".wanted details.confirm button.danger")
        .await;
    visitor.misses(".category-name", name).await;
}

/// Marks the category of this name among those on the page.
async fn pick(visitor: &Visitor<'_>, name: &str) {
    visitor.sees(".category-name", name).await;
    let pick = format!(
        "[...document.querySelectorAll('.category')].some((one) => one.innerText.includes({name:?}) && one.classList.add('wanted') === undefined)"
    );
    assert!(visitor.evaluate::<bool>(&pick).await);
}
