//! The form that changes a block: why it stands, and until when.

use maud::{Markup, html};

use crate::form::{self, Control, Field, Need};
use crate::reader::Reader;

/// The form that changes a block that stands.
#[derive(Default)]
pub struct ChangeForm {
    /// Why.
    pub reason: Field,
    /// For how long from now: `7d`; empty as long as it does already.
    pub lasts: Field,
    /// Whether it is to stand for good.
    pub for_good: bool,
    /// The version of the block that is being changed.
    pub based_on: Option<i32>,
    /// Why the change as a whole was refused.
    pub refusal: Option<String>,
}

impl ChangeForm {
    fn was_refused(&self) -> bool {
        let fields = [&self.reason, &self.lasts];
        self.refusal.is_some() || fields.iter().any(|field| field.error.is_some())
    }
}

/// On which page a block stands, to which the form leads back.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'a> {
    /// In the list, as that of the member with this name.
    List(&'a str),
    /// On the page of its member.
    Member,
}

/// The form in its disclosure, open when something in it was refused.
pub(crate) fn form(
    reader: &Reader,
    id: i64,
    (change, origin): (&ChangeForm, Origin<'_>),
) -> Markup {
    let words = reader.words;
    let start = format!("block-{id}");
    html! {
        details.block-change open[change.was_refused()] {
            summary {
                (words.text("block-change"))
                @if let Origin::List(member) = origin { (form::of(member)) }
            }
            form method="post" action=(format!("/blocks/{id}")) {
                (form::token(reader))
                @if let Some(based_on) = change.based_on {
                    input type="hidden" name="based_on" value=(based_on);
                }
                @if matches!(origin, Origin::Member) { input type="hidden" name="from" value="member"; }
                (form::refusal(change.refusal.as_deref()))
                (fields(reader, &start, change))
                div.choice {
                    input id=(format!("{start}-for-good")) type="checkbox" name="for_good" value="true"
                        checked[change.for_good];
                    label for=(format!("{start}-for-good")) { (words.text("block-change-for-good")) }
                }
                button type="submit" { (words.text("block-change-save")) }
            }
        }
    }
}

fn fields(reader: &Reader, start: &str, change: &ChangeForm) -> Markup {
    let words = reader.words;
    let reason = Control {
        id: &format!("{start}-reason"),
        name: "reason",
        label: &words.text("block-reason"),
        help: Some(&words.text("block-reason-help")),
        kind: form::Kind::Lines(2),
        need: Need::Optional,
        field: &change.reason,
    };
    let lasts = Control {
        id: &format!("{start}-lasts"),
        name: "lasts",
        label: &words.text("block-change-lasts"),
        help: Some(&words.text("block-change-lasts-help")),
        kind: form::Kind::Line,
        need: Need::Optional,
        field: &change.lasts,
    };
    html! { (form::field(&reason)) (form::field(&lasts)) }
}
