//! Whether the member may open tickets, and the forms that change it.

use maud::{Markup, html};

use super::{Block, BlockForm, Stage, Tools, Work, changing, line, refused};
use crate::form::{self, Control, Kind, Need};
use crate::reader::Reader;
use crate::{address, time};

pub(super) fn row(reader: &Reader, work: &Work) -> Markup {
    let words = reader.words;
    let value = html! {
        @match &work.block {
            Some(block) => (blocked(reader, block)),
            None => span.work-none { (words.text("work-not-blocked")) },
        }
    };
    let forms = html! {
        @match (&work.tools, &work.block) {
            (Some(_), Some(_)) => (lifting(reader, work)),
            (Some(tools), None) => (blocking(reader, work, tools)),
            (None, _) => {}
        }
    };
    line(("work-block", &words.text("work-block")), &value, &forms)
}

fn blocked(reader: &Reader, block: &Block) -> Markup {
    let words = reader.words;
    let by = [("name", block.by.as_str().into())];
    html! {
        span.mark.mark-urgent { (words.text("work-blocked")) }
        " "
        @match block.until {
            Some(until) => { (words.text("work-blocked-until")) " " (time::until(reader, until)) " · " }
            None => { (words.text("work-blocked-for-good")) " · " }
        }
        (words.with("work-blocked-by", &by))
        @if let Some(reason) = &block.reason { p.ticket-reason { (reason) } }
    }
}

fn lifting(reader: &Reader, work: &Work) -> Markup {
    let to = address::of_ticket(work.ticket, "block/lifting");
    let button = html! { button type="submit" { (reader.words.text("work-block-lift")) } };
    changing(reader, &to, &button)
}

/// The whole page comes anew: the ticket may be closed afterwards.
fn blocking(reader: &Reader, work: &Work, tools: &Tools) -> Markup {
    let words = reader.words;
    let form = &tools.block;
    let refused = refused(&form.reason)
        .or(refused(&form.lasts))
        .or(form.refusal.as_ref().map(|_| ()));
    html! {
        details.tool #work-block open[refused.is_some()] {
            summary { (words.text("work-block-open")) }
            form method="post" action=(address::of_ticket(work.ticket, "block")) {
                (form::token(reader))
                (form::refusal(form.refusal.as_deref()))
                p { (words.text("work-block-warning")) }
                (fields(reader, form))
                @if tools.stage == Stage::Open { (closing(reader, form)) }
                button.danger type="submit" { (words.text("work-block-confirm")) }
            }
        }
    }
}

fn fields(reader: &Reader, form: &BlockForm) -> Markup {
    let words = reader.words;
    let lasts = Control {
        id: "work-block-lasts",
        name: "lasts",
        label: &words.text("work-block-lasts"),
        help: Some(&words.text("work-block-lasts-help")),
        kind: Kind::Line,
        need: Need::Optional,
        field: &form.lasts,
    };
    let reason = Control {
        id: "work-block-reason",
        name: "reason",
        label: &words.text("work-block-reason"),
        help: Some(&words.text("work-block-reason-help")),
        kind: Kind::Lines(2),
        need: Need::Optional,
        field: &form.reason,
    };
    html! { (form::field(&lasts)) (form::field(&reason)) }
}

fn closing(reader: &Reader, form: &BlockForm) -> Markup {
    html! {
        div.choice {
            input #work-block-closes type="checkbox" name="closes" value="true"
                checked[form.closes.is_some()];
            label for="work-block-closes" { (reader.words.text("work-block-closes")) }
        }
    }
}
