//! Embeds: their limits, and what Discord makes of them.

use serde_json::{Value, json};

use crate::form::{self, Form};
use crate::world::World;
use crate::world::attachment::Attachment;

const MAX_EMBEDS: usize = 10;
const MAX_FIELDS: usize = 25;
const MAX_TOTAL: usize = 6000;
/// The limits of an embed's texts, by path.
const LIMITS: [(&str, usize); 4] = [
    ("/title", 256),
    ("/description", 4096),
    ("/footer/text", 2048),
    ("/author/name", 256),
];

/// Notes everything that is wrong with a message's embeds.
pub(super) fn check(form: &mut Form, embeds: &[Value]) {
    if embeds.len() > MAX_EMBEDS {
        form.refuse(
            "embeds",
            "BASE_TYPE_MAX_LENGTH",
            "Must be 10 or fewer in length.",
        );
    }
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        let path = format!("embeds.{index}");
        total += check_one(form, &path, embed);
    }
    if total > MAX_TOTAL {
        let sentence = "Embed size exceeds maximum size of 6000";
        form.refuse("embeds", "MAX_EMBED_SIZE_EXCEEDED", sentence);
    }
}

/// Checks one embed and counts its letters.
fn check_one(form: &mut Form, path: &str, embed: &Value) -> usize {
    if !embed.is_object() {
        form.refuse(
            path,
            "MODEL_TYPE_CONVERT",
            "Only dictionaries may be used in a ModelType",
        );
        return 0;
    }
    let mut letters = 0;
    for (place, limit) in LIMITS {
        let text = embed
            .pointer(place)
            .and_then(Value::as_str)
            .unwrap_or_default();
        let dotted = place.replace('/', ".");
        form.at_most(&format!("{path}{dotted}"), text, limit);
        letters += text.chars().count();
    }
    for (place, url) in [
        ("url", "/url"),
        ("image.url", "/image/url"),
        ("thumbnail.url", "/thumbnail/url"),
    ] {
        let Some(url) = embed.pointer(url).and_then(Value::as_str) else {
            continue;
        };
        let known = ["http://", "https://", "attachment://"];
        if !url.is_empty() && !known.iter().any(|scheme| url.starts_with(scheme)) {
            let sentence = format!(
                "Scheme \"{url}\" is not supported. Scheme must be one of ('http', 'https')."
            );
            form.refuse(
                &format!("{path}.{place}"),
                "URL_TYPE_INVALID_SCHEME",
                sentence,
            );
        }
    }
    let is_time = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().is_ok();
    if embed
        .get("timestamp")
        .and_then(Value::as_str)
        .is_some_and(|text| !is_time(text))
    {
        form.refuse(
            &format!("{path}.timestamp"),
            "DATE_TIME_TYPE_PARSE",
            "Could not parse as a timestamp.",
        );
    }
    letters + check_fields(form, path, &form::list(embed, "fields"))
}

fn check_fields(form: &mut Form, path: &str, fields: &[Value]) -> usize {
    if fields.len() > MAX_FIELDS {
        let path = format!("{path}.fields");
        form.refuse(
            &path,
            "BASE_TYPE_MAX_LENGTH",
            "Must be 25 or fewer in length.",
        );
    }
    let mut letters = 0;
    for (index, field) in fields.iter().enumerate() {
        for (key, limit) in [("name", 256), ("value", 1024)] {
            let path = format!("{path}.fields.{index}.{key}");
            let text = form::text(field, key);
            if text.trim().is_empty() {
                form.required(&path);
            }
            form.at_most(&path, text, limit);
            letters += text.chars().count();
        }
    }
    letters
}

impl World {
    /// Embeds as Discord keeps them: marked rich, with pictures from the message's own files resolved.
    pub(super) fn settle_embeds(
        &self,
        embeds: &[Value],
        attachments: &mut [Attachment],
    ) -> Vec<Value> {
        let mut settled = embeds.to_vec();
        for embed in &mut settled {
            embed["type"] = json!("rich");
            for field in embed
                .get_mut("fields")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                let inline = field
                    .get("inline")
                    .and_then(Value::as_bool)
                    .unwrap_or_default();
                field["inline"] = inline.into();
            }
            for place in ["/image", "/thumbnail", "/footer", "/author"] {
                let Some(picture) = embed.pointer_mut(place) else {
                    continue;
                };
                for key in ["url", "icon_url"] {
                    let name = form::text(picture, key)
                        .strip_prefix("attachment://")
                        .map(str::to_owned);
                    let found = attachments
                        .iter_mut()
                        .find(|file| Some(&file.filename) == name.as_ref());
                    if let Some(attachment) = found {
                        attachment.embedded = true;
                        picture[key] = self.attachment_url(attachment).into();
                    }
                }
            }
        }
        settled
    }
}
