//! The fifth step: language and time zone; and the language in which the setup itself is read.

use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use chrono_tz::{TZ_VARIANTS, Tz};
use maud::Markup;
use views::form::Field;
use views::setup::Step;
use views::setup::language::{self, Speech};
use words::Language;

use crate::setup::draft::Draft;
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;
use crate::web::language::cookie;
use crate::web::sign_in::own_path;

/// What is wrong, for each field a sentence.
#[derive(Default)]
struct Wrong {
    language: Option<String>,
    time_zone: Option<String>,
}

/// `GET /setup/language`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Language)?;
    Ok(page(&visit, &draft, Wrong::default()).into_response())
}

/// `POST /setup/language`
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    visit.enter(Step::Language)?;
    let (language, zone) = (form.value("language"), form.value("time_zone"));
    let speech = (language.to_owned(), zone.to_owned());
    let is_spoken = Language::ALL.iter().any(|known| known.code() == language);
    let is_zone = zone.parse::<Tz>().is_ok();
    let draft = visit.desk.change(|draft| {
        draft.speech = Some(speech);
        if !is_spoken || !is_zone {
            draft.reached = draft.reached.min(Step::Language);
        }
    });
    if form.value("go") == "back" {
        return Ok(Redirect::to(Step::Language.before().address()).into_response());
    }
    if is_spoken && is_zone {
        return Ok(visit.go_on(Step::Language));
    }
    let words = visit.words;
    let wrong = Wrong {
        language: (!is_spoken).then(|| words.text("setup-language-unknown").into_owned()),
        time_zone: (!is_zone).then(|| words.text("setup-time-zone-unknown").into_owned()),
    };
    Ok(refused(page(&visit, &draft, wrong)))
}

/// `POST /language`: in which language the setup is read from here on.
pub(super) async fn choose(visit: Visit, form: Fields) -> Response {
    let back = Redirect::to(own_path(form.value("return_to")));
    let Some(language) = Language::from_code(form.value("language")) else {
        return back.into_response();
    };
    let cookies = AppendHeaders([(header::SET_COOKIE, cookie(language).to_string())]);
    visit.desk.change(|draft| {
        // Whoever reads French most likely wants a desk that speaks it, until they have said otherwise.
        if draft.reached < Step::Language {
            draft.speech = None;
        }
    });
    (cookies, back).into_response()
}

fn page(visit: &Visit, draft: &Draft, wrong: Wrong) -> Markup {
    let likely = || {
        let language = visit.words.language().code();
        (language.to_owned(), visit.time_zone.name().to_owned())
    };
    let (language, zone) = draft.speech.clone().unwrap_or_else(likely);
    let field = |value, error| Field { value, error };
    let shown = Speech {
        language: field(language, wrong.language),
        time_zone: field(zone, wrong.time_zone),
        time_zones: TZ_VARIANTS
            .iter()
            .map(|zone| zone.name().to_owned())
            .collect(),
    };
    language::page(&visit.reader(), &standing(draft, Step::Language), &shown)
}
