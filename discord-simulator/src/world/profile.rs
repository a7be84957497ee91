//! How an account looks: its name, its pictures, and what its dot says.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::World;
use super::event::Audience;
use crate::api_error::ApiError;
use crate::form::Form;
use crate::snowflake::Snowflake;

/// What the dot beside a bot says, as it told when it signed on or later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// `online`, `idle`, `dnd` or `invisible`.
    pub status: String,
    /// What it is playing.
    pub activity: Option<String>,
}

impl Presence {
    /// Reads what a gateway client tells; `None` when it tells nothing.
    pub(crate) fn read(data: &Value) -> Option<Self> {
        let activity = data.pointer("/activities/0/name").and_then(Value::as_str);
        Some(Self {
            status: data.get("status")?.as_str()?.to_owned(),
            activity: activity.map(str::to_owned),
        })
    }
}

impl World {
    /// Notes what the dot of somebody says now.
    pub(crate) fn show_presence(&mut self, user_id: Snowflake, presence: Presence) {
        if let Some(user) = self.users.get_mut(&user_id) {
            user.presence = Some(presence);
        }
    }

    /// Changes the name and the pictures of an account by the body of a request, and tells it.
    pub(crate) fn change_profile(
        &mut self,
        user_id: Snowflake,
        body: &Value,
    ) -> Result<Value, ApiError> {
        let mut form = Form::default();
        let name = body.get("username").and_then(Value::as_str);
        if let Some(name) = name {
            form.between("username", name.chars().count(), (2, 32));
        }
        let avatar = picture(&mut form, body, "avatar");
        let banner = picture(&mut form, body, "banner");
        form.finish()?;
        let user = self
            .users
            .get_mut(&user_id)
            .ok_or_else(ApiError::unknown_user)?;
        if let Some(name) = name {
            name.clone_into(&mut user.username);
        }
        user.avatar = avatar.unwrap_or_else(|| user.avatar.clone());
        user.banner = banner.unwrap_or_else(|| user.banner.clone());
        let json = user.to_private_json();
        self.announce("USER_UPDATE", json.clone(), Audience::User(user_id));
        Ok(json)
    }
}

/// The hash of a picture that is sent as a `data:` address; `null` takes the picture away, and nothing leaves it as it is.
fn picture(form: &mut Form, body: &Value, field: &str) -> Option<Option<String>> {
    let value = body.get(field)?;
    if value.is_null() {
        return Some(None);
    }
    let bytes = value.as_str().and_then(bytes_of);
    let Some(bytes) = bytes.filter(|bytes| is_picture(bytes)) else {
        form.refuse(field, "IMAGE_INVALID", "Invalid image data");
        return None;
    };
    Some(Some(hex::encode(&Sha256::digest(bytes)[..16])))
}

fn bytes_of(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address
        .strip_prefix("data:image/")?
        .split_once(";base64,")?;
    let is_known = ["png", "jpeg", "gif", "webp"].contains(&kind);
    STANDARD.decode(data).ok().filter(|_| is_known)
}

fn is_picture(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    starts.iter().any(|start| bytes.starts_with(start))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_presence_is_read_from_the_gateway() {
        let told = json!({"status": "idle", "activities": [{"name": "chess", "type": 0}]});
        let presence = Presence::read(&told).map(|one| (one.status, one.activity));
        assert_eq!(
            presence,
            Some(("idle".to_owned(), Some("chess".to_owned())))
        );
        assert_eq!(Presence::read(&json!({})), None);
    }
}
