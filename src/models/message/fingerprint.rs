//! Whether a message that comes again with the same key is the same message.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use sha2::{Digest, Sha256};

use crate::ids::MessageId;
use crate::models::attachment::{AttachmentOrigin, NewAttachment};
use crate::models::message::Message;
use crate::models::unsent::UnsentKind;
use crate::schema::{attachments, messages};

/// A hash of what somebody typed, and of who was to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(Vec<u8>);

impl Fingerprint {
    /// The fingerprint of a text, as it was typed.
    pub fn of(kind: UnsentKind, content: &str) -> Self {
        let heading = format!("{}\n", kind.word());
        let hash = Sha256::new().chain_update(heading).chain_update(content);
        Self(hash.finalize().to_vec())
    }

    /// What is kept of it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message {
    /// Whether this message was made from the same text.
    pub(crate) async fn is_made_from(
        &self,
        conn: &mut AsyncPgConnection,
        fingerprint: &Fingerprint,
    ) -> QueryResult<bool> {
        let kept: Option<Vec<u8>> = messages::table
            .find(self.id)
            .select(messages::fingerprint)
            .first(conn)
            .await?;
        Ok(kept.is_none_or(|kept| kept == fingerprint.bytes()))
    }

    /// Whether it has all of these files, by their names and their bytes; by the size where the bytes are still to be fetched.
    pub(crate) async fn has_files(
        &self,
        conn: &mut AsyncPgConnection,
        files: &[NewAttachment],
    ) -> QueryResult<bool> {
        if files.is_empty() {
            return Ok(true);
        }
        let mut here = files_of(conn, self.id).await?;
        Ok(files.iter().all(|file| {
            let found = here.iter().position(|one| one.is(file));
            found.map(|at| here.swap_remove(at)).is_some()
        }))
    }
}

/// A file that a message has.
#[derive(Queryable, Selectable)]
#[diesel(table_name = attachments, check_for_backend(diesel::pg::Pg))]
struct Here {
    name: String,
    size: i64,
    object_key: Option<String>,
}

impl Here {
    fn is(&self, file: &NewAttachment) -> bool {
        let has_its_bytes = match &file.origin {
            AttachmentOrigin::Stored(key) => self.object_key.as_ref() == Some(key),
            AttachmentOrigin::Discord(_) => self.size == file.size,
        };
        has_its_bytes && self.name == file.name
    }
}

async fn files_of(conn: &mut AsyncPgConnection, message: MessageId) -> QueryResult<Vec<Here>> {
    attachments::table
        .filter(attachments::message_id.eq(message))
        .select(Here::as_select())
        .load(conn)
        .await
}
