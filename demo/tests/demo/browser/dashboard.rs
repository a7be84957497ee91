//! The dashboard: another period, everybody on the leaderboard, the figures to take away.

use super::visitor::{Scripts, Visitor};

pub async fn read(visitor: &Visitor<'_>) {
    visitor.go("/").await;
    visitor.sees("#now", "").await;
    visitor.mark().await;
    visitor.send("#period-90").await;
    visitor
        .until("document.querySelector('#period-90[aria-current]') && location.search === '?period=90'")
        .await;

    // What is told of a day is not cut by what scrolls the days.
    visitor
        .until("[...document.querySelectorAll('.chart-told')].every((one) => one.offsetParent.matches('.chart-days'))")
        .await;

    visitor.until(&people_shown("=== 5")).await;
    visitor.send("#leaderboard-extent").await;
    visitor.until(&people_shown("> 5")).await;
    visitor.send("#leaderboard-extent").await;
    visitor.until(&people_shown("=== 5")).await;

    // Every figure says what it is.
    visitor.click(".times summary").await;
    visitor.sees(".times details[open]", "").await;

    if visitor.scripts == Scripts::Run {
        visitor.assert_not_reloaded().await;
        let sheet =
            "fetch(document.querySelector('a[download]').href).then((answer) => answer.text())";
        let sheet: String = visitor.evaluate(sheet).await;
        assert!(sheet.lines().count() > 90, "{sheet}");
    }
    visitor.reload().await;
    visitor.sees("#period-90[aria-current]", "90").await;
}

fn people_shown(many: &str) -> String {
    format!("document.querySelectorAll('.leaders tbody tr').length {many}")
}
