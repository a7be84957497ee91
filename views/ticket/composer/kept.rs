//! What is kept of a message that is not sent yet: its files, and the text where no script saves it.

use maud::{Markup, html};

use super::{Composer, Elsewhere, SENT};
use crate::reader::Reader;
use crate::ticket::attachment::size;
use crate::{address, time};

/// A file that is kept with the text, and is sent with it.
pub struct KeptFile {
    /// The file.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The size in bytes.
    pub bytes: u64,
}

/// The files, each with the button that takes it out. They stay in the box whatever becomes of the message.
pub fn files(reader: &Reader, composer: &Composer) -> Markup {
    let words = reader.words;
    html! {
        @if !composer.kept_files.is_empty() {
            ul.composer-kept aria-label=(words.text("composer-kept-files")) {
                @for file in &composer.kept_files {
                    @let out = format!("draft/files/{}/removal", file.id);
                    @let out = address::of_ticket(composer.ticket, &out);
                    @let upload = address::of_ticket(composer.ticket, "draft/upload");
                    li {
                        input type="hidden" name="kept" value=(file.id);
                        span { bdi { (file.name) } (size(words, file.bytes)) }
                        button.quiet id=(address::element_id("kept-removal", file.id)) type="submit"
                            name="without" value=(file.id) formaction=(upload) formnovalidate
                            aria-label=(words.with("composer-kept-file-remove-what", &[("name", file.name.as_str().into())]))
                            data-hx-post=(out) data-hx-target="#composer"
                            data-hx-encoding="application/x-www-form-urlencoded"
                            data-hx-params=(SENT) {
                            (words.text("composer-kept-file-remove"))
                        }
                    }
                }
            }
        }
    }
}

/// What the writer wrote elsewhere, and the button that keeps this text in its place.
pub(super) fn elsewhere(reader: &Reader, ticket: i64, elsewhere: &Elsewhere) -> Markup {
    let words = reader.words;
    let to = address::of_ticket(ticket, "draft");
    let upload = address::of_ticket(ticket, "draft/upload");
    let heading = words.text("composer-elsewhere");
    html! {
        div.composer-elsewhere #composer-elsewhere {
            p.field-error role="status" { (heading) " " (time::ago(reader, elsewhere.kept_at)) }
            blockquote.quote { p.message-text tabindex="0" role="group" aria-label=(heading) { (elsewhere.content) } }
            button.quiet type="submit" name="over" value=(elsewhere.version) formaction=(upload) formnovalidate
                data-hx-post=(to) data-hx-target="#composer-draft" data-hx-swap="outerHTML" data-hx-sync="closest form:replace"
                data-hx-encoding="application/x-www-form-urlencoded" data-hx-params=(format!("{SENT},over")) {
                (words.text("composer-elsewhere-over"))
            }
        }
    }
}

/// The button that throws the text away. Keeping it is called off for that, and does not call it off.
pub(super) fn discard(reader: &Reader, ticket: i64) -> Markup {
    let to = address::of_ticket(ticket, "draft/removal");
    html! {
        button.quiet #composer-discard type="submit" formaction=(to) formenctype="application/x-www-form-urlencoded"
            formnovalidate data-hx-post=(to) data-hx-target="#composer" data-hx-sync="closest form:replace" data-hx-params=(SENT) {
            (reader.words.text("composer-discard"))
        }
    }
}

/// The button that keeps the text where no script does that while it is typed.
pub fn without_script(reader: &Reader, ticket: i64) -> Markup {
    html! {
        noscript {
            button.quiet type="submit" formaction=(address::of_ticket(ticket, "draft/upload")) formnovalidate {
                (reader.words.text("composer-save-draft"))
            }
        }
    }
}
