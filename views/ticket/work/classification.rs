//! What a ticket is about, how urgent it is, what it is called and by which words it is found again.

use maud::{Markup, html};

use super::{Stage, Tools, Work, changing, line, refused, tool};
use crate::address;
use crate::form::{self, Control, Kind, Need, Select, select};
use crate::priority::{self, Priority};
use crate::reader::Reader;

pub(super) fn category(reader: &Reader, work: &Work) -> Markup {
    let words = reader.words;
    let name = words.text("work-category");
    let value = html! {
        @match &work.category {
            Some(category) => span {
                @if let Some(emoji) = &category.emoji { span aria-hidden="true" { (crate::emoji_picture(emoji)) } " " }
                bdi { (category.name) }
            },
            None => span.work-none { (words.text("work-inbox")) },
        }
    };
    let forms = with_tools(work, |tools| {
        let list = Select {
            id: "work-category-list",
            name: "category",
            label: &words.text("work-category-to"),
            help: Some(&words.text("work-category-help")),
            options: &tools.categories,
            field: &tools.category,
        };
        let content = html! {
            (select(&list))
            button type="submit" { (words.text("work-move")) }
        };
        let form = changing(
            reader,
            &address::of_ticket(work.ticket, "category"),
            &content,
        );
        let what = ("work-category", name.as_ref());
        tool(reader, what, refused(&tools.category), &form)
    });
    line(("work-category", &name), &value, &forms)
}

pub(super) fn priority(reader: &Reader, work: &Work) -> Markup {
    let words = reader.words;
    let name = words.text("work-priority");
    let options: Vec<(String, String)> = Priority::ALL
        .into_iter()
        .map(|priority| (priority.code().to_owned(), priority.name(words)))
        .collect();
    let forms = with_tools(work, |tools| {
        if tools.stage == Stage::Closed {
            return Markup::default();
        }
        let list = Select {
            id: "work-priority-list",
            name: "priority",
            label: &words.text("work-priority-how"),
            help: None,
            options: &options,
            field: &tools.priority,
        };
        let content = html! {
            (select(&list))
            button type="submit" { (words.text("work-save")) }
        };
        let form = changing(
            reader,
            &address::of_ticket(work.ticket, "priority"),
            &content,
        );
        let what = ("work-priority", name.as_ref());
        tool(reader, what, refused(&tools.priority), &form)
    });
    line(
        ("work-priority", &name),
        &priority::mark(reader, work.priority),
        &forms,
    )
}

pub(super) fn label(reader: &Reader, work: &Work) -> Markup {
    let words = reader.words;
    let name = words.text("work-label");
    let value = html! {
        @match &work.label {
            Some(label) => bdi { (label) },
            None => span.work-none { (words.text("work-no-label")) },
        }
    };
    let forms = with_tools(work, |tools| {
        let typed = Control {
            id: "work-label-name",
            name: "label",
            label: &words.text("work-label-what"),
            help: Some(&words.text("work-label-help")),
            kind: Kind::Line,
            need: Need::Optional,
            field: &tools.label,
        };
        let content = html! {
            (form::field(&typed))
            button type="submit" { (words.text("work-save")) }
        };
        let form = changing(reader, &address::of_ticket(work.ticket, "label"), &content);
        let what = ("work-label", name.as_ref());
        tool(reader, what, refused(&tools.label), &form)
    });
    line(("work-label", &name), &value, &forms)
}

pub(super) fn tags(reader: &Reader, work: &Work) -> Markup {
    let words = reader.words;
    let name = words.text("work-tags");
    let value = html! {
        @if work.tags.is_empty() {
            span.work-none { (words.text("work-no-tags")) }
        } @else {
            ul.ticket-tags {
                @for tag in &work.tags {
                    li.ticket-tag { (tag) @if work.tools.is_some() { (untag(reader, work, tag)) } }
                }
            }
        }
    };
    let forms = with_tools(work, |tools| {
        let typed = Control {
            id: "work-tag-name",
            name: "tag",
            label: &words.text("work-tag-new"),
            help: Some(&words.text("work-tag-help")),
            kind: Kind::Line,
            need: Need::Required,
            field: &tools.tag,
        };
        let content = html! {
            (form::field(&typed))
            button type="submit" { (words.text("work-tag-add")) }
        };
        let form = changing(reader, &address::of_ticket(work.ticket, "tags"), &content);
        let what = ("work-tags", name.as_ref());
        tool(reader, what, refused(&tools.tag), &form)
    });
    line(("work-tags", &name), &value, &forms)
}

fn untag(reader: &Reader, work: &Work, tag: &str) -> Markup {
    let to = address::of_ticket(work.ticket, "tags/removal");
    let name = reader.words.with("work-tag-remove", &[("tag", tag.into())]);
    let button = html! {
        input type="hidden" name="tag" value=(tag);
        button.tag-remove type="submit" aria-label=(name) title=(name) { "×" }
    };
    changing(reader, &to, &button)
}

fn with_tools(work: &Work, forms: impl FnOnce(&Tools) -> Markup) -> Markup {
    work.tools.as_ref().map(forms).unwrap_or_default()
}
