//! The list: narrowed, put in order, searched, kept as a view, worked with single keys, and several tickets at once.

use super::visitor::{Scripts, Visitor};

pub async fn work(visitor: &Visitor<'_>) {
    narrow(visitor).await;
    order(visitor).await;
    search(visitor).await;
    keep_a_view(visitor).await;
    if visitor.scripts == Scripts::Run {
        press_keys(visitor).await;
    }
    work_several(visitor).await;
}

async fn narrow(visitor: &Visitor<'_>) {
    visitor.go("/tickets").await;
    visitor.unfold(".filter").await;
    visitor.choose("#filter-waiting", "Waiting on us").await;
    visitor.choose("#filter-assignee", "Taken by nobody").await;
    visitor.follow(".filter-form button[type=submit]").await;
    visitor.sees(".chip", "Waiting on us").await;
    visitor.sees(".chip", "Taken by nobody").await;
    visitor.follow(".chip a[href='/tickets?waiting=us']").await;
    visitor.misses(".chip", "Taken by nobody").await;
    visitor.sees(".ticket-row", "").await;
    visitor.unfold(".filter").await;
    visitor.replace("#filter-tag", "nobody-has-this").await;
    visitor.follow(".filter-form button[type=submit]").await;
    visitor.sees(".nothing", "No ticket matches").await;
    visitor.follow(".nothing a.button").await;
    visitor.sees(".ticket-row", "").await;
}

async fn order(visitor: &Visitor<'_>) {
    visitor.go("/tickets").await;
    let [first, last] = ends(visitor).await;
    visitor
        .follow(".sorts a[href='/tickets?sort=oldest']")
        .await;
    let [oldest, _] = ends(visitor).await;
    visitor
        .follow(".sorts a[href='/tickets?sort=newest']")
        .await;
    let [newest, _] = ends(visitor).await;
    assert!(oldest < newest, "{oldest} is older than {newest}");
    assert!(oldest <= first.min(last) && newest >= first.max(last));
}

/// The numbers of the first ticket and of the last one.
async fn ends(visitor: &Visitor<'_>) -> [i64; 2] {
    visitor.sees(".ticket-row", "").await;
    let numbers =
        "[...document.querySelectorAll('.ticket-row')].map((row) => Number(row.id.split('-')[1]))";
    let numbers: Vec<i64> = visitor.evaluate(numbers).await;
    [numbers[0], numbers[numbers.len() - 1]]
}

async fn search(visitor: &Visitor<'_>) {
    visitor.go("/tickets").await;
    visitor.type_into("#search", "thank you").await;
    visitor.follow(".search button").await;
    visitor.sees(".hit mark", "hank").await;
    visitor.follow(".hit-link").await;
    // The message is there to be read, wherever in the conversation it stands.
    visitor.until("document.querySelector(':target')").await;
    visitor.sees(":target", "").await;
}

async fn keep_a_view(visitor: &Visitor<'_>) {
    let name = format!("On us, {}", visitor.word());
    visitor.go("/tickets?waiting=us&assignee=nobody").await;
    visitor.unfold(".saving").await;
    visitor.type_into("#view-name", &name).await;
    visitor.follow(".saving-form button").await;
    visitor.sees(".ticket-views .own-view", &name).await;
    visitor.go("/tickets").await;
    visitor.follow_link(".own-view a", &name).await;
    visitor.sees(".chip", "Taken by nobody").await;
    visitor.unfold(".saving").await;
    visitor
        .replace("#view-name", &format!("{name} first"))
        .await;
    visitor.follow(".saving-form button").await;
    visitor.sees(".ticket-views .own-view", "first").await;
    visitor.unfold(".saving").await;
    visitor
        .follow(".saving form:last-of-type button.quiet")
        .await;
    visitor.misses(".ticket-views .own-view", &name).await;
}

async fn press_keys(visitor: &Visitor<'_>) {
    visitor.go("/tickets").await;
    visitor.sees("#keys-hint", "?").await;
    let focused = |row: usize| {
        format!("document.activeElement === document.querySelectorAll('.ticket-link')[{row}]")
    };
    visitor.press("j").await;
    visitor.until(&focused(0)).await;
    visitor.press("j").await;
    visitor.until(&focused(1)).await;
    visitor.press("k").await;
    visitor.until(&focused(0)).await;
    visitor.press("x").await;
    visitor.sees("#selected-count", "1").await;
    visitor.press("x").await;
    visitor.press("?").await;
    visitor.until("document.querySelector('#keys').open").await;
    visitor.press("Escape").await;
    visitor.until("!document.querySelector('#keys').open").await;
    visitor.press("/").await;
    visitor
        .until("document.activeElement.id === 'search'")
        .await;
    visitor.go("/tickets").await;
    visitor.sees("#keys-hint", "?").await;
    visitor.press("j").await;
    visitor.until(&focused(0)).await;
    visitor.press("Enter").await;
    visitor.sees("#ticket-header", "").await;
}

async fn work_several(visitor: &Visitor<'_>) {
    visitor.go("/tickets?assignee=nobody").await;
    let row = |place: usize| format!(".ticket-row:nth-child({place}) .ticket-select");
    visitor.click(&row(1)).await;
    visitor.click(&row(2)).await;
    visitor.choose("#bulk-to", "To me").await;
    visitor
        .send(".bulk button[formaction='/tickets/assignments']")
        .await;
    visitor.sees("#notice", "2 tickets").await;
    visitor.go("/tickets?assignee=me").await;
    visitor
        .until("document.querySelectorAll('.ticket-row').length >= 2")
        .await;

    let [closed, _] = ends(visitor).await;
    visitor.click(&row(1)).await;
    visitor
        .type_into("#bulk-reason", "Answered in public")
        .await;
    visitor.click("#bulk-silent").await;
    visitor
        .send(".bulk-part button:not([formaction])[type=submit]")
        .await;
    visitor.sees("#notice", &format!("#{closed}")).await;
    visitor.sees("#notice", "closed").await;
    visitor.send("#notice-undo").await;
    visitor.sees("#notice", "open again").await;
    visitor.sees(".ticket-row", &format!("#{closed}")).await;
}
