//! Components as Discord keeps them: numbered, with what was left out filled in, and with files resolved.

use serde_json::{Value, json};

use crate::form;
use crate::world::World;
use crate::world::attachment::Attachment;

impl World {
    /// Components in the form in which Discord gives them back.
    pub(in crate::world) fn settle_components(
        &self,
        components: &[Value],
        attachments: &mut [Attachment],
    ) -> Vec<Value> {
        let mut settled = components.to_vec();
        let mut next = 1;
        self.settle_all(&mut settled, attachments, &mut next);
        settled
    }

    fn settle_all(&self, components: &mut [Value], attachments: &mut [Attachment], next: &mut u64) {
        for component in components {
            self.settle_one(component, attachments, next);
        }
    }

    fn settle_one(&self, component: &mut Value, attachments: &mut [Attachment], next: &mut u64) {
        let number = component
            .get("id")
            .and_then(form::number)
            .unwrap_or_default();
        if number == 0 {
            component["id"] = (*next).into();
        }
        *next += 1;
        for (field, default) in defaults(component.get("type").and_then(form::number)) {
            if component.get(field).is_none() {
                component[field] = default;
            }
        }
        for place in ["/media", "/file"] {
            if let Some(media) = component.pointer_mut(place) {
                self.settle_media(media, attachments);
            }
        }
        for item in component
            .get_mut("items")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            self.settle_media(&mut item["media"], attachments);
            for (field, default) in [("description", Value::Null), ("spoiler", json!(false))] {
                if item.get(field).is_none() {
                    item[field] = default;
                }
            }
        }
        if let Some(accessory) = component.get_mut("accessory") {
            self.settle_one(accessory, attachments, next);
        }
        if let Some(Value::Array(children)) = component.get_mut("components") {
            self.settle_all(children, attachments, next);
        }
    }

    /// Gives a picture its address; one of the message's own files is no longer listed apart.
    fn settle_media(&self, media: &mut Value, attachments: &mut [Attachment]) {
        let name = form::text(media, "url")
            .strip_prefix("attachment://")
            .map(str::to_owned);
        let found = attachments
            .iter_mut()
            .find(|file| Some(&file.filename) == name.as_ref());
        if let Some(attachment) = found {
            attachment.embedded = true;
            media["url"] = self.attachment_url(attachment).into();
            media["attachment_id"] = json!(attachment.id);
        }
        media["proxy_url"] = media["url"].clone();
        media["id"] = media.get("id").cloned().unwrap_or_else(|| json!("0"));
    }
}

/// What Discord fills in where a bot leaves it out.
fn defaults(kind: Option<u64>) -> Vec<(&'static str, Value)> {
    match kind {
        Some(3 | 5..=8) => vec![("min_values", json!(1)), ("max_values", json!(1))],
        Some(11) => vec![("description", Value::Null), ("spoiler", json!(false))],
        Some(13) => vec![
            ("name", Value::Null),
            ("size", Value::Null),
            ("spoiler", json!(false)),
        ],
        Some(14) => vec![("spacing", json!(1)), ("divider", json!(true))],
        Some(17) => vec![("accent_color", Value::Null), ("spoiler", json!(false))],
        _ => Vec::new(),
    }
}
