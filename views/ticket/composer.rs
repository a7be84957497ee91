//! The box in which staff answer a ticket.

pub mod kept;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::form::{self, Field, described_by};
use crate::reader::Reader;
use crate::{address, time};
use kept::KeptFile;

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
    /// Whether it was sent under this UUID before, and nobody knows with what success.
    pub has_been_sent: bool,
    /// How many megabytes the files of a message may have together.
    pub most_megabytes: usize,
    /// Whether the files that are chosen on the page stay chosen.
    pub keeps_chosen_files: bool,
    /// Why the message as a whole was refused.
    pub refusal: Option<String>,
    /// The newest message that the writer has seen; 0 when there is none.
    pub seen: i64,
    /// What somebody else answered meanwhile, for which reason nothing was sent.
    pub meanwhile: Option<Meanwhile>,
    /// Since when the text is kept, if it is.
    pub kept_at: Option<DateTime<Utc>>,
    /// Which version of what its writer has been writing the box goes on from; 0 is none.
    pub version: Option<i64>,
    /// Whether it is kept after what was kept before had gone.
    pub is_kept_again: bool,
    /// Why the text could not be kept.
    pub not_kept: Option<String>,
    /// What its writer wrote elsewhere, for which reason this text is not kept.
    pub elsewhere: Option<Elsewhere>,
    /// The files that are kept with the text.
    pub kept_files: Vec<KeptFile>,
    /// The saved answer that was put into the text: sending it is a use of that one.
    pub inserted: Option<i64>,
    /// The saved answers to choose from without a script.
    pub shelf: Shelf,
}

/// A text that the same person wrote in the same ticket, in another window or on another device.
pub struct Elsewhere {
    /// The text.
    pub content: String,
    /// Since when it is kept.
    pub kept_at: DateTime<Utc>,
    /// Which version of what is kept it is.
    pub version: i64,
}

/// A part of the saved answers.
#[derive(Default)]
pub struct Shelf {
    /// The keys under which people know them.
    pub keys: Vec<String>,
    /// The key after which it begins, if it is not the first part.
    pub after: Option<String>,
    /// The key after which the next part begins, if there is one.
    pub more: Option<String>,
}

/// An answer that somebody else gave while one was writing.
pub struct Meanwhile {
    /// The message.
    pub message: i64,
    /// Who wrote it.
    pub author: String,
    /// What it says.
    pub content: String,
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

/// The fields of the box that are sent when its text is kept.
const SENT: &str = "csrf_token,submission,attempted,seen,draft,kind,content,snippet";

/// The box: the answer to a refused message, and after a sent one empty again.
///
/// The form sends `csrf_token`, `submission`, `kind` and `content` before the files, in this order. What sends the message is the first
/// button in it, so that Enter sends and does nothing else.
pub fn composer(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    let to = address::of_ticket(composer.ticket, "messages");
    html! {
        form.composer #composer data-focus="composer-content" method="post" action=(to) enctype="multipart/form-data"
            aria-label=(words.text("composer")) data-hx-post=(to) data-hx-encoding="multipart/form-data"
            data-hx-target="#composer" data-hx-swap="outerHTML" data-hx-disabled-elt="#composer-send" {
            (form::token(reader))
            input type="hidden" name="submission" value=(composer.submission);
            input #composer-attempted type="hidden" name="attempted" value=[composer.has_been_sent.then_some("true")];
            input #composer-seen type="hidden" name="seen" value=(composer.seen);
            input type="hidden" name="draft" value=[composer.version];
            input #composer-inserted type="hidden" name="snippet" value=[composer.inserted];
            (form::refusal(composer.refusal.as_deref()))
            (meanwhile(reader, composer.meanwhile.as_ref()))
            p.composer-hint #composer-hint role="status" hidden { (words.text("composer-answered")) }
            (kinds(reader, composer.kind))
            (content(reader, composer))
            div.composer-foot {
                (files(reader, composer))
                button.primary #composer-send type="submit" {
                    @if composer.meanwhile.is_some() {
                        (words.text("composer-send-anyway"))
                    } @else {
                        (words.text("composer-send"))
                    }
                }
                (kept::without_script(reader, composer.ticket))
            }
            (draft(reader, composer))
            (kept::files(reader, composer))
            (snippets(reader, composer))
        }
    }
}

/// What somebody was writing when the ticket was closed: kept as it is, until the ticket is opened again.
///
/// It is there without a text as well, for what a script carries over.
pub fn unsent(reader: &Reader, text: &str) -> Markup {
    html! {
        div.composer.composer-unsent #composer-unsent hidden[text.is_empty()] {
            label for="composer-content" { (reader.words.text("composer-unsent")) }
            textarea #composer-content rows="3" dir="auto" readonly { "\n" (text) }
        }
    }
}

/// Since when what is being written is kept: what saving it answers with.
///
/// A script saves it while somebody types, and goes on from the version that this names. What is on its way is called off when the message is sent, so that nothing of it comes
/// back afterwards.
pub fn draft(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    let to = address::of_ticket(composer.ticket, "draft");
    html! {
        div.composer-draft #composer-draft data-hx-post=(to) data-hx-target="this" data-hx-swap="outerHTML"
            data-hx-trigger="input delay:800ms from:#composer-content, change delay:100ms from:#composer, keep"
            data-hx-encoding="application/x-www-form-urlencoded" data-hx-disabled-elt="unset"
            data-hx-params=(SENT)
            data-hx-sync="closest form:abort" data-unasked data-version=[composer.version] {
            @if let Some(elsewhere) = &composer.elsewhere { (kept::elsewhere(reader, composer.ticket, elsewhere)) }
            @if let Some(why) = &composer.not_kept { span.field-error { (why) } }
            span.field-error #composer-lost role="status" hidden { (words.text("composer-lost")) }
            @if let Some(kept_at) = composer.kept_at {
                span #composer-kept {
                    (words.text("composer-kept")) " " (time::ago(reader, kept_at))
                    @if composer.is_kept_again { " " (words.text("composer-kept-again")) }
                }
            }
            @if composer.kept_at.is_some() || composer.elsewhere.is_some() { (kept::discard(reader, composer.ticket)) }
        }
    }
}

fn meanwhile(reader: &Reader, meanwhile: Option<&Meanwhile>) -> Markup {
    let words = reader.words;
    html! {
        @if let Some(meanwhile) = meanwhile {
            div.composer-meanwhile role="alert" {
                p { strong { (words.with("composer-meanwhile", &[("name", meanwhile.author.as_str().into())])) } }
                blockquote.quote { p.message-text tabindex="0" role="group" aria-label=(meanwhile.author) { (meanwhile.content) } }
                p {
                    (words.text("composer-meanwhile-advice")) " "
                    a href={ "#" (address::element_id("message", meanwhile.message)) } {
                        (words.text("composer-meanwhile-show"))
                    }
                }
            }
        }
    }
}

/// Without a script a saved answer is chosen here, and comes back within the text; with one, `/` finds it while typing.
///
/// There is nothing to type in, since Enter would send the message: what is further back is leafed to.
fn snippets(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    let shelf = &composer.shelf;
    html! {
        @if !shelf.keys.is_empty() {
            details.composer-snippets #composer-snippets open[shelf.after.is_some()] {
                summary { (words.text("composer-snippets")) }
                div.composer-snippet {
                    label.hidden for="composer-snippet" { (words.text("composer-snippet")) }
                    select #composer-snippet name="key" {
                        @for key in &shelf.keys {
                            option value=(key) { "/" (key) }
                        }
                    }
                    (draft_button(composer, ("insert", "true"), &words.text("composer-snippet-insert")))
                    @if shelf.after.is_some() {
                        (draft_button(composer, ("shelf", "first"), &words.text("composer-snippet-first")))
                    }
                    @if let Some(more) = &shelf.more {
                        (draft_button(composer, ("shelf", &format!("after:{more}")), &words.text("composer-snippet-more")))
                    }
                }
            }
        }
    }
}

/// A button that keeps what was typed and answers with the box anew. Without a script the chosen files go with it, as the page is left.
fn draft_button(composer: &Composer, (name, value): (&str, &str), label: &str) -> Markup {
    let to = address::of_ticket(composer.ticket, "draft");
    let with_files = address::of_ticket(composer.ticket, "draft/upload");
    let sent = format!("{SENT},key,{name}");
    html! {
        button type="submit" name=(name) value=(value) formaction=(with_files) formnovalidate
            data-hx-post=(to) data-hx-target="#composer"
            data-hx-encoding="application/x-www-form-urlencoded" data-hx-params=(sent) {
            (label)
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

fn content(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    let help = words.text("composer-help");
    let content = &composer.content;
    let error = content.error.as_deref();
    let has_snippets = !composer.shelf.keys.is_empty();
    let suggestions = has_snippets.then(|| address::of_ticket(composer.ticket, "snippets"));
    html! {
        label.hidden for="composer-content" { (words.text("composer-content")) }
        div.composer-text {
            textarea #composer-content name="content" rows="3" dir="auto" placeholder=(words.text("composer-placeholder"))
                aria-invalid=[error.map(|_| "true")] data-suggestions=[suggestions.as_deref()]
                data-suggestions-label=[has_snippets.then(|| words.text("composer-snippets"))]
                aria-describedby=[described_by("composer-content", Some(&help), error)] {
                "\n" (content.value)
            }
        }
        (form::error_line("composer-content", error))
        p.hidden #composer-content-help { (help) }
    }
}

fn files(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    let error = composer.files_error.as_deref();
    let most = [("limit", composer.most_megabytes.into())];
    html! {
        div.composer-files {
            label.hidden for="composer-files" { (words.text("composer-files")) }
            input #composer-files type="file" name="files" multiple
                data-hx-preserve[composer.keeps_chosen_files] data-most-megabytes=(composer.most_megabytes)
                data-too-large=(words.with("refusal-files-too-large", &most))
                aria-invalid=[error.map(|_| "true")]
                aria-describedby=[described_by("composer-files", None, error)];
            (form::error_line("composer-files", error))
            progress #composer-progress aria-label=(words.text("composer-progress")) hidden {}
        }
    }
}
