//! Files and stickers of a message.

use maud::{Markup, html};
use words::Words;

use crate::reader::Reader;

/// A file or a sticker that came with a message.
pub struct Attachment {
    /// The name, as the sender gave it.
    pub name: String,
    /// The size in bytes, or 0 while it is not known.
    pub bytes: u64,
    /// How it is shown.
    pub kind: Kind,
    /// Where our copy of it is.
    pub copy: Copied,
}

/// How an attachment is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An image that browsers show: small, and whole when it is opened.
    Image,
    /// A film that browsers play.
    Film,
    /// A sound that browsers play.
    Sound,
    /// A sticker: as large as Discord shows it.
    Sticker,
    /// Anything else: by name.
    File,
}

/// Where our copy of an attachment is.
pub enum Copied {
    /// At this address.
    Here(String),
    /// It is being made.
    NotYet,
    /// It could not be made, for this reason.
    Failed(String),
}

/// The attachments of a message; what is here can be opened.
pub fn list(reader: &Reader, attachments: &[Attachment]) -> Markup {
    html! {
        @if !attachments.is_empty() {
            ul.attachments {
                @for attachment in attachments {
                    li {
                        @match &attachment.copy {
                            Copied::Here(address) => { (opened(reader, attachment, address)) }
                            Copied::NotYet => {
                                (missing(reader, attachment, &reader.words.text("attachment-not-yet")))
                            }
                            Copied::Failed(why) => {
                                @let why = [("reason", why.as_str().into())];
                                (missing(reader, attachment, &reader.words.with("attachment-failed", &why)))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn opened(reader: &Reader, attachment: &Attachment, address: &str) -> Markup {
    let name = name(reader.words, attachment);
    if attachment.kind == Kind::Sticker {
        return html! {
            img.sticker src=(address) alt=(name) title=(name) width="112" height="112" loading="lazy";
        };
    }
    if matches!(attachment.kind, Kind::Film | Kind::Sound) {
        return played(reader, attachment, address);
    }
    html! {
        a.attachment href=(address) {
            @if attachment.kind == Kind::Image {
                img src=(address) alt="" loading="lazy";
            }
            span.attachment-name { (name) }
            (size(reader.words, attachment.bytes))
        }
    }
}

/// Nothing of it is fetched before somebody plays it.
fn played(reader: &Reader, attachment: &Attachment, address: &str) -> Markup {
    let name = &attachment.name;
    html! {
        div.attachment {
            @if attachment.kind == Kind::Film {
                video src=(address) controls preload="none" aria-label=(name) {}
            } @else {
                audio src=(address) controls preload="none" aria-label=(name) {}
            }
            a href=(address) { span.attachment-name { (name) } }
            (size(reader.words, attachment.bytes))
        }
    }
}

fn missing(reader: &Reader, attachment: &Attachment, why: &str) -> Markup {
    html! {
        span.attachment {
            span.attachment-name { (name(reader.words, attachment)) }
            (size(reader.words, attachment.bytes))
            span.attachment-size { " · " (why) }
        }
    }
}

fn name(words: &Words, attachment: &Attachment) -> String {
    match attachment.kind {
        Kind::Sticker => words.with("sticker", &[("name", attachment.name.as_str().into())]),
        _ => attachment.name.clone(),
    }
}

/// The size of a file, as people say it.
pub(super) fn size(words: &Words, bytes: u64) -> Markup {
    const KILO: u64 = 1024;
    const MEGA: u64 = 1024 * 1024;
    let text = match bytes {
        0 => return Markup::default(),
        1..KILO => words.with("size-bytes", &[("count", bytes.into())]),
        KILO..MEGA => words.with("size-kilobytes", &[("count", (bytes / KILO).into())]),
        _ => {
            let tenths = bytes.saturating_mul(10) / MEGA;
            let whole = (tenths / 10).into();
            words.with(
                "size-megabytes",
                &[("whole", whole), ("tenth", (tenths % 10).into())],
            )
        }
    };
    html! { " " span.attachment-size { (text) } }
}
