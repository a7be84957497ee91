//! Blocks: the members who may not open tickets, and those who might not for a while.

pub(crate) mod changing;

pub use changing::ChangeForm;
use changing::Origin;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::form::{self, Control, Field, Need};
use crate::layout::{self, Page, Place};
use crate::members::{Standing, member_address};
use crate::reader::Reader;
use crate::{address, time};

/// The list of blocks.
pub struct Blocks {
    /// Which blocks are listed.
    pub shelf: Shelf,
    /// The blocks, newest first.
    pub rows: Vec<Block>,
    /// The id after which newer ones begin, if there are any.
    pub newer: Option<i64>,
    /// The id before which the list goes on, if it does.
    pub older: Option<i64>,
    /// The form for a new one.
    pub form: BlockForm,
    /// Why the last act was refused.
    pub refusal: Option<String>,
}

/// Which blocks are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Those that stand.
    Standing,
    /// Those that have ended.
    Ended,
}

/// A member who may not open tickets, or might not for a while.
pub struct Block {
    /// The id in its address.
    pub id: i64,
    /// The member's account.
    pub member_id: i64,
    /// The member's name.
    pub member: String,
    /// Why.
    pub reason: Option<String>,
    /// Who placed it, by name.
    pub by: String,
    /// Since when.
    pub placed_at: DateTime<Utc>,
    /// Whether it stands.
    pub standing: Standing,
    /// How often the member has written meanwhile.
    pub messages_refused: i64,
    /// The form that changes it, while it stands, for whoever is told why it does.
    pub change: Option<ChangeForm>,
}

/// The form that blocks a member.
#[derive(Default)]
pub struct BlockForm {
    /// Whom: a name or an id.
    pub member: Field,
    /// Those who are called that, when it is not clear who is meant: id and name.
    pub meant: Vec<(String, String)>,
    /// Whether the member is given by the page.
    pub is_of_member: bool,
    /// Why.
    pub reason: Field,
    /// For how long: `7d`; empty for good.
    pub lasts: Field,
    /// Whether an open ticket of theirs is closed as well.
    pub closes: bool,
    /// Why the block as a whole was refused.
    pub refusal: Option<String>,
}

impl Shelf {
    /// The value of `shelf` in an address.
    pub fn code(self) -> &'static str {
        match self {
            Shelf::Standing => "",
            Shelf::Ended => "ended",
        }
    }
}

/// The whole page.
pub fn page(reader: &Reader, blocks: &Blocks) -> Markup {
    let words = reader.words;
    let title = words.text("blocks-title");
    let page = Page {
        title: &title,
        reader,
        place: Place::Blocks,
        live: None,
    };
    layout::page(
        &page,
        html! {
            header.page-head { h1 { (title) } }
            p.lead { (words.text("blocks-lead")) }
            (form::refusal(blocks.refusal.as_deref()))
            (creation(reader, &blocks.form))
            (tabs(reader, blocks.shelf))
            (list(reader, blocks))
        },
    )
}

/// The form in its disclosure, open when something in it was refused.
pub fn creation(reader: &Reader, block: &BlockForm) -> Markup {
    let words = reader.words;
    let fields = [&block.member, &block.reason, &block.lasts];
    let was_refused = block.refusal.is_some()
        || !block.meant.is_empty()
        || fields.iter().any(|field| field.error.is_some());
    html! {
        details.card.new-block #new-block open[was_refused] {
            summary {
                @if block.is_of_member { (words.text("block-this")) } @else { (words.text("block-new")) }
            }
            form method="post" action="/blocks" {
                (form::token(reader))
                (form::refusal(block.refusal.as_deref()))
                (whom(reader, block))
                (how(reader, block))
                div.choice {
                    input #block-closes type="checkbox" name="closes" value="true" checked[block.closes];
                    label for="block-closes" { (words.text("block-closes")) }
                }
                button.danger type="submit" { (words.text("block-place")) }
            }
        }
    }
}

/// Who placed a block, since when and until when.
pub fn facts(
    reader: &Reader,
    (by, placed_at): (&str, DateTime<Utc>),
    standing: &Standing,
) -> Markup {
    let words = reader.words;
    html! {
        p.block-facts {
            (words.with("block-by", &[("name", by.into())])) " " (time::ago(reader, placed_at))
            " · "
            @match standing {
                Standing::Until(Some(at)) => { (words.text("block-until")) " " (time::until(reader, *at)) }
                Standing::Until(None) => { (words.text("block-for-good")) }
                Standing::Ended(at, Some(name)) => {
                    (words.with("block-lifted-by", &[("name", name.as_str().into())])) " " (time::ago(reader, *at))
                }
                Standing::Ended(at, None) => { (words.text("block-ended")) " " (time::ago(reader, *at)) }
            }
        }
    }
}

fn whom(reader: &Reader, block: &BlockForm) -> Markup {
    let words = reader.words;
    if block.is_of_member {
        return html! {
            input type="hidden" name="member" value=(block.member.value);
            input type="hidden" name="from" value="member";
            @if let Some(error) = &block.member.error { p.field-error { (error) } }
        };
    }
    let member = Control {
        id: "block-member",
        name: "member",
        label: &words.text("block-member"),
        help: Some(&words.text("block-member-help")),
        kind: form::Kind::Line,
        need: Need::Required,
        field: &block.member,
    };
    html! {
        @if block.meant.is_empty() {
            (form::field(&member))
        } @else {
            fieldset.field {
                legend.field-label { (words.with("block-meant", &[("name", block.member.value.as_str().into())])) }
                @for (id, name) in &block.meant {
                    div.choice {
                        input type="radio" name="member" required id=(format!("block-meant-{id}")) value=(id);
                        label for=(format!("block-meant-{id}")) { (name) }
                    }
                }
            }
        }
    }
}

fn how(reader: &Reader, block: &BlockForm) -> Markup {
    let words = reader.words;
    let reason = Control {
        id: "block-reason",
        name: "reason",
        label: &words.text("block-reason"),
        help: Some(&words.text("block-reason-help")),
        kind: form::Kind::Lines(2),
        need: Need::Optional,
        field: &block.reason,
    };
    let lasts = Control {
        id: "block-lasts",
        name: "lasts",
        label: &words.text("block-lasts"),
        help: Some(&words.text("block-lasts-help")),
        kind: form::Kind::Line,
        need: Need::Optional,
        field: &block.lasts,
    };
    html! { (form::field(&reason)) (form::field(&lasts)) }
}

fn tabs(reader: &Reader, current: Shelf) -> Markup {
    let words = reader.words;
    let entries = [
        (Shelf::Standing, words.text("blocks-standing")),
        (Shelf::Ended, words.text("blocks-ended")),
    ];
    html! {
        nav.tabs aria-label=(words.text("blocks-tabs")) {
            ul {
                @for (shelf, name) in entries {
                    li {
                        a href=(address::with_query("/blocks", &[("shelf", shelf.code())]))
                            aria-current=[(shelf == current).then_some("page")] { (name) }
                    }
                }
            }
        }
    }
}

fn list(reader: &Reader, blocks: &Blocks) -> Markup {
    let words = reader.words;
    html! {
        div #blocks {
            @if blocks.rows.is_empty() {
                div.nothing {
                    @match blocks.shelf {
                        Shelf::Standing => {
                            h2 { (words.text("blocks-none")) }
                            p { (words.text("blocks-none-advice")) }
                        }
                        Shelf::Ended => {
                            h2 { (words.text("blocks-none-ended")) }
                            p { (words.text("blocks-none-ended-advice")) }
                        }
                    }
                }
            } @else {
                ul.block-list { @for block in &blocks.rows { (row(reader, block)) } }
            }
            (paging(reader, blocks))
        }
    }
}

fn paging(reader: &Reader, blocks: &Blocks) -> Markup {
    let words = reader.words;
    let to = |name: &str, id: i64| {
        let parts = [("shelf", blocks.shelf.code()), (name, &id.to_string())];
        address::with_query("/blocks", &parts)
    };
    html! {
        @if blocks.newer.is_some() || blocks.older.is_some() {
            nav.paging aria-label=(words.text("paging")) {
                @if let Some(newer) = blocks.newer {
                    a.button rel="prev" href=(to("after", newer)) { (words.text("paging-newer")) }
                }
                @if let Some(older) = blocks.older {
                    a.button rel="next" href=(to("before", older)) { (words.text("paging-older")) }
                }
            }
        }
    }
}

fn row(reader: &Reader, block: &Block) -> Markup {
    let words = reader.words;
    html! {
        li.block-row id=(address::element_id("block", block.id)) {
            a.member-link href=(member_address(block.member_id)) { bdi { (block.member) } }
            (facts(reader, (&block.by, block.placed_at), &block.standing))
            @if let Some(reason) = &block.reason { p.block-reason { (reason) } }
            @if block.messages_refused > 0 {
                p.block-facts { (words.with("block-refused", &[("count", block.messages_refused.into())])) }
            }
            @let stands = matches!(block.standing, Standing::Until(_));
            @if stands || block.change.is_some() {
                div.block-acts {
                    @if stands {
                        form method="post" action=(format!("/blocks/{}/lifting", block.id)) {
                            (form::token(reader))
                            button type="submit" { (words.text("block-lift")) (form::of(&block.member)) }
                        }
                    }
                    @if let Some(change) = &block.change { (changing::form(reader, block.id, (change, Origin::List(&block.member)))) }
                }
            }
        }
    }
}
