//! How sample tickets are worked.

use chrono::TimeDelta;
use rustmail_views::form::Field;
use rustmail_views::priority::Priority;
use rustmail_views::ticket::work::{Assignee, Block, Category, Stage, Tools, Who, Work};

/// A ticket that somebody else has, with everything that can be said about one.
pub fn work(stage: Stage) -> Work {
    Work {
        ticket: 1042,
        assignee: Some(Assignee {
            name: "Jonas".to_owned(),
            who: Who::Other,
        }),
        category: Some(Category {
            name: "Orders".to_owned(),
            emoji: Some("📦".to_owned()),
        }),
        priority: Priority::High,
        label: Some("Lost parcel".to_owned()),
        tags: vec!["refund".to_owned(), "late-delivery".to_owned()],
        block: Some(Block {
            by: "Léa".to_owned(),
            reason: Some("Insults.".to_owned()),
            until: Some(super::now() + TimeDelta::days(3)),
        }),
        tools: Some(tools(stage)),
    }
}

/// A ticket that nobody has looked at yet.
pub fn unworked() -> Work {
    Work {
        ticket: 1042,
        assignee: None,
        category: None,
        priority: Priority::Normal,
        label: None,
        tags: Vec::new(),
        block: None,
        tools: Some(tools(Stage::Open)),
    }
}

fn tools(stage: Stage) -> Tools {
    let pair = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    Tools {
        stage,
        people: vec![pair("204", "Jonas"), pair("205", "Léa")],
        categories: vec![pair("", "Inbox"), pair("1", "Orders")],
        category: Field::of("1"),
        priority: Field::of("high"),
        label: Field::of("Lost parcel"),
        ..Tools::default()
    }
}
