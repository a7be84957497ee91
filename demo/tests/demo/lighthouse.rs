//! Lighthouse's marks for the pages that staff open first, on a phone and at a desk. Performance is among them, which depends on the
//! machine; so this is no test. When everything is printed, it fails if a mark is too low.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]
// The tests need more of the browser and of the desk than this.
#![allow(dead_code, unused_imports)]

mod browser {
    pub mod chrome;
    pub mod entrance;
    pub mod tools;
}
mod support;

use browser::chrome::Chrome;
use browser::entrance::{first_pages, sign_in_at};
use browser::tools::{Machine, Marks, lighthouse};
use rustmail_demo::cast::AGENT;
use rustmail_demo::making::Past;
use support::TestDesk;

const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];

/// No mark may be lower.
const LEAST: f64 = 98.0;

/// How often a page is judged. The middle of the marks for performance counts, as Lighthouse's own guide has it.
///
/// <https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md>
const ROUNDS: usize = 5;

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(judge());
}

fn middle_of(rounds: usize, judge: impl FnMut() -> Marks) -> Marks {
    let mut all: Vec<Marks> = std::iter::repeat_with(judge).take(rounds).collect();
    all.sort_by(|one, other| one.by_category[0].1.total_cmp(&other.by_category[0].1));
    all.swap_remove(rounds / 2)
}

async fn judge() {
    let desk = TestDesk::open_with(Past::Lived { closed: 60 }).await;
    let chrome = Chrome::start().await;
    let staff = chrome.tab().await;
    sign_in_at(&staff, &desk, AGENT.1).await;
    let mut missed = Vec::new();
    println!("{:<9}{:<14}{}", "", "", CATEGORIES.join("  "));
    for (name, address) in first_pages(&staff, &desk).await {
        for machine in [Machine::Phone, Machine::Desktop] {
            let marks = middle_of(ROUNDS, || {
                lighthouse(&chrome, &address, (machine, &CATEGORIES))
            });
            let low = marks.by_category.iter().filter(|(_, mark)| *mark < LEAST);
            missed.extend(
                low.map(|(category, mark)| {
                    format!("{name} has {mark} for {category} ({machine:?})")
                }),
            );
            let figures = marks.by_category.iter().map(|(category, mark)| {
                let width = category.len();
                format!("{mark:>width$}")
            });
            let figures: Vec<String> = figures.collect();
            println!(
                "{:<9}{name:<14}{}",
                format!("{machine:?}"),
                figures.join("  ")
            );
            for fault in marks.faults {
                println!("{:<9}    {fault}", "");
            }
        }
    }
    chrome.close().await;
    desk.close().await;
    assert!(
        missed.is_empty(),
        "a page has at least {LEAST}:\n{}",
        missed.join("\n")
    );
}
