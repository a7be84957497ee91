//! The box in which staff answer a ticket.

use maud::{Markup, html};

use crate::form::{self, Field};
use crate::reader::Reader;
use crate::{address, form::described_by};

/// The box in which staff answer a ticket.
pub struct Composer {
    /// The ticket's number.
    pub ticket: i64,
    /// Who shall read the message.
    pub kind: Kind,
    /// The text.
    pub content: Field,
    /// What is wrong with the chosen files.
    pub files_error: Option<String>,
    /// A fresh UUID, by which a message that is sent twice is known to be one.
    pub submission: String,
    /// Why the message as a whole was refused.
    pub refusal: Option<String>,
}

/// Who shall read a message of the staff, and under whose name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The member, with the writer's name.
    Reply,
    /// The member, without the writer's name.
    AnonymousReply,
    /// The staff only.
    Note,
}

impl Kind {
    /// Every kind, in the order of the buttons.
    pub const ALL: [Kind; 3] = [Kind::Reply, Kind::AnonymousReply, Kind::Note];

    /// The kind of a `kind` field.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The value of the `kind` field.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Reply => "reply",
            Kind::AnonymousReply => "anonymous_reply",
            Kind::Note => "note",
        }
    }
}

/// The box: the answer to a refused message, and after a sent one empty again.
///
/// The form sends `csrf_token`, `submission`, `kind` and `content` before the files, in this order.
pub fn composer(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    let to = address::of_ticket(composer.ticket, "messages");
    html! {
        form.composer #composer method="post" action=(to) enctype="multipart/form-data"
            aria-label=(words.text("composer")) data-hx-post=(to) data-hx-encoding="multipart/form-data"
            data-hx-target="#composer" data-hx-swap="outerHTML" data-hx-disabled-elt="#composer-send" {
            (form::token(reader))
            input type="hidden" name="submission" value=(composer.submission);
            (form::refusal(composer.refusal.as_deref()))
            (kinds(reader, composer.kind))
            (content(reader, &composer.content))
            div.composer-foot {
                (files(reader, composer.files_error.as_deref()))
                button.primary #composer-send type="submit" { (words.text("composer-send")) }
            }
        }
    }
}

fn kinds(reader: &Reader, chosen: Kind) -> Markup {
    let words = reader.words;
    html! {
        fieldset.segments {
            legend.hidden { (words.text("composer-kind")) }
            @for kind in Kind::ALL {
                @let id = address::element_id("kind", kind.code());
                input type="radio" id=(id) name="kind" value=(kind.code()) checked[kind == chosen];
                label for=(id) {
                    @match kind {
                        Kind::Reply => (words.text("composer-reply")),
                        Kind::AnonymousReply => (words.text("composer-anonymous-reply")),
                        Kind::Note => (words.text("composer-note")),
                    }
                }
            }
        }
    }
}

fn content(reader: &Reader, content: &Field) -> Markup {
    let words = reader.words;
    let help = words.text("composer-help");
    let error = content.error.as_deref();
    html! {
        label.hidden for="composer-content" { (words.text("composer-content")) }
        textarea #composer-content name="content" rows="3" placeholder=(words.text("composer-placeholder"))
            aria-invalid=[error.map(|_| "true")]
            aria-describedby=[described_by("composer-content", Some(&help), error)] {
            "\n" (content.value)
        }
        (form::error_line("composer-content", error))
        p.hidden #composer-content-help { (help) }
    }
}

fn files(reader: &Reader, error: Option<&str>) -> Markup {
    html! {
        div.composer-files {
            label.hidden for="composer-files" { (reader.words.text("composer-files")) }
            input #composer-files type="file" name="files" multiple
                aria-invalid=[error.map(|_| "true")]
                aria-describedby=[described_by("composer-files", None, error)];
            (form::error_line("composer-files", error))
        }
    }
}
