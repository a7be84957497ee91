//! What people are told when something was not done: the one translation of errors for the panel, and the one for integrators.

use std::any::Any;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;
use views::failure::Reason;

use crate::app::App;
use crate::error::{Error, Refusal};
use crate::models::notice::{Notice, Piece};
use crate::refusal_words;
use crate::web::typed::Written;
use crate::web::visit::{self, Signed, Visit};

/// An error on its way to whoever asked. What they are told is decided where it is known who that is: in [`show`] or [`as_json`].
#[derive(Debug)]
pub struct Failure(pub Error);

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = status_of(&self.0);
        let mut response = status.into_response();
        if let Error::Refused(Refusal::TooOften(seconds)) = self.0 {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Arc::new(self.0));
        response
    }
}

/// The status that goes with an error.
pub fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Refused(refusal) => status_of_refusal(refusal),
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn status_of_refusal(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::TicketNotFound
        | Refusal::NotATicketChannel
        | Refusal::MessageNotFound
        | Refusal::ReplyNotFound(_)
        | Refusal::AttachmentNotFound
        | Refusal::ApiKeyNotFound
        | Refusal::SessionNotFound
        | Refusal::PersonNotFound
        | Refusal::GrantNotFound
        | Refusal::JobNotFound
        | Refusal::SavedViewNotFound
        | Refusal::VersionNotFound
        | Refusal::BlockNotFound
        | Refusal::CategoryNotFound
        | Refusal::MemberNotFound
        | Refusal::SnippetNotFound
        | Refusal::UnknownUser => StatusCode::NOT_FOUND,
        Refusal::Forbidden(_)
        | Refusal::NotYourReply
        | Refusal::NotAMember
        | Refusal::Maintenance
        | Refusal::BlockOutOfSight
        | Refusal::CategoryOutOfSight => StatusCode::FORBIDDEN,
        Refusal::ReplyDeleted
        | Refusal::AlreadyClosed
        | Refusal::AlreadyOpen(_)
        | Refusal::AlreadyOpenElsewhere
        | Refusal::SettingsMoved(_)
        | Refusal::BotIsRunning
        | Refusal::BotIsStopped
        | Refusal::NothingScheduled
        | Refusal::AnsweredMeanwhile(_)
        | Refusal::SentBefore(_)
        | Refusal::NotFailed
        | Refusal::CategoryDisabled
        | Refusal::TakenBy(_)
        | Refusal::NotTaken
        | Refusal::NothingToGiveBack
        | Refusal::ClosureOverdue
        | Refusal::ChangedMeanwhile
        | Refusal::CannotWorkIt
        | Refusal::NotClosed
        | Refusal::MemberBlocked
        | Refusal::BlockEnded
        | Refusal::BlockOutdated
        | Refusal::TooManyCategories
        | Refusal::CategoryOutdated
        | Refusal::SnippetOutdated => StatusCode::CONFLICT,
        Refusal::CategoryNameInvalid
        | Refusal::CategoryNameTaken(_)
        | Refusal::CategoryDescriptionTooLong
        | Refusal::NotAnEmoji
        | Refusal::OpenToMembers(_)
        | Refusal::TooManyCategoryRoles(_)
        | Refusal::CategoryOutOfOwnSight
        | Refusal::NoSnippetOfKey(_)
        | Refusal::SnippetKeyInvalid
        | Refusal::SnippetKeyTaken(_)
        | Refusal::SnippetEmpty => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::IsABot => StatusCode::BAD_REQUEST,
        Refusal::Empty
        | Refusal::RoleNotFound
        | Refusal::NotInStaffServer
        | Refusal::NothingToGrant
        | Refusal::TooLong { .. }
        | Refusal::SavedViewUnnamed
        | Refusal::SavedViewNameTaken
        | Refusal::TooManySavedViews(_)
        | Refusal::Settings(_)
        | Refusal::NothingToChange
        | Refusal::NoBotName
        | Refusal::OnlyPeople
        | Refusal::NotATag
        | Refusal::TooManyTags(_)
        | Refusal::BlockTooLong
        | Refusal::BlockForGoodAndTime
        | Refusal::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::DiscordSilent => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
    }
}

/// The refusal of a form that is shown again with what was typed; every other error goes on.
///
/// # Errors
///
/// Gives back what no look at the form would mend.
pub fn of_form(error: Error) -> Result<Refusal, Failure> {
    match error {
        Error::Refused(refusal)
            if !matches!(
                status_of_refusal(&refusal),
                StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED
            ) =>
        {
            Ok(refusal)
        }
        error => Err(Failure(error)),
    }
}

/// The sentence that something was done, or [that it is gone already](of_gone).
///
/// # Errors
///
/// As [`of_gone`].
pub fn done_or_gone<T>(
    signed: &Signed,
    done: Result<T, Error>,
    notice: Notice,
) -> Result<Notice, Failure> {
    match done {
        Ok(_) => Ok(notice),
        Err(error) => of_gone(signed, error),
    }
}

/// The sentence about something that is gone already, told above what is left of its list: nothing has to be done about it any more.
/// Every other error goes on.
///
/// # Errors
///
/// Gives back what says anything else.
pub fn of_gone(signed: &Signed, error: Error) -> Result<Notice, Failure> {
    match error {
        Error::Refused(refusal) if status_of_refusal(&refusal) == StatusCode::NOT_FOUND => {
            let gone = refusal_words::sentence(signed.visit.words, &refusal);
            Ok(Notice::of(vec![Piece::Text(gone)]))
        }
        error => Err(Failure(error)),
    }
}

/// Turns an answer that failed into a page, or into a sentence where a part of a page was asked for. Pages that tell of a failure
/// themselves stay as they are.
pub fn show(app: &App, visit: &Visit, response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || is_html(&response) {
        return response;
    }
    let detail = detail(&response, &visit.reference, |refusal| {
        refusal_words::sentence(visit.words, refusal)
    });
    let reader = visit.reader(app);
    let written = response.extensions().get::<Written>();
    let failure = views::failure::Failure {
        reason: reason(status),
        detail,
        written: written.cloned().unwrap_or_default().0,
        reference: visit.reference.clone(),
    };
    let markup = if visit.wants_fragment {
        views::failure::part(&reader, &failure)
    } else {
        views::failure::page(&reader, &failure)
    };
    let mut shown = (status, markup).into_response();
    keep_advice(&response, &mut shown);
    shown
}

/// Turns an answer that failed into a page, for whoever reads without being signed in.
pub async fn as_page(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let visit = Visit::of(&app, &request);
    let mut response = show(&app, &visit, next.run(request).await);
    let unkept = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .entry(header::CACHE_CONTROL)
        .or_insert(unkept);
    response
}

/// Turns an answer that failed into JSON, for integrators.
pub async fn as_json(request: Request, next: Next) -> Response {
    let reference = visit::reference(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() || is_json(response.headers()) {
        return response;
    }
    let sentence = detail(&response, &reference, ToString::to_string)
        .or_else(|| status.canonical_reason().map(str::to_owned));
    let status = for_integrators(&response);
    let mut body = json!({ "success": false, "error": sentence });
    if status.is_server_error() {
        body["error"] = "Something broke on our side.".into();
        body["reference"] = reference.into();
    }
    let mut shown = (status, Json(body)).into_response();
    keep_advice(&response, &mut shown);
    shown
}

/// Keeps the headers that tell how to ask instead.
fn keep_advice(response: &Response, shown: &mut Response) {
    for name in [header::ALLOW, header::CONTENT_RANGE, header::RETRY_AFTER] {
        if let Some(advice) = response.headers().get(&name) {
            shown.headers_mut().insert(name, advice.clone());
        }
    }
}

/// Turns a panic into an answer like any other fault of ours.
pub fn catch_panics() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(panicked as fn(Box<dyn Any + Send>) -> Response)
}

/// What it says is not repeated: the panic hook has logged it, and it may hold what somebody wrote.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Failure(Error::Internal(anyhow::anyhow!("the handler panicked"))).into_response()
}

/// Integrators are told 400 for every value that cannot be used.
fn for_integrators(response: &Response) -> StatusCode {
    match response.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        status => status,
    }
}

/// The sentence about a refusal; a fault of ours is logged, this once, under the reference that people see.
fn detail(
    response: &Response,
    reference: &str,
    sentence: impl Fn(&Refusal) -> String,
) -> Option<String> {
    let error = response.extensions().get::<Arc<Error>>()?;
    match error.as_ref() {
        Error::Refused(refusal) => Some(sentence(refusal)),
        Error::Internal(fault) => {
            tracing::error!(reference, error = format!("{fault:#}"), "a request failed");
            None
        }
    }
}

fn reason(status: StatusCode) -> Reason {
    match status {
        StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => Reason::Forbidden,
        StatusCode::NOT_FOUND => Reason::NotFound,
        StatusCode::CONFLICT => Reason::Conflict,
        StatusCode::PAYLOAD_TOO_LARGE => Reason::TooLarge,
        StatusCode::TOO_MANY_REQUESTS => Reason::TooOften,
        status if status.is_server_error() => Reason::Internal,
        _ => Reason::BadRequest,
    }
}

fn is_html(response: &Response) -> bool {
    has_type(response.headers(), "text/html")
}

fn is_json(headers: &HeaderMap) -> bool {
    has_type(headers, "application/json")
}

fn has_type(headers: &HeaderMap, media_type: &str) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    value
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with(media_type))
}
