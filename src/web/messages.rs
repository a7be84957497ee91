//! Messages of a ticket: said, changed and deleted by staff.

use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use diesel_async::AsyncPgConnection;
use views::form::Field;
use views::ticket::composer::{Composer, Kind};
use views::ticket::conversation::Conversation;
use views::ticket::own_reply::OwnReply;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::{MessageId, TicketId};
use crate::models::delivery::{Delivery, Side};
use crate::models::message::Message;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::{Composed, Draft};
use crate::models::unsent::{Unsent, Writing};
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::tickets::{self, Asked, composer};
use crate::web::typed;
use crate::web::uploads::{self, Submission};
use crate::web::visit::Signed;

/// The messages of a ticket.
pub fn routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![
        Route::post(
            "/tickets/{ticket}/messages/{message}/revisions",
            work,
            revise,
        ),
        Route::post(
            "/tickets/{ticket}/messages/{message}/deletion",
            work,
            delete,
        ),
        Route::post("/tickets/{ticket}/messages/{message}/attempts", work, retry),
    ]
}

/// What is sent with files.
pub fn upload_routes() -> Vec<Route> {
    let work = Who::May(Permission::ManageTickets);
    vec![Route::post("/tickets/{ticket}/messages", work, create)]
}

/// `POST /tickets/7/messages`
pub async fn create(signed: Signed, Path(ticket): Path<TicketId>, form: Multipart) -> Response {
    let (signed, submission) = match uploads::receive(&signed, ticket, form).await {
        Ok(received) => received,
        Err(answer) => return answer,
    };
    let written = vec![submission.content.clone()];
    match send(&signed, ticket, submission).await {
        Ok(answer) => answer,
        Err(failure) => typed::with(failure, written),
    }
}

async fn send(
    signed: &Signed,
    ticket: TicketId,
    submission: Submission,
) -> Result<Response, Failure> {
    let message = match say(signed, ticket, &submission).await {
        Ok(message) => message,
        Err(error) => return refuse(signed, ticket, submission, failure::of_form(error)?).await,
    };
    let shown = (message.id, submission.since);
    let conversation = stretch_with(signed, ticket, shown).await?;
    let conn = &mut signed.app.db().await?;
    let composer = composer::fresh(conn, signed, (ticket, submission.kind)).await?;
    let fragment = || views::ticket::sent(&signed.reader(), &composer, &conversation);
    let page = views::address::ticket(ticket.0);
    let place = views::address::element_id("message", message.id);
    Ok(signed.answer(fragment, &format!("{page}#{place}")))
}

/// `POST /tickets/7/messages/9/revisions`
pub async fn revise(
    signed: Signed,
    Path((ticket, message)): Path<(TicketId, MessageId)>,
    form: Fields,
) -> Result<Response, Failure> {
    let content = form.value("content");
    let act = signed.act();
    let place = (ticket, message);
    let revised = Message::edit(&mut *signed.app.db().await?, &act, place, content).await;
    let Err(error) = revised else {
        return changed(&signed, place, &form).await;
    };
    let refusal = failure::of_form(error)?;
    let why = sentence(signed.visit.words, &refusal);
    let content = Field::refused(content, why);
    refuse_revision(&signed, place, (content, since(&form))).await
}

/// `POST /tickets/7/messages/9/deletion`
pub async fn delete(
    signed: Signed,
    Path(place): Path<(TicketId, MessageId)>,
    form: Fields,
) -> Result<Response, Failure> {
    let act = signed.act();
    Message::delete(&mut *signed.app.db().await?, &act, place).await?;
    changed(&signed, place, &form).await
}

/// `POST /tickets/7/messages/9/attempts`: sends it once more to a side that did not take it.
pub async fn retry(
    signed: Signed,
    Path((ticket, message)): Path<(TicketId, MessageId)>,
    form: Fields,
) -> Result<Response, Failure> {
    let side = Side::from_word(form.value("side"));
    let side = side.ok_or(Refusal::Invalid {
        field: "side",
        why: Flaw::Side,
    })?;
    let act = signed.act();
    let place = (ticket, message, side);
    Delivery::retry(&mut *signed.app.db().await?, &act, place).await?;
    changed(&signed, (ticket, message), &form).await
}

async fn say(signed: &Signed, ticket: TicketId, submission: &Submission) -> Result<Message, Error> {
    if let Some(refusal) = &submission.refusal {
        return Err(refusal.clone().into());
    }
    let draft = Draft {
        content: submission.content.clone(),
        attachments: submission.files(),
        anonymous: submission.kind == Kind::AnonymousReply,
        idempotency_key: submission.key(signed),
        composed: Some(Composed {
            seen: submission.seen,
            basis: submission.basis,
        }),
        snippet: submission.snippet,
        ..Draft::default()
    };
    let conn = &mut signed.app.db().await?;
    match submission.kind {
        Kind::Note => Ticket::note(conn, &signed.act(), ticket, draft).await,
        Kind::Reply | Kind::AnonymousReply => {
            Ticket::reply(conn, &signed.act(), ticket, draft).await
        }
    }
}

/// Shows the box again with what was typed, and what is wrong with it beside it. What was typed is kept as well.
async fn refuse(
    signed: &Signed,
    ticket: TicketId,
    submission: Submission,
    refusal: Refusal,
) -> Result<Response, Failure> {
    let reader = signed.reader();
    // What is in the conversation by now is to be read first.
    let is_news = matches!(
        refusal,
        Refusal::AnsweredMeanwhile(_) | Refusal::SentBefore(_)
    );
    let since = submission.since;
    let composer = refused_composer(signed, ticket, submission, refusal).await?;
    let markup = if !signed.visit.wants_fragment {
        let asked = Asked {
            composer: Some(composer),
            ..Asked::default()
        };
        views::ticket::page(&reader, &tickets::view(signed, ticket, asked).await?)
    } else if is_news {
        let conversation = stretch_with(signed, ticket, (MessageId(i64::MAX), since)).await?;
        views::ticket::sent(&reader, &composer, &conversation)
    } else {
        views::ticket::composer::composer(&reader, &composer)
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

async fn refused_composer(
    signed: &Signed,
    ticket: TicketId,
    submission: Submission,
    refusal: Refusal,
) -> Result<Composer, Error> {
    let why = sentence(signed.visit.words, &refusal);
    let conn = &mut signed.app.db().await?;
    let mut composer = composer::fresh(conn, signed, (ticket, submission.kind)).await?;
    let newest = std::mem::replace(&mut composer.seen, submission.seen.0);
    let mut idempotency_key = submission.key(signed);
    if let Refusal::SentBefore(_) = refusal {
        // It is another message now, and is sent as one.
        idempotency_key = None;
    } else if let Some(id) = submission.id {
        composer.submission = id.to_string();
    }
    composer.content = Field::of(submission.content.as_str());
    composer.inserted = submission.snippet.map(|snippet| snippet.0);
    match refusal {
        Refusal::Empty | Refusal::TooLong { .. } => composer.content.error = Some(why),
        Refusal::Invalid {
            field: uploads::FILES,
            ..
        } => composer.files_error = Some(why),
        // What is sent again after this has been read goes out.
        Refusal::AnsweredMeanwhile(answer) => {
            composer.meanwhile = composer::meanwhile(conn, answer).await?;
            composer.seen = newest;
        }
        _ => composer.refusal = Some(why),
    }
    let writing = Writing {
        kind: composer::kept_kind(submission.kind),
        seen: MessageId(composer.seen),
        idempotency_key,
        basis: submission.basis,
        follows_attempt: true,
        content: submission.content,
        snippet: submission.snippet,
        files: submission.attachments,
    };
    keep_refused(conn, signed, (ticket, writing), &mut composer).await?;
    composer.kept_files = composer::kept_files(conn, signed, ticket).await?;
    Ok(composer)
}

/// Keeps what was not sent. What cannot be kept stays on the page, and what is kept stays as it is; the files go to that.
async fn keep_refused(
    conn: &mut AsyncPgConnection,
    signed: &Signed,
    (ticket, writing): (TicketId, Writing),
    composer: &mut Composer,
) -> Result<(), Error> {
    let act = signed.act();
    composer.version = writing.basis.number();
    match Unsent::keep(conn, &act, ticket, writing.clone()).await {
        Ok(kept) => composer::note_kept(composer, kept),
        Err(Error::Refused(
            why @ (Refusal::TooLong { .. } | Refusal::Invalid { .. } | Refusal::ChangedMeanwhile),
        )) => {
            let basis = Unsent::keep_files(conn, &act, ticket, writing).await?;
            composer.version = basis.number();
            if why == Refusal::ChangedMeanwhile {
                composer.elsewhere = composer::elsewhere(conn, signed, ticket).await?;
            }
        }
        Err(Error::Refused(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Shows the form of a reply again with the text that was refused.
async fn refuse_revision(
    signed: &Signed,
    (ticket, message): (TicketId, MessageId),
    (content, since): (Field, Option<MessageId>),
) -> Result<Response, Failure> {
    let mut conversation = stretch_with(signed, ticket, (message, since)).await?;
    let shown = conversation
        .messages
        .iter_mut()
        .find(|shown| shown.id == message.0);
    // It is shown as well where nothing can be changed any more: what was typed can be taken along.
    if let Some(shown) = shown {
        shown.own = Some(OwnReply { content });
    }
    let reader = signed.reader();
    let markup = if signed.visit.wants_fragment {
        views::ticket::conversation::conversation(&reader, &conversation)
    } else {
        let page = tickets::view(signed, ticket, Asked::default()).await?;
        views::ticket::page(
            &reader,
            &views::ticket::Ticket {
                conversation,
                ..page
            },
        )
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

async fn changed(
    signed: &Signed,
    (ticket, message): (TicketId, MessageId),
    form: &Fields,
) -> Result<Response, Failure> {
    let conversation = stretch_with(signed, ticket, (message, since(form))).await?;
    let page = conversation
        .stretch
        .address(&views::address::ticket(ticket.0));
    let page = format!("{page}#{}", views::address::element_id("message", message));
    let fragment = || views::ticket::conversation::conversation(&signed.reader(), &conversation);
    Ok(signed.answer(fragment, &page))
}

/// From which message on the page shows the end of the conversation, if it does.
fn since(form: &Fields) -> Option<MessageId> {
    form.value("since").parse().ok().map(MessageId)
}

async fn stretch_with(
    signed: &Signed,
    ticket: TicketId,
    message: (MessageId, Option<MessageId>),
) -> Result<Conversation, Error> {
    let conn = &mut signed.app.db().await?;
    let ticket = Ticket::find(conn, &signed.act(), ticket).await?;
    tickets::stretch_with(conn, signed, &ticket, message).await
}
