//! What the box of a ticket sends: a text and files. Files go into the store as they come in, never whole through memory.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;
use views::ticket::composer::Kind;

use crate::direction_marks;
use crate::error::{Error, Flaw, Refusal};
use crate::ids::{MessageId, SnippetId, TicketId};
use crate::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::LONGEST_TEXT;
use crate::models::unsent::basis::Basis;
use crate::models::unsent::files::UnsentFile;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::typed;
use crate::web::visit::Signed;
use crate::web::{FORM_LIMIT, MEGABYTE, UPLOAD_LIMIT};

/// The field of the files.
pub const FILES: &str = "files";
/// The field that names a file of the draft.
const KEPT: &str = "kept";
/// The fields that say what a button wants.
const WISHES: [&str; 5] = ["insert", "key", "shelf", "without", "over"];
/// The most files of a message; Discord takes as many.
const MOST_FILES: usize = 10;
/// The most characters of a file's name.
const LONGEST_NAME: usize = 200;
/// The most characters of a media type.
const LONGEST_MEDIA_TYPE: usize = 100;

/// What was written, with the files that came with it.
pub struct Submission {
    /// By what sending it twice is known to be once.
    pub id: Option<Uuid>,
    /// The newest message that the writer had seen; 0 when there was none.
    pub seen: MessageId,
    /// From what the writer goes on.
    pub basis: Basis,
    /// Who shall read it.
    pub kind: Kind,
    /// The text.
    pub content: String,
    /// The saved answer that was put into it.
    pub snippet: Option<SnippetId>,
    /// The files that came with it, which are in the store.
    pub attachments: Vec<NewAttachment>,
    /// The files that were kept with the draft and are to go with it.
    pub kept: Vec<UnsentFile>,
    /// From which message on the page shows the end of the conversation.
    pub since: Option<MessageId>,
    /// What the button that was pressed wants, where it is not sending.
    pub wishes: Fields,
    /// Why it cannot be sent, found while it was read.
    pub refusal: Option<Refusal>,
}

/// Reads what somebody sends to a ticket, and who they are once it has come in.
///
/// # Errors
///
/// Gives the answer to whoever may not send anything there, at its beginning or at its end, with what they typed.
pub async fn receive(
    signed: &Signed,
    ticket: TicketId,
    form: Multipart,
) -> Result<(Signed, Submission), Response> {
    // Nobody who may not send anything here fills the store with files.
    let place = match admit(signed, ticket).await {
        Ok(place) => place,
        Err(error) => return Err(typed::with(Failure(error), typed::of_upload(form).await)),
    };
    let submission = read(signed, &place, form).await;
    let submission = submission.map_err(|(error, written)| typed::with(Failure(error), written))?;
    // Files may take minutes to come in.
    let signed = signed.still(|| vec![submission.content.clone()]).await?;
    Ok((signed, submission))
}

async fn admit(signed: &Signed, ticket: TicketId) -> Result<Ticket, Error> {
    let act = signed.act();
    act.actor.require(Permission::ManageTickets)?;
    Ticket::find(&mut *signed.app.db().await?, &act, ticket).await
}

/// Reads what is sent to `ticket`. What makes reading on pointless is noted in it, so that the text is not lost.
///
/// # Errors
///
/// Refuses what is no form of ours; fails when files cannot be kept. The text goes with it, as far as it had come in.
async fn read(
    signed: &Signed,
    ticket: &Ticket,
    mut form: Multipart,
) -> Result<Submission, (Error, Vec<String>)> {
    let mut held = match held(signed, ticket).await {
        Ok(held) => held,
        Err(error) => return Err((error, typed::of_upload(form).await)),
    };
    let mut submission = Submission {
        id: None,
        seen: MessageId(i64::MAX),
        basis: Basis::Unsaid,
        kind: Kind::Reply,
        content: String::new(),
        snippet: None,
        attachments: Vec::new(),
        kept: Vec::new(),
        since: None,
        wishes: Fields::default(),
        refusal: None,
    };
    while submission.refusal.is_none() {
        let read = match form.next_field().await {
            Ok(Some(field)) if field.name() == Some(KEPT) => {
                submission.take_kept(&mut held, field).await
            }
            Ok(Some(field)) => submission.take(signed, ticket, field).await,
            Ok(None) => break,
            Err(error) => Err(Trouble::of(&error)),
        };
        match read {
            Ok(()) => {}
            Err(Trouble::Refused(refusal)) => {
                return Err((refusal.into(), vec![submission.content]));
            }
            Err(Trouble::TooLarge) => submission.refusal = Some(too_large()),
            Err(Trouble::Internal(error)) => return Err((error.into(), vec![submission.content])),
        }
    }
    Ok(submission)
}

/// The files that are kept with the draft.
async fn held(signed: &Signed, ticket: &Ticket) -> Result<Vec<UnsentFile>, Error> {
    let conn = &mut signed.app.db().await?;
    Ok(UnsentFile::of(conn, &signed.act(), ticket.id).await?)
}

/// By what a form of this person is known when it comes again.
pub fn key(signed: &Signed, submission: Uuid) -> String {
    format!("form:{}:{submission}", signed.id())
}

/// The newest message that a writer says they have seen. Who says nothing is not held up by what they may not have seen.
pub fn seen(text: &str) -> MessageId {
    text.parse().map_or(MessageId(i64::MAX), MessageId)
}

/// Why a field could not be read.
enum Trouble {
    TooLarge,
    Refused(Refusal),
    Internal(anyhow::Error),
}

impl Trouble {
    fn of(error: &MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::TooLarge;
        }
        let why = Flaw::CutOff;
        Self::Refused(Refusal::Invalid { field: "form", why })
    }
}

impl Submission {
    /// By what the same form, sent by the same person again, is known.
    pub fn key(&self, signed: &Signed) -> Option<String> {
        self.id.map(|id| key(signed, id))
    }

    /// Every file that is to be sent.
    pub fn files(&self) -> Vec<NewAttachment> {
        let kept = self.kept.iter().map(UnsentFile::to_send);
        kept.chain(self.attachments.iter().cloned()).collect()
    }

    /// A file that the draft held: it goes with the message when the form names it.
    async fn take_kept(
        &mut self,
        held: &mut Vec<UnsentFile>,
        field: Field<'_>,
    ) -> Result<(), Trouble> {
        let named = text(field).await?;
        let place = held.iter().position(|file| file.id.to_string() == named);
        if let Some(place) = place {
            self.kept.push(held.remove(place));
        }
        Ok(())
    }

    async fn take(
        &mut self,
        signed: &Signed,
        ticket: &Ticket,
        field: Field<'_>,
    ) -> Result<(), Trouble> {
        match field.name() {
            Some("submission") => self.id = text(field).await?.parse().ok(),
            Some("seen") => self.seen = seen(&text(field).await?),
            Some("draft") => self.basis = Basis::read(&text(field).await?),
            Some("since") => self.since = text(field).await?.parse().ok().map(MessageId),
            Some("snippet") => self.snippet = text(field).await?.parse().ok(),
            Some("kind") => self.kind = Kind::from_code(&text(field).await?).unwrap_or(self.kind),
            // Browsers send line breaks as forms have them; people mean one character.
            Some("content") => self.content = text(field).await?.replace("\r\n", "\n"),
            Some(FILES) if field.file_name().is_none_or(str::is_empty) => {}
            // The files of what cannot be sent are not worth keeping.
            Some(FILES) if ticket.is_closed() => self.refusal = Some(Refusal::AlreadyClosed),
            Some(FILES) => {
                self.keep(signed, field).await?;
            }
            Some(name) => {
                if let Some(wish) = WISHES.into_iter().find(|wish| *wish == name) {
                    self.wishes.add(wish, text(field).await?);
                }
            }
            None => {}
        }
        let length = self.content.chars().count();
        if length > LONGEST_TEXT {
            self.refusal = Some(Refusal::TooLong {
                limit: LONGEST_TEXT,
                length,
            });
        }
        Ok(())
    }

    /// Refuses more files than go with one message, those of the draft among them.
    pub fn check_count(&self) -> Result<(), Refusal> {
        if self.kept.len() + self.attachments.len() > MOST_FILES {
            return Err(many_files());
        }
        Ok(())
    }

    async fn keep(&mut self, signed: &Signed, file: Field<'_>) -> Result<(), Trouble> {
        if self.kept.len() + self.attachments.len() == MOST_FILES {
            self.refusal = Some(many_files());
            return Ok(());
        }
        let name = file_name(file.file_name().unwrap_or_default());
        let media_type = media_type(file.content_type(), &name);
        let kept = signed.app.files.keep(file).await.map_err(|error| {
            let cut_off = error.downcast_ref::<MultipartError>().map(Trouble::of);
            cut_off.unwrap_or(Trouble::Internal(error))
        })?;
        self.attachments.push(NewAttachment {
            kind: AttachmentKind::File,
            name,
            media_type,
            size: kept.size.try_into().unwrap_or(i64::MAX),
            origin: AttachmentOrigin::Stored(kept.key),
        });
        Ok(())
    }
}

/// The text of a field. What is longer than any text of ours is cut, and refused for its length afterwards.
async fn text(mut field: Field<'_>) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| Trouble::of(&error))? {
        if bytes.len() < FORM_LIMIT {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The name without the folders that some browsers put before it, and without what nobody can read.
fn file_name(given: &str) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = direction_marks::without(name)
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        "file".to_owned()
    } else {
        name
    }
}

fn media_type(given: Option<&str>, name: &str) -> String {
    let given = given.filter(|given| given.len() <= LONGEST_MEDIA_TYPE && !given.is_empty());
    given.map_or_else(
        || {
            mime_guess::from_path(name)
                .first_or_octet_stream()
                .to_string()
        },
        str::to_owned,
    )
}

fn many_files() -> Refusal {
    let why = Flaw::ManyFiles(MOST_FILES);
    Refusal::Invalid { field: FILES, why }
}

fn too_large() -> Refusal {
    let why = Flaw::LargeFiles(UPLOAD_LIMIT / MEGABYTE);
    Refusal::Invalid { field: FILES, why }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_without_folders_and_invisible_characters() {
        let cases = [
            ("receipt.png", "receipt.png"),
            ("C:\\fakepath\\receipt.png", "receipt.png"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
            ("  ", "file"),
            ("folder/", "file"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("\u{2066}", "file"),
        ];
        for (given, name) in cases {
            assert_eq!(file_name(given), name, "{given:?}");
        }
        assert_eq!(file_name(&"é".repeat(500)).chars().count(), LONGEST_NAME);
    }
}
