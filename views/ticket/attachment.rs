//! Files and stickers of a message.

use maud::{Markup, html};
use words::Words;

use crate::reader::Reader;

/// A file that came with a message.
pub struct Attachment {
    /// The file's name as the sender gave it.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The address of our copy, or none while there is no copy yet.
    pub address: Option<String>,
    /// Whether it can be seen on the page.
    pub kind: Kind,
}

/// Whether a file can be seen on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An image that browsers show.
    Image,
    /// Anything else.
    File,
}

/// A sticker that came with a message.
pub struct Sticker {
    /// The sticker's name.
    pub name: String,
    /// The address of our copy of its image, if there is one.
    pub address: Option<String>,
}

/// The files of a message; images are shown, everything can be opened.
pub fn list(reader: &Reader, attachments: &[Attachment]) -> Markup {
    html! {
        @if !attachments.is_empty() {
            ul.attachments {
                @for attachment in attachments { li { (one(reader, attachment)) } }
            }
        }
    }
}

/// The stickers of a message.
pub fn stickers(reader: &Reader, stickers: &[Sticker]) -> Markup {
    let words = reader.words;
    html! {
        @for sticker in stickers {
            @let name = words.with("sticker", &[("name", sticker.name.as_str().into())]);
            p.sticker {
                @if let Some(address) = &sticker.address {
                    img src=(address) alt=(name) width="96" height="96" loading="lazy";
                } @else {
                    (name)
                }
            }
        }
    }
}

fn one(reader: &Reader, attachment: &Attachment) -> Markup {
    let size = size(reader.words, attachment.bytes);
    html! {
        @if let Some(address) = &attachment.address {
            a.attachment href=(address) {
                @if attachment.kind == Kind::Image {
                    img src=(address) alt="" loading="lazy";
                }
                span.attachment-name { (attachment.name) }
                " "
                span.attachment-size { (size) }
            }
        } @else {
            span.attachment {
                span.attachment-name { (attachment.name) }
                " "
                span.attachment-size {
                    (size) " · " (reader.words.text("attachment-being-copied"))
                }
            }
        }
    }
}

fn size(words: &Words, bytes: u64) -> String {
    const KILO: u64 = 1024;
    const MEGA: u64 = 1024 * 1024;
    if bytes < KILO {
        words.with("size-bytes", &[("count", bytes.into())])
    } else if bytes < MEGA {
        words.with("size-kilobytes", &[("count", (bytes / KILO).into())])
    } else {
        let tenths = bytes.saturating_mul(10) / MEGA;
        let whole = (tenths / 10).into();
        words.with(
            "size-megabytes",
            &[("whole", whole), ("tenth", (tenths % 10).into())],
        )
    }
}
