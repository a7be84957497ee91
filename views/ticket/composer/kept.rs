//! What is kept of a message that is not sent yet: its files, and the text where no script saves it.

use maud::{Markup, html};

use super::Composer;
use crate::address;
use crate::reader::Reader;
use crate::ticket::attachment::size;

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
                        span { (file.name) (size(words, file.bytes)) }
                        button.quiet id=(address::element_id("kept-removal", file.id)) type="submit"
                            name="without" value=(file.id) formaction=(upload) formnovalidate
                            aria-label=(words.with("composer-kept-file-remove-what", &[("name", file.name.as_str().into())]))
                            data-hx-post=(out) data-hx-target="#composer"
                            data-hx-encoding="application/x-www-form-urlencoded"
                            data-hx-params="csrf_token,submission,attempted,seen,kind,content,snippet" {
                            (words.text("composer-kept-file-remove"))
                        }
                    }
                }
            }
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
