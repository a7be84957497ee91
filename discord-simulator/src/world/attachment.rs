//! Files on messages, and the signed links that lead to them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::World;
use crate::draft::Upload;
use crate::snowflake::Snowflake;

/// A link to a file is good for this long.
const LINK_HOURS: i64 = 24;

/// A file on a message; its content is kept beside the world.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    /// Its id.
    pub id: Snowflake,
    /// The channel it was sent in, part of its address.
    pub channel_id: Snowflake,
    /// Its name, as Discord rewrites it.
    pub filename: String,
    /// The name before rewriting, when that differs.
    pub title: Option<String>,
    /// The alternative text.
    pub description: Option<String>,
    /// The media type.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// Width and height of a picture.
    pub dimensions: Option<(u32, u32)>,
    /// Whether an embed shows it, so that it is not listed apart.
    pub embedded: bool,
}

impl World {
    /// Takes in a file; its bytes wait to be stored.
    pub(in crate::world) fn take_upload(
        &mut self,
        channel_id: Snowflake,
        upload: &Upload,
    ) -> Attachment {
        let id = self.next_snowflake();
        let guessed = mime_guess::from_path(&upload.filename).first_or_octet_stream();
        let filename = rewritten(&upload.filename);
        self.uploads.push((id, upload.bytes.clone()));
        Attachment {
            id,
            channel_id,
            title: (filename != upload.filename).then(|| stem(&upload.filename)),
            filename,
            description: upload.description.clone(),
            content_type: upload
                .content_type
                .clone()
                .unwrap_or_else(|| guessed.to_string()),
            size: upload.bytes.len() as u64,
            dimensions: dimensions(&upload.bytes),
            embedded: false,
        }
    }

    /// The attachment as Discord sends it, with a fresh link.
    pub fn attachment_json(&self, attachment: &Attachment) -> Value {
        let url = self.attachment_url(attachment);
        let mut json = json!({
            "id": attachment.id, "filename": attachment.filename, "size": attachment.size,
            "url": url, "proxy_url": url, "content_type": attachment.content_type,
        });
        if let Some((width, height)) = attachment.dimensions {
            json["width"] = width.into();
            json["height"] = height.into();
        }
        if let Some(title) = &attachment.title {
            json["title"] = title.as_str().into();
        }
        if let Some(description) = &attachment.description {
            json["description"] = description.as_str().into();
        }
        json
    }

    /// A link that is good for a day, counted in whole hours so that it stays the same for a while.
    pub fn attachment_url(&self, attachment: &Attachment) -> String {
        let hour = self.now().timestamp().div_euclid(3600) * 3600;
        let expires = hour + TimeDelta::hours(LINK_HOURS).num_seconds();
        let path = format!(
            "{}/{}/{}",
            attachment.channel_id, attachment.id, attachment.filename
        );
        let signature = self.link_signature(attachment.id, expires);
        format!(
            "{}/attachments/{path}?ex={expires:x}&is={hour:x}&hm={signature}",
            self.cdn_url()
        )
    }

    /// Whether a link was made here and has not expired.
    pub fn is_link_good(&self, id: Snowflake, expires: &str, signature: &str) -> bool {
        let Ok(seconds) = i64::from_str_radix(expires, 16) else {
            return false;
        };
        let until = DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
        self.link_signature(id, seconds) == signature && self.now() < until
    }

    /// Finds a file by its id.
    pub fn attachment(&self, id: Snowflake) -> Option<&Attachment> {
        let messages = self.messages.values().flat_map(|channel| channel.values());
        let sent = messages
            .flat_map(|message| &message.attachments)
            .find(|attachment| attachment.id == id);
        sent.or_else(|| self.loose_files.get(&id))
    }

    fn link_signature(&self, id: Snowflake, expires: i64) -> String {
        let mut hash = Sha256::new();
        hash.update(self.link_key().to_be_bytes());
        hash.update(id.0.to_be_bytes());
        hash.update(expires.to_be_bytes());
        hex::encode(hash.finalize())
    }
}

/// Discord keeps letters, digits, dots, dashes and underscores.
fn rewritten(filename: &str) -> String {
    let kept: String = filename
        .chars()
        .map(|letter| if letter.is_whitespace() { '_' } else { letter })
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'))
        .collect();
    let kept = kept.trim_start_matches('.').to_owned();
    if kept.is_empty() {
        "unknown".to_owned()
    } else {
        kept
    }
}

fn stem(filename: &str) -> String {
    filename
        .rsplit_once('.')
        .map_or(filename, |(stem, _)| stem)
        .to_owned()
}

/// The size of a PNG or GIF, which stands at a fixed place near the beginning.
fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |range: std::ops::Range<usize>| -> Option<u32> {
        bytes.get(range)?.try_into().ok().map(u32::from_be_bytes)
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((number(16..20)?, number(20..24)?));
    }
    if bytes.starts_with(b"GIF8") {
        let side = |at: usize| {
            Some(u32::from(u16::from_le_bytes([
                *bytes.get(at)?,
                *bytes.get(at + 1)?,
            ])))
        };
        return Some((side(6)?, side(8)?));
    }
    None
}
