//! Files of messages in the API.

use async_graphql::{Context, Enum, ID, Object};
use url::Url;

use crate::graphql::asking::Asking;
use crate::graphql::fault::Fault;
use crate::graphql::global_id::GlobalId;
use crate::models;

/// What kind of thing an attachment is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "models::attachment::AttachmentKind")]
pub enum AttachmentKind {
    /// A file.
    File,
    /// A sticker.
    Sticker,
}

/// A file of a message.
pub struct Attachment(pub models::attachment::Attachment);

/// A file of a message.
#[Object]
impl Attachment {
    /// The attachment.
    async fn id(&self) -> ID {
        GlobalId::Attachment(self.0.id).into()
    }

    /// Whether it is a file or a sticker.
    async fn kind(&self) -> AttachmentKind {
        self.0.kind.into()
    }

    /// The file's name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The media type, as whoever sent it says.
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }

    /// The size in bytes.
    async fn size(&self) -> Result<i32, Fault> {
        i32::try_from(self.0.size).map_err(|error| Fault::internal(&error.into()))
    }

    /// Where to get it, without signing in: keep the address to yourself. Nothing until the file has been copied from Discord.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<String>, Fault> {
        if self.0.object_key.is_none() {
            return Ok(None);
        }
        let base = Asking::of(ctx)?.app().config.public_url();
        let mut url = Url::parse(&base).map_err(|error| Fault::internal(&error.into()))?;
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty()
                .extend(["files", &self.0.share_key, &self.0.name]);
        }
        Ok(Some(url.into()))
    }

    /// Why the file could not be copied.
    async fn failure(&self) -> Option<&str> {
        self.0.failure.as_deref()
    }
}
