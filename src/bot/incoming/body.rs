//! What a message says, as we keep it: its text, what it forwards, its files and stickers. What Discord shows in other ways (polls,
//! embeds) becomes text.

use serde_json::Value;
use words::Words;

use crate::bot::incoming::written::{id, text};
use crate::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use crate::models::ticket::receiving::Body;

/// Discord's own CDN, and the host that keeps animated stickers beside it.
const REAL_CDN: &str = "https://cdn.discordapp.com";
const REAL_MEDIA: &str = "https://media.discordapp.net";

/// Reads the bodies of messages.
#[derive(Clone, Copy)]
pub struct BodyReader<'a> {
    /// The words for what is no text on Discord.
    pub words: &'a Words,
    /// Where Discord's files are.
    pub cdn_url: &'a str,
}

impl BodyReader<'_> {
    /// What a message says.
    pub fn read(self, message: &Value) -> Body {
        let mut attachments = Vec::new();
        let mut content = self.shown(message, &mut attachments);
        let mut forwarded: Option<String> = None;
        for snapshot in list(&message["message_snapshots"]) {
            // Discord wraps a forwarded message; the library that reads the gateway unwraps it.
            let inner = snapshot.get("message").unwrap_or(snapshot);
            let shown = self.shown(inner, &mut attachments);
            forwarded = Some(joined(
                forwarded.iter().map(String::as_str).chain([&*shown]),
            ));
        }
        if content.is_empty() && forwarded.is_none() && attachments.is_empty() {
            content = self.words.text("message-not-shown").into_owned();
        }
        Body {
            content,
            forwarded,
            attachments,
        }
    }

    /// The text of one message, without what it forwards; its files go to `attachments`.
    fn shown(self, message: &Value, attachments: &mut Vec<NewAttachment>) -> String {
        attachments.extend(list(&message["attachments"]).filter_map(file));
        let mut parts = vec![text(&message["content"])];
        for sticker in list(&message["sticker_items"]) {
            match self.sticker(sticker) {
                Some(sticker) => attachments.push(sticker),
                None => {
                    let name = text(&sticker["name"]);
                    parts.push(self.words.with("message-sticker", &[("name", name.into())]));
                }
            }
        }
        if message["poll"].is_object() {
            parts.push(self.poll(&message["poll"]));
        }
        // With a text, embeds are previews of its links.
        if parts.iter().all(String::is_empty) {
            parts.extend(list(&message["embeds"]).map(embed));
        }
        joined(parts.iter().map(String::as_str))
    }

    /// A sticker as a picture; none for those that are drawings in a format of their own.
    fn sticker(self, sticker: &Value) -> Option<NewAttachment> {
        let (host, extension, media_type) = match sticker["format_type"].as_u64() {
            Some(1 | 2) => (self.cdn_url, "png", "image/png"),
            Some(4) if self.cdn_url == REAL_CDN => (REAL_MEDIA, "gif", "image/gif"),
            Some(4) => (self.cdn_url, "gif", "image/gif"),
            _ => return None,
        };
        let id = id(&sticker["id"])?;
        Some(NewAttachment {
            kind: AttachmentKind::Sticker,
            name: format!("{}.{extension}", text(&sticker["name"])),
            media_type: media_type.to_owned(),
            size: 0,
            origin: AttachmentOrigin::Discord(format!("{host}/stickers/{id}.{extension}")),
        })
    }

    fn poll(self, poll: &Value) -> String {
        let question = text(&poll["question"]["text"]);
        let title = self
            .words
            .with("message-poll", &[("question", question.into())]);
        let answers = list(&poll["answers"]).map(|answer| {
            let text = text(&answer["poll_media"]["text"]);
            format!("• {text}")
        });
        let lines: Vec<String> = std::iter::once(title).chain(answers).collect();
        lines.join("\n")
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn file(file: &Value) -> Option<NewAttachment> {
    let name = text(&file["filename"]);
    let guessed = || {
        mime_guess::from_path(&name)
            .first_or_octet_stream()
            .to_string()
    };
    let media_type = file["content_type"]
        .as_str()
        .map_or_else(guessed, str::to_owned);
    Some(NewAttachment {
        kind: AttachmentKind::File,
        media_type,
        size: file["size"].as_i64().unwrap_or(0),
        origin: AttachmentOrigin::Discord(file["url"].as_str()?.to_owned()),
        name,
    })
}

fn embed(embed: &Value) -> String {
    let fields = list(&embed["fields"]).map(|field| {
        let (name, value) = (text(&field["name"]), text(&field["value"]));
        format!("{name}: {value}")
    });
    let picture = embed["image"]["url"]
        .as_str()
        .or(embed["thumbnail"]["url"].as_str());
    let head = [
        text(&embed["author"]["name"]),
        text(&embed["title"]),
        text(&embed["description"]),
    ];
    let tail = [
        text(&embed["footer"]["text"]),
        text(&embed["url"]),
        picture.unwrap_or_default().to_owned(),
    ];
    let lines: Vec<String> = head.into_iter().chain(fields).chain(tail).collect();
    joined(lines.iter().map(String::as_str))
}

/// The parts that say anything, one below the other.
fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let parts: Vec<&str> = parts.filter(|part| !part.trim().is_empty()).collect();
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use words::Language;

    use super::*;

    fn read(message: Value) -> Body {
        let words = Words::of(Language::English);
        let cdn_url = "https://cdn.example";
        BodyReader { words, cdn_url }.read(&message)
    }

    fn urls(body: &Body) -> Vec<String> {
        let url = |attachment: &NewAttachment| match &attachment.origin {
            AttachmentOrigin::Discord(url) => url.clone(),
            AttachmentOrigin::Stored(key) => key.clone(),
        };
        body.attachments.iter().map(url).collect()
    }

    #[test]
    fn files_keep_their_order_and_guess_what_they_are() {
        let file = |name: &str| json!({ "filename": name, "size": 3, "url": format!("https://cdn.example/{name}") });
        let body = read(json!({ "content": "", "attachments": [file("b.png"), file("a.bin")] }));
        assert_eq!(
            urls(&body),
            ["https://cdn.example/b.png", "https://cdn.example/a.bin"]
        );
        assert_eq!(body.attachments[0].media_type, "image/png");
        assert_eq!((body.content.as_str(), body.attachments[0].size), ("", 3));
    }

    #[test]
    fn a_forward_brings_its_text_and_its_files_wrapped_or_not() {
        let inner = json!({ "content": "news", "attachments": [{ "filename": "a", "url": "https://cdn.example/a" }] });
        let wrapped = read(json!({ "content": "", "message_snapshots": [{ "message": inner }] }));
        let plain = read(json!({ "content": "", "message_snapshots": [inner] }));
        assert_eq!(wrapped.forwarded.as_deref(), Some("news"));
        assert_eq!(wrapped.attachments.len(), 1);
        assert_eq!(wrapped, plain);
    }

    #[test]
    fn stickers_are_pictures_or_named() {
        let sticker =
            |id: &str, format: u8| json!({ "id": id, "name": "Wave", "format_type": format });
        let body =
            read(json!({ "sticker_items": [sticker("1", 1), sticker("2", 4), sticker("3", 3)] }));
        assert_eq!(
            urls(&body),
            [
                "https://cdn.example/stickers/1.png",
                "https://cdn.example/stickers/2.gif"
            ]
        );
        assert_eq!(body.content, "Sticker: Wave");
    }

    #[test]
    fn embeds_are_read_only_when_nothing_else_is_said() {
        let embed = json!({ "title": "T", "description": "D", "fields": [{ "name": "N", "value": "V" }], "url": "https://u" });
        assert_eq!(
            read(json!({ "embeds": [embed] })).content,
            "T\nD\nN: V\nhttps://u"
        );
        assert_eq!(
            read(json!({ "content": "see https://u", "embeds": [embed] })).content,
            "see https://u"
        );
    }

    #[test]
    fn a_poll_is_read_as_a_list_and_what_is_unknown_is_not_empty() {
        let poll = json!({ "question": { "text": "Tea?" }, "answers": [{ "poll_media": { "text": "Yes" } }] });
        assert_eq!(read(json!({ "poll": poll })).content, "Poll: Tea?\n• Yes");
        assert!(!read(json!({ "content": "" })).content.is_empty());
    }
}
