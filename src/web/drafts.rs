//! What somebody is writing in a ticket: kept while they type, and thrown away when they say so.

mod content;
mod discarding;

use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use views::ticket::composer::Composer;

use self::content::Typed;
use crate::error::{Error, Refusal};
use crate::ids::{TicketId, UnsentFileId};
use crate::models::permission::Permission;
use crate::models::unsent::files::UnsentFile;
use crate::refusal_words::sentence;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::composer::Part;
use crate::web::tickets::{self, Asked};
use crate::web::typed;
use crate::web::uploads;
use crate::web::visit::Signed;

/// The field with which a page that is left says so: nobody reads the answer.
const LEAVING: &str = "leaving";

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

/// What is kept with files.
pub fn upload_routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    let path = "/tickets/{ticket}/draft/upload";
    vec![Route::post(path, work, keep_with_files)]
}

/// `POST /tickets/7/draft/upload`: the same as below for whoever has no script, whose files would be lost with the page.
pub async fn keep_with_files(
    signed: Signed,
    Path(ticket): Path<TicketId>,
    form: Multipart,
) -> Response {
    let (signed, submission) = match uploads::receive(&signed, ticket, form).await {
        Ok(received) => received,
        Err(answer) => return answer,
    };
    let written = vec![submission.content.clone()];
    let kept = async {
        let without = submission.wishes.value("without").parse();
        if let Ok(file) = without {
            let conn = &mut signed.app.db().await?;
            UnsentFile::remove(conn, &signed.act(), (ticket, file)).await?;
        }
        let wish = Wish::of(&submission.wishes);
        write_down(&signed, ticket, (Typed::of_upload(submission), wish)).await
    };
    match kept.await {
        Ok(answer) => answer,
        Err(failure) => typed::with(failure, written),
    }
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
    let typed = Typed::of(&signed, &form);
    if form.is_ticked(LEAVING) {
        kept(&signed, ticket, (typed, &Wish::Keep)).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    write_down(&signed, ticket, (typed, Wish::of(&form))).await
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
    let typed = Typed::of(&signed, &form);
    write_down(&signed, ticket, (typed, whole)).await
}

async fn write_down(
    signed: &Signed,
    ticket: TicketId,
    (typed, wish): (Typed, Wish),
) -> Result<Response, Failure> {
    let (shown, refusal) = kept(signed, ticket, (typed, &wish)).await?;
    answer(signed, (ticket, wish), shown, refusal).await
}

/// Keeps what was typed, with what is wished for. What cannot be put into the box leaves it as it was.
async fn kept(
    signed: &Signed,
    ticket: TicketId,
    (typed, wish): (Typed, &Wish),
) -> Result<(Composer, Option<Refusal>), Error> {
    let conn = &mut signed.app.db().await?;
    let (longer, refusal) = match wish {
        Wish::Insert(key) => match typed.with_snippet(conn, signed, ticket, key).await {
            Ok(longer) => longer.keep_or_refuse(conn, signed, ticket).await?,
            Err(Error::Refused(refusal @ Refusal::SnippetNotFound)) => (None, Some(refusal)),
            Err(error) => return Err(error),
        },
        Wish::Keep | Wish::Leaf(_) => (None, None),
    };
    let (kept, refusal) = match longer {
        Some(longer) => (longer, refusal),
        None => match typed.keep_or_refuse(conn, signed, ticket).await? {
            (Some(kept), why) => (kept, refusal.or(why)),
            (None, refusal) => (typed.unkept(), refusal),
        },
    };
    let part = match wish {
        Wish::Leaf(part) => part.clone(),
        Wish::Keep | Wish::Insert(_) => Part::First,
    };
    let lost = kept.typed.files_refusal.clone();
    let shown = kept.shown(conn, signed, (ticket, &part)).await?;
    Ok((shown, refusal.or(lost)))
}

/// What a form wants besides that what was typed is kept.
enum Wish {
    /// Nothing.
    Keep,
    /// The saved answer with this key in the text.
    Insert(String),
    /// Another part of the saved answers.
    Leaf(Part),
}

impl Wish {
    fn of(form: &Fields) -> Self {
        if !form.value("insert").is_empty() {
            return Self::Insert(form.value("key").to_owned());
        }
        match form.value("shelf") {
            "" => Self::Keep,
            part => Self::Leaf(Part::named(part)),
        }
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
        shown.not_kept = why.filter(|_| shown.elsewhere.is_none());
        return Ok(views::ticket::composer::draft(&reader, &shown).into_response());
    }
    let is_refused = why.is_some();
    match refusal {
        Some(Refusal::SnippetNotFound) => shown.refusal = why,
        // The box says so itself, with the other text.
        Some(Refusal::ChangedMeanwhile) if shown.elsewhere.is_some() => {}
        Some(Refusal::Invalid {
            field: uploads::FILES,
            ..
        }) => shown.files_error = why,
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
            Wish::Keep | Wish::Insert(_) => Part::First,
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
