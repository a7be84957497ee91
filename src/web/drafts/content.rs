//! What stands in the box of a ticket: as it came in, and as it is shown again.

use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::composer::{Composer, Kind};

use crate::error::{Error, Refusal};
use crate::ids::{SnippetId, TicketId};
use crate::models::attachment::NewAttachment;
use crate::models::snippet::Snippet;
use crate::models::snippet::using::Voice;
use crate::models::ticket::Ticket;
use crate::models::unsent::basis::Basis;
use crate::models::unsent::{self, Unsent, Writing};
use crate::web::form::Fields;
use crate::web::tickets::composer::{self, Part};
use crate::web::uploads::{self, Submission};
use crate::web::visit::Signed;

/// What stands in the box.
#[derive(Clone)]
pub(super) struct Typed {
    kind: Kind,
    content: String,
    seen: crate::ids::MessageId,
    submission: Option<uuid::Uuid>,
    basis: Basis,
    follows_attempt: bool,
    snippet: Option<SnippetId>,
    files: Vec<NewAttachment>,
    pub(super) files_refusal: Option<Refusal>,
}

/// What stands in the box, and since when it is kept, if it is.
pub(super) struct Kept {
    pub(super) typed: Typed,
    outcome: Outcome,
}

/// What became of it.
enum Outcome {
    /// It is kept, unless there is nothing to keep.
    Done(Option<unsent::Kept>),
    /// It could not be kept.
    Refused,
    /// Another text of the same person is kept, which they wrote elsewhere.
    Elsewhere,
}

impl Typed {
    /// Browsers send line breaks as forms have them; people mean one character.
    pub(super) fn of(signed: &Signed, form: &Fields) -> Self {
        // A script says so; without one nothing that was typed before is still on its way after what was sent.
        let follows_attempt = !signed.visit.wants_fragment || form.is_ticked("attempted");
        Self {
            follows_attempt,
            kind: Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply),
            content: form.value("content").replace("\r\n", "\n"),
            seen: uploads::seen(form.value("seen")),
            submission: form.value("submission").parse().ok(),
            basis: basis(Basis::read(form.value("draft")), form),
            snippet: form.value("snippet").parse().ok(),
            files: Vec::new(),
            files_refusal: None,
        }
    }

    /// What came with files. Without a script, nothing that was typed before is still on its way after what was sent.
    pub(super) fn of_upload(submission: Submission) -> Self {
        let counted = submission.check_count();
        let files_refusal = submission.refusal.or(counted.err());
        Self {
            kind: submission.kind,
            content: submission.content,
            seen: submission.seen,
            submission: submission.id,
            basis: basis(submission.basis, &submission.wishes),
            follows_attempt: true,
            snippet: submission.snippet,
            files: match files_refusal {
                Some(_) => Vec::new(),
                None => submission.attachments,
            },
            files_refusal,
        }
    }

    /// The same, and after it what the chosen snippet says in this ticket. Who answers stays open: they may still choose.
    pub(super) async fn with_snippet(
        &self,
        conn: &mut AsyncPgConnection,
        signed: &Signed,
        ticket: TicketId,
        key: &str,
    ) -> Result<Self, Error> {
        let act = signed.act();
        let ticket = Ticket::find(conn, &act, ticket).await?;
        let snippet = Snippet::keyed(conn, key).await?;
        let snippet = snippet.ok_or(Refusal::SnippetNotFound)?;
        let place = (&ticket, Voice::Undecided);
        let filled = snippet.fill(conn, &act, place).await?;
        let content = match self.content.trim().is_empty() {
            true => filled,
            false => format!("{}\n{filled}", self.content.trim_end()),
        };
        let snippet = Some(snippet.id);
        Ok(Self {
            content,
            snippet,
            ..self.clone()
        })
    }

    /// Keeps it; or says why it cannot be kept.
    pub(super) async fn keep_or_refuse(
        &self,
        conn: &mut AsyncPgConnection,
        signed: &Signed,
        ticket: TicketId,
    ) -> Result<(Option<Kept>, Option<Refusal>), Error> {
        let writing = Writing {
            kind: composer::kept_kind(self.kind),
            content: self.content.clone(),
            seen: self.seen,
            files: self.files.clone(),
            idempotency_key: self.submission.map(|id| uploads::key(signed, id)),
            basis: self.basis,
            follows_attempt: self.follows_attempt,
            snippet: self.snippet,
        };
        match Unsent::keep(conn, &signed.act(), ticket, writing).await {
            Ok(kept) => Ok((Some(self.with(Outcome::Done(kept))), None)),
            Err(Error::Refused(refusal @ Refusal::ChangedMeanwhile)) => {
                Ok((Some(self.with(Outcome::Elsewhere)), Some(refusal)))
            }
            Err(Error::Refused(refusal @ (Refusal::TooLong { .. } | Refusal::Invalid { .. }))) => {
                Ok((None, Some(refusal)))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn unkept(&self) -> Kept {
        self.with(Outcome::Refused)
    }

    fn with(&self, outcome: Outcome) -> Kept {
        let typed = self.clone();
        Kept { typed, outcome }
    }
}

/// From what somebody goes on; who has seen what is kept and says so goes on from that.
fn basis(filled_from: Basis, form: &Fields) -> Basis {
    match Basis::read(form.value("over")) {
        Basis::Unsaid => filled_from,
        over => over,
    }
}

impl Kept {
    /// The box with it.
    pub(super) async fn shown(
        self,
        conn: &mut AsyncPgConnection,
        signed: &Signed,
        (ticket, part): (TicketId, &Part),
    ) -> Result<Composer, Error> {
        let fresh = composer::fresh_with(conn, signed, (ticket, self.typed.kind), part).await?;
        let submission = self.typed.submission.map(|id| id.to_string());
        let mut composer = Composer {
            submission: submission.unwrap_or(fresh.submission),
            has_been_sent: self.typed.follows_attempt,
            keeps_chosen_files: true,
            content: Field::of(self.typed.content),
            seen: self.typed.seen.0,
            version: self.typed.basis.number(),
            kept_files: composer::kept_files(conn, signed, ticket).await?,
            inserted: self.typed.snippet.map(|snippet| snippet.0),
            ..fresh
        };
        match self.outcome {
            Outcome::Done(kept) => composer::note_kept(&mut composer, kept),
            Outcome::Refused => {}
            Outcome::Elsewhere => {
                composer.elsewhere = composer::elsewhere(conn, signed, ticket).await?;
            }
        }
        Ok(composer)
    }
}
