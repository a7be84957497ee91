//! What somebody is writing in a ticket: kept while they type, and thrown away when they say so.

mod discarding;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::composer::{Composer, Kind};

use crate::error::{Error, Refusal};
use crate::ids::{SnippetId, TicketId, UnsentFileId};
use crate::models::permission::Permission;
use crate::models::snippet::Snippet;
use crate::models::snippet::using::Voice;
use crate::models::ticket::Ticket;
use crate::models::unsent::files::UnsentFile;
use crate::models::unsent::{Unsent, Writing};
use crate::refusal_words::sentence;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::composer::Part;
use crate::web::tickets::{self, Asked, composer};
use crate::web::uploads;
use crate::web::visit::Signed;

/// What somebody is writing in a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post("/tickets/{ticket}/draft", work, keep),
        Route::post("/tickets/{ticket}/draft/removal", work, discarding::discard),
        Route::post(
            "/tickets/{ticket}/draft/files/{file}/removal",
            work,
            remove_file,
        ),
    ]
}

/// `POST /tickets/7/draft`: keeps what was typed, with a saved answer in it when one was chosen.
pub async fn keep(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Fields,
) -> Result<Response, Failure> {
    if form.is_ticked(discarding::BACK) {
        discarding::check_room(&signed, ticket).await?;
    }
    write_down(&signed, ticket, (&form, Wish::of(&form))).await
}

/// `POST /tickets/7/draft/files/3/removal`: takes a file out of the draft, and keeps what was typed.
pub async fn remove_file(
    signed: Signed,
    Path((ticket, file)): Path<(TicketId, UnsentFileId)>,
    form: Fields,
) -> Result<Response, Failure> {
    {
        let (conn, act) = (&mut signed.app.db().await?, signed.act());
        act.actor.require(Permission::ManageTickets)?;
        UnsentFile::remove(conn, &act, (ticket, file)).await?;
    }
    let whole = Wish::Leaf(Part::First);
    write_down(&signed, ticket, (&form, whole)).await
}

async fn write_down(
    signed: &Signed,
    ticket: TicketId,
    (form, wish): (&Fields, Wish),
) -> Result<Response, Failure> {
    let (shown, refusal) = kept(signed, ticket, (form, &wish)).await?;
    answer(signed, (ticket, wish), shown, refusal).await
}

/// Keeps what was typed, with what is wished for. What cannot be put into the box leaves it as it was.
async fn kept(
    signed: &Signed,
    ticket: TicketId,
    (form, wish): (&Fields, &Wish),
) -> Result<(Composer, Option<Refusal>), Error> {
    let conn = &mut signed.app.db().await?;
    let typed = Typed::of(signed, form);
    let (longer, refusal) = match wish {
        Wish::Insert => match typed.with_snippet(conn, signed, ticket, form).await {
            Ok(longer) => longer.keep_or_refuse(conn, signed, ticket).await?,
            Err(Error::Refused(refusal @ Refusal::SnippetNotFound)) => (None, Some(refusal)),
            Err(error) => return Err(error),
        },
        Wish::Keep | Wish::Leaf(_) => (None, None),
    };
    let (kept, refusal) = match longer {
        Some(longer) => (longer, None),
        None => match typed.keep_or_refuse(conn, signed, ticket).await? {
            (Some(kept), _) => (kept, refusal),
            (None, refusal) => (typed.unkept(), refusal),
        },
    };
    let part = match wish {
        Wish::Leaf(part) => part.clone(),
        Wish::Keep | Wish::Insert => Part::First,
    };
    let shown = kept.shown(conn, signed, (ticket, &part)).await?;
    Ok((shown, refusal))
}

/// What a form wants besides that what was typed is kept.
enum Wish {
    /// Nothing.
    Keep,
    /// A saved answer in the text.
    Insert,
    /// Another part of the saved answers.
    Leaf(Part),
}

impl Wish {
    fn of(form: &Fields) -> Self {
        if !form.value("insert").is_empty() {
            return Self::Insert;
        }
        match form.value("shelf") {
            "" => Self::Keep,
            part => Self::Leaf(Part::named(part)),
        }
    }
}

/// What stands in the box.
#[derive(Clone)]
struct Typed {
    kind: Kind,
    content: String,
    seen: crate::ids::MessageId,
    submission: Option<uuid::Uuid>,
    follows_attempt: bool,
    snippet: Option<SnippetId>,
}

/// What stands in the box, and since when it is kept, if it is.
struct Kept {
    typed: Typed,
    at: Option<chrono::DateTime<chrono::Utc>>,
}

impl Typed {
    /// Browsers send line breaks as forms have them; people mean one character.
    fn of(signed: &Signed, form: &Fields) -> Self {
        // A script says so; without one nothing that was typed before is still on its way after what was sent.
        let follows_attempt = !signed.visit.wants_fragment || form.is_ticked("attempted");
        Self {
            follows_attempt,
            kind: Kind::from_code(form.value("kind")).unwrap_or(Kind::Reply),
            content: form.value("content").replace("\r\n", "\n"),
            seen: uploads::seen(form.value("seen")),
            submission: form.value("submission").parse().ok(),
            snippet: form.value("snippet").parse().ok(),
        }
    }

    /// The same, and after it what the chosen snippet says in this ticket. Who answers stays open: they may still choose.
    async fn with_snippet(
        &self,
        conn: &mut AsyncPgConnection,
        signed: &Signed,
        ticket: TicketId,
        form: &Fields,
    ) -> Result<Self, Error> {
        let act = signed.act();
        let ticket = Ticket::find(conn, &act, ticket).await?;
        let snippet = Snippet::keyed(conn, form.value("key")).await?;
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
    async fn keep_or_refuse(
        &self,
        conn: &mut AsyncPgConnection,
        signed: &Signed,
        ticket: TicketId,
    ) -> Result<(Option<Kept>, Option<Refusal>), Error> {
        let writing = Writing {
            kind: composer::kept_kind(self.kind),
            content: self.content.clone(),
            seen: self.seen,
            files: Vec::new(),
            idempotency_key: self.submission.map(|id| uploads::key(signed, id)),
            follows_attempt: self.follows_attempt,
            snippet: self.snippet,
        };
        match Unsent::keep(conn, &signed.act(), ticket, writing).await {
            Ok(at) => {
                let typed = self.clone();
                Ok((Some(Kept { typed, at }), None))
            }
            Err(Error::Refused(refusal @ (Refusal::TooLong { .. } | Refusal::Invalid { .. }))) => {
                Ok((None, Some(refusal)))
            }
            Err(error) => Err(error),
        }
    }

    fn unkept(&self) -> Kept {
        Kept {
            typed: self.clone(),
            at: None,
        }
    }
}

impl Kept {
    /// The box with it.
    async fn shown(
        self,
        conn: &mut AsyncPgConnection,
        signed: &Signed,
        (ticket, part): (TicketId, &Part),
    ) -> Result<Composer, Error> {
        let fresh = composer::fresh_with(conn, signed, (ticket, self.typed.kind), part).await?;
        let submission = self.typed.submission.map(|id| id.to_string());
        Ok(Composer {
            submission: submission.unwrap_or(fresh.submission),
            has_been_sent: self.typed.follows_attempt,
            keeps_chosen_files: true,
            content: Field::of(self.typed.content),
            seen: self.typed.seen.0,
            kept_at: self.at,
            kept_files: composer::kept_files(conn, signed, ticket).await?,
            inserted: self.typed.snippet.map(|snippet| snippet.0),
            ..fresh
        })
    }
}

/// The line that tells since when it is kept, for a script that saves it meanwhile; the whole box for whoever pressed a button; and the
/// page without a script. What was refused is said in each.
async fn answer(
    signed: &Signed,
    (ticket, wish): (TicketId, Wish),
    mut shown: Composer,
    refusal: Option<Refusal>,
) -> Result<Response, Failure> {
    let reader = signed.reader();
    let why = refusal
        .as_ref()
        .map(|refusal| sentence(signed.visit.words, refusal));
    if matches!(wish, Wish::Keep) && signed.visit.wants_fragment {
        shown.not_kept = why;
        return Ok(views::ticket::composer::draft(&reader, &shown).into_response());
    }
    let is_refused = why.is_some();
    match refusal {
        Some(Refusal::SnippetNotFound) => shown.refusal = why,
        _ => shown.content.error = why,
    }
    let status = match is_refused {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    if signed.visit.wants_fragment {
        let composer = views::ticket::composer::composer(&reader, &shown);
        return Ok((status, composer).into_response());
    }
    if !is_refused {
        let part = match wish {
            Wish::Leaf(part) => part,
            Wish::Keep | Wish::Insert => Part::First,
        };
        return Ok(Redirect::to(&page(ticket, &part)).into_response());
    }
    let asked = Asked {
        composer: Some(shown),
        ..Asked::default()
    };
    let page = views::ticket::page(&reader, &tickets::view(signed, ticket, asked).await?);
    Ok((status, page).into_response())
}

/// The page opens at the box.
fn page(ticket: TicketId, part: &Part) -> String {
    let own = views::address::ticket(ticket.0);
    let shelf = [("shelf", &*part.name())];
    let page = match part {
        Part::First => own,
        Part::After(_) => views::address::with_query(&own, &shelf),
    };
    format!("{page}#composer")
}
