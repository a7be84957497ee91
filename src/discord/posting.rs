//! Posting, revising and finding messages.

use std::fmt;

use bytes::Bytes;
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use serde_json::{Value, json};
use serenity::builder::CreateEmbed;

use crate::discord::client::{Discord, Failure};
use crate::discord::people::id_from_text;
use crate::ids::{ChannelId, PostId, UserId};

/// The most bytes that a bot may send with one message where nobody has paid for more.
///
/// <https://docs.discord.com/developers/reference#uploading-files>
pub const MOST_BYTES: u64 = 10 * 1024 * 1024;
/// The most files of one message.
pub const MOST_FILES: usize = 10;
/// How many messages Discord hands out at once.
const PAGE: usize = 100;

/// A message to be posted.
#[derive(Debug, Clone, Default)]
pub struct Posting {
    /// The text outside of embeds.
    pub content: String,
    /// The embeds.
    pub embeds: Vec<CreateEmbed>,
    /// The files.
    pub files: Vec<Upload>,
    /// The message in the same channel that it answers.
    pub answers: Option<PostId>,
    /// Who is called by it. Everybody else who is mentioned is not.
    pub calls: Option<UserId>,
}

/// A file to be posted.
#[derive(Clone)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

#[derive(Deserialize)]
struct Posted {
    #[serde(deserialize_with = "id_from_text")]
    id: i64,
    #[serde(default)]
    content: String,
    #[serde(default)]
    embeds: Vec<Value>,
    author: Author,
}

#[derive(Deserialize)]
struct Author {
    #[serde(deserialize_with = "id_from_text")]
    id: i64,
}

impl Discord {
    /// Posts a message. With the same `nonce` within a few minutes, Discord gives back the message that it has.
    pub async fn post_message(
        &self,
        channel: ChannelId,
        posting: &Posting,
        nonce: &str,
    ) -> Result<PostId, Failure> {
        let path = format!("/channels/{channel}/messages");
        let body = posting.body(nonce);
        let posted: Posted = if posting.files.is_empty() {
            self.post(&path, &body).await?
        } else {
            self.post_form(&path, posting.form(&body)?).await?
        };
        Ok(PostId(posted.id))
    }

    /// Looks for a message of ours since `since` that says the same as `posting`, and is not among `known`.
    pub async fn find_own_post(
        &self,
        channel: ChannelId,
        posting: &Posting,
        (since, known): (PostId, &[PostId]),
    ) -> Result<Option<PostId>, Failure> {
        let me = self.myself().await?.id;
        let wanted = fingerprint(&posting.content, &posting.embed_values());
        let mut after = since;
        loop {
            let path = format!("/channels/{channel}/messages?limit={PAGE}&after={after}");
            let mut page: Vec<Posted> = self.get(&path).await?;
            page.sort_by_key(|post| post.id);
            let found = page.iter().find(|post| {
                post.author.id == me
                    && !known.contains(&PostId(post.id))
                    && fingerprint(&post.content, &post.embeds) == wanted
            });
            if let Some(found) = found {
                return Ok(Some(PostId(found.id)));
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = PostId(last.id),
                _ => return Ok(None),
            }
        }
    }

    /// Messages of a channel after `after`, oldest first, as Discord writes them down; at most a hundred.
    pub async fn messages_after(
        &self,
        channel: ChannelId,
        after: PostId,
    ) -> Result<Vec<Value>, Failure> {
        let path = format!("/channels/{channel}/messages?limit={PAGE}&after={after}");
        let mut page: Vec<Value> = self.get(&path).await?;
        page.sort_by_key(|post| post["id"].as_str().and_then(|id| id.parse::<i64>().ok()));
        Ok(page)
    }

    /// The last messages of a channel, as Discord writes them down; at most a hundred.
    pub async fn last_messages(&self, channel: ChannelId) -> Result<Vec<Value>, Failure> {
        self.get(&format!("/channels/{channel}/messages?limit={PAGE}"))
            .await
    }

    /// One message, as Discord writes it down.
    pub async fn message(&self, channel: ChannelId, post: PostId) -> Result<Value, Failure> {
        self.get(&format!("/channels/{channel}/messages/{post}"))
            .await
    }

    /// Changes what a message of ours says; its files stay.
    pub async fn revise_message(
        &self,
        (channel, post): (ChannelId, PostId),
        posting: &Posting,
    ) -> Result<(), Failure> {
        let body = json!({
            "content": posting.content,
            "embeds": posting.embed_values(),
            "allowed_mentions": { "parse": [] },
        });
        self.patch(&format!("/channels/{channel}/messages/{post}"), &body)
            .await
    }

    /// Removes a message. One that is gone already is as good as removed.
    pub async fn remove_message(&self, channel: ChannelId, post: PostId) -> Result<(), Failure> {
        match self
            .delete(&format!("/channels/{channel}/messages/{post}"))
            .await
        {
            Err(failure) if failure.is_not_found() => Ok(()),
            answer => answer,
        }
    }
}

impl Posting {
    /// Nothing but a text.
    pub fn text(content: impl Into<String>) -> Self {
        Self {
            content: content.into(),
            ..Self::default()
        }
    }

    fn embed_values(&self) -> Vec<Value> {
        self.embeds.iter().map(|embed| json!(embed)).collect()
    }

    fn body(&self, nonce: &str) -> Value {
        let calls: Vec<String> = self.calls.iter().map(UserId::to_string).collect();
        let mut body = json!({
            "nonce": nonce,
            "enforce_nonce": true,
            "allowed_mentions": { "parse": [], "users": calls, "replied_user": false },
        });
        if !self.content.is_empty() {
            body["content"] = json!(self.content);
        }
        if !self.embeds.is_empty() {
            body["embeds"] = json!(self.embed_values());
        }
        if let Some(answered) = self.answers {
            // When the answered message is gone, the answer still arrives.
            body["message_reference"] =
                json!({ "message_id": answered.to_string(), "fail_if_not_exists": false });
        }
        if !self.files.is_empty() {
            let named = self.files.iter().enumerate();
            let described: Vec<Value> = named
                .map(|(id, file)| json!({ "id": id, "filename": file.name }))
                .collect();
            body["attachments"] = json!(described);
        }
        body
    }

    fn form(&self, body: &Value) -> Result<Form, Failure> {
        let mut form = Form::new().text("payload_json", body.to_string());
        for (id, file) in self.files.iter().enumerate() {
            let length = file.bytes.len() as u64;
            let part =
                Part::stream_with_length(file.bytes.clone(), length).file_name(file.name.clone());
            // A media type that cannot be written down is left out: Discord then looks at the name.
            let typed = part.mime_str(&file.media_type);
            let untyped = || {
                Part::stream_with_length(file.bytes.clone(), length).file_name(file.name.clone())
            };
            form = form.part(format!("files[{id}]"), typed.unwrap_or_else(|_| untyped()));
        }
        Ok(form)
    }
}

/// What a message says, without what Discord adds to it: addresses, sizes, times.
fn fingerprint(content: &str, embeds: &[Value]) -> String {
    let mut said = vec![content.trim().to_owned()];
    for embed in embeds {
        for path in ["/author/name", "/title", "/description", "/footer/text"] {
            let text = embed
                .pointer(path)
                .and_then(Value::as_str)
                .unwrap_or_default();
            said.push(text.trim().to_owned());
        }
    }
    said.join("\u{1f}")
}
