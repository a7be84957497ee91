//! The list: narrowed, put in order, searched, kept as a view, worked with single keys, and several tickets at once.

use chromiumoxide::layout::Point;

use super::chrome::Chrome;
use super::visitor::{Scripts, Visitor};
use super::write_on_discord;

pub async fn work(visitor: &Visitor<'_>) {
    narrow(visitor).await;
    order(visitor).await;
    search(visitor).await;
    keep_a_view(visitor).await;
    if visitor.scripts == Scripts::Run {
        press_keys(visitor).await;
        press_twice(visitor).await;
    }
    work_several(visitor).await;
}

/// A ticket comes in while somebody points at a row, has the focus in it, or has ticked it: nothing moves, not by a pixel. What has come
/// in is shown when it is asked for.
pub async fn hold_still(chrome: &Chrome, visitor: &Visitor<'_>) {
    let corner = Point::new(2.0, 2.0);
    let pointed_at = announce(chrome, visitor, "hanakim", async || {
        visitor
            .point_at(".ticket-row .ticket-preview", corner)
            .await
    })
    .await;
    // On the way to what is announced, the pointer leaves the list.
    let pill = visitor.point_at("#news button", pointed_at).await;
    visitor.press_at(pill).await;
    visitor
        .until("document.activeElement === document.querySelector('.ticket-link')")
        .await;
    visitor.sees(".ticket-row", "hanakim here").await;
    visitor
        .until("document.querySelector('#news').hidden")
        .await;
    assert!(visitor.address().await.ends_with("/tickets"));

    announce(chrome, visitor, "nightjar", async || {
        visitor.point_at("h1", pill).await;
        visitor.press("j").await;
        visitor
            .until("document.activeElement.matches('.ticket-link')")
            .await;
    })
    .await;
    announce(chrome, visitor, "aiko.m", async || {
        visitor.click(".ticket-row .ticket-select").await;
        visitor.point_at("h1", corner).await;
    })
    .await;
}

/// Opens the list and does something there; then somebody writes for the first time, which is announced and moves nothing.
async fn announce<T>(
    chrome: &Chrome,
    visitor: &Visitor<'_>,
    newcomer: &str,
    act: impl AsyncFnOnce() -> T,
) -> T {
    visitor.go("/tickets").await;
    visitor.sees("#keys-hint", "?").await;
    let done = act().await;
    let places = "[...document.querySelectorAll('.ticket-row')].map((row) => row.getBoundingClientRect().top)";
    let before: Vec<f64> = visitor.evaluate(places).await;
    let member = chrome.tab().await;
    member.open(&visitor.desk.dm_page(newcomer)).await;
    write_on_discord(&member, &format!("{newcomer} here")).await;
    visitor.sees("#news", "One new ticket").await;
    let after: Vec<f64> = visitor.evaluate(places).await;
    assert_eq!(before, after, "the list moves when {newcomer} comes in");
    done
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
    // However many views there are, each is in sight.
    visitor
        .until("document.querySelector('.ticket-views').scrollWidth <= document.querySelector('.ticket-views').clientWidth")
        .await;
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

/// A button that is pressed twice says the same once.
async fn press_twice(visitor: &Visitor<'_>) {
    visitor.go("/tickets").await;
    visitor.sees("#keys-hint", "?").await;
    let sent = "(() => {
        let sent = 0;
        document.addEventListener('submit', (event) => {
            if (!event.defaultPrevented) sent += 1;
            event.preventDefault();
        });
        const button = document.querySelector('.saving-form button');
        document.querySelector('#view-name').value = 'Twice';
        button.click();
        button.click();
        return sent;
    })()";
    let sent: u32 = visitor.evaluate(sent).await;
    assert_eq!(sent, 1);
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
