//! Samples of what the desk works with beside tickets: snippets, categories, members and blocks.

use maud::Markup;
use rustmail_views::blocks::{self, Block, BlockForm, Blocks, ChangeForm};
use rustmail_views::categories::{
    self, Categories, Category, Channels, Definition, Discord, RoleChoice, State,
};
use rustmail_views::form::{Caution, Field};
use rustmail_views::members::{
    self, Member, MemberPage, Members, Membership, PastBlock, PastTicket, Standing,
};
use rustmail_views::reader::Reader;
use rustmail_views::search::Piece;
use rustmail_views::snippets::{
    self, Shelf, Snippet, SnippetPage, Snippets, Suggestion, Version, WordingForm,
};

use super::minutes_ago;

/// Each of these pages; `text` stands wherever people can write something.
pub fn pages(reader: &Reader, text: &str) -> Vec<(&'static str, Markup)> {
    let nothing = Snippets {
        rows: Vec::new(),
        form: None,
        search: String::new(),
        ..snippet_list(text)
    };
    vec![
        ("snippets", snippets::page(reader, &snippet_list(text))),
        ("snippets-none", snippets::page(reader, &nothing)),
        ("snippet", snippets::snippet_page(reader, &snippet(text))),
        ("categories", categories::page(reader, &category_list(text))),
        (
            "categories-removed",
            categories::page(reader, &removed_categories(text)),
        ),
        ("members", members::page(reader, &member_list(text))),
        ("member", members::member_page(reader, &member_page(text))),
        ("blocks", blocks::page(reader, &block_list(text))),
    ]
}

/// What is suggested while an answer is written.
pub fn suggestions(reader: &Reader, text: &str) -> Markup {
    let suggestion = Suggestion {
        id: 3,
        key: "hours".to_owned(),
        preview: text.to_owned(),
        text: text.to_owned(),
    };
    snippets::suggestions(reader, &[suggestion])
}

fn saved(id: i64, key: &str, content: &str) -> Snippet {
    Snippet {
        id,
        key: key.to_owned(),
        content: content.to_owned(),
        uses: 12,
        changed_by: "Léa".to_owned(),
        changed_at: minutes_ago(90),
    }
}

fn snippet_list(text: &str) -> Snippets {
    Snippets {
        shelf: Shelf::InUse,
        search: text.to_owned(),
        rows: vec![
            saved(1, "hours", "We answer from 9 to 5."),
            saved(2, "refund", text),
        ],
        more: Some("refund.2".to_owned()),
        back: Some("hours.1".to_owned()),
        form: Some(WordingForm {
            key: Field::refused(text, text),
            content: Field::refused(text, text),
            refusal: Some(text.to_owned()),
            preview: text.to_owned(),
            based_on: None,
        }),
    }
}

fn snippet(text: &str) -> SnippetPage {
    let version = |number, content: &str| Version {
        number,
        content: content.to_owned(),
        key: if number == 1 { "opening" } else { "hours" }.to_owned(),
        by: text.to_owned(),
        at: minutes_ago(90),
    };
    SnippetPage {
        snippet: saved(1, "hours", text),
        shelf: Shelf::InUse,
        version: 2,
        preview: text.to_owned(),
        versions: vec![version(2, text), version(1, "We answer from 9 to 5.")],
        form: Some(WordingForm {
            key: Field::of("hours"),
            content: Field::of(text),
            based_on: Some(2),
            preview: text.to_owned(),
            refusal: None,
        }),
        may_manage: true,
        refusal: None,
    }
}

fn definition(text: &str) -> Definition {
    let role = |id: &str, is_chosen| RoleChoice {
        id: id.to_owned(),
        name: text.to_owned(),
        is_chosen,
    };
    Definition {
        name: Field::of(text),
        emoji: Field::of("💳"),
        description: Field::of(text),
        channels: Field::of("77"),
        caution: Caution::note(Some(text.to_owned())),
        offered_channels: vec![
            (String::new(), "The inbox".to_owned()),
            ("77".to_owned(), text.to_owned()),
        ],
        roles: vec![role("5", true), role("6", false)],
        based_on: Some(3),
        refusal: None,
    }
}

fn category_list(text: &str) -> Categories {
    let category = |id, channels, state| Category {
        id,
        name: text.to_owned(),
        emoji: Some("💳".to_owned()),
        description: Some(text.to_owned()),
        state,
        channels,
        roles: vec![text.to_owned()],
        removed_at: None,
        form: Some(definition(text)),
    };
    let unseen = Category {
        form: None,
        roles: Vec::new(),
        ..category(3, Channels::Gone, State::Off)
    };
    Categories {
        shelf: categories::Shelf::InUse,
        rows: vec![
            category(1, Channels::Inbox, State::On),
            category(2, Channels::Into(text.to_owned()), State::Off),
            unseen,
        ],
        form: Definition {
            name: Field::refused(text, text),
            caution: Caution::refused("77".to_owned()),
            refusal: Some(text.to_owned()),
            ..definition(text)
        },
        discord: Discord::Answered,
        most: 24,
        refusal: Some(text.to_owned()),
    }
}

fn removed_categories(text: &str) -> Categories {
    let mut list = category_list(text);
    list.shelf = categories::Shelf::Removed;
    for category in &mut list.rows {
        category.removed_at = Some(minutes_ago(300));
    }
    list
}

fn member(text: &str) -> Member {
    Member {
        id: 301_000_000_000_000_001,
        name: text.to_owned(),
        username: text.to_owned(),
        found: None,
        picture: None,
        last_contact_at: Some(minutes_ago(12)),
        tickets: 3,
        open_ticket: Some(1042),
        is_blocked: true,
    }
}

fn member_list(text: &str) -> Members {
    Members {
        search: String::new(),
        rows: vec![
            member(text),
            Member {
                id: 301_000_000_000_000_002,
                found: Some((
                    vec![
                        Piece::Marked("Mira".to_owned()),
                        Piece::Plain(text.to_owned()),
                    ],
                    vec![Piece::Marked(text.to_owned())],
                )),
                ..member(text)
            },
        ],
        more: Some("1.2".to_owned()),
        back: Some("3.4".to_owned()),
    }
}

fn member_page(text: &str) -> MemberPage {
    let ticket = |number, closed_at| PastTicket {
        number,
        label: Some(text.to_owned()),
        category: Some(text.to_owned()),
        opened_at: minutes_ago(5_000),
        closed_at,
    };
    let block = |id, standing| PastBlock {
        id,
        reason: Some(text.to_owned()),
        by: text.to_owned(),
        placed_at: minutes_ago(60),
        change: matches!(standing, Standing::Until(_)).then(|| change(text)),
        standing,
    };
    MemberPage {
        member: member(text),
        created_at: minutes_ago(500_000),
        membership: Some(Membership::Inside {
            since: Some(minutes_ago(50_000)),
            nickname: Some(text.to_owned()),
            roles: vec![text.to_owned()],
        }),
        tickets: vec![ticket(1042, None), ticket(900, Some(minutes_ago(3_000)))],
        older: Some(900),
        blocks: vec![
            block(2, Standing::Until(None)),
            block(1, Standing::Ended(minutes_ago(70), Some(text.to_owned()))),
        ],
        form: Some(BlockForm {
            member: Field::of("301000000000000001"),
            is_of_member: true,
            reason: Field::refused(text, text),
            ..BlockForm::default()
        }),
        may_manage: true,
        refusal: Some(text.to_owned()),
    }
}

fn change(text: &str) -> ChangeForm {
    ChangeForm {
        reason: Field::of(text),
        lasts: Field::refused(text, text),
        for_good: true,
        based_on: Some(1),
        refusal: Some(text.to_owned()),
    }
}

fn block_list(text: &str) -> Blocks {
    let block = |id, standing| Block {
        id,
        member_id: 301_000_000_000_000_001,
        member: text.to_owned(),
        reason: Some(text.to_owned()),
        by: text.to_owned(),
        placed_at: minutes_ago(60),
        standing,
        messages_refused: 2,
        change: Some(change(text)),
    };
    Blocks {
        shelf: blocks::Shelf::Standing,
        rows: vec![
            block(2, Standing::Until(Some(minutes_ago(-600)))),
            block(1, Standing::Until(None)),
        ],
        newer: Some(9),
        older: Some(1),
        form: BlockForm {
            member: Field::of(text),
            meant: vec![("7".to_owned(), text.to_owned())],
            ..BlockForm::default()
        },
        refusal: Some(text.to_owned()),
    }
}
