//! What the bot is called and what it looks like: shown as Discord has it, and changed there.

use axum::extract::Multipart;
use axum::extract::multipart::Field as Part;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use futures::stream;
use views::bot::Profile;
use views::form::Field;

use crate::error::{Error, Flaw, Refusal};
use crate::models::bot::profile::{self, LastChange, NewProfile};
use crate::models::permission::Permission;
use crate::outbox::Picture;
use crate::refusal_words::sentence;
use crate::setback_words;
use crate::web::bot::{Touched, page};
use crate::web::failure::{self, Failure};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

/// The most bytes of a picture; Discord takes no larger ones.
const LARGEST_PICTURE: usize = 8 * 1024 * 1024;
/// The most bytes of a name.
const LONGEST_NAME: usize = 256;

/// What is sent with pictures.
pub fn upload_routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageBot);
    vec![Route::post("/bot/profile", manage, change)]
}

/// `POST /bot/profile`
pub async fn change(signed: Signed, form: Multipart) -> Result<Response, Failure> {
    let (username, wanted) = read(&signed, form).await?;
    // Pictures may take minutes to come in.
    let signed = match signed.still(|| vec![username.clone()]).await {
        Ok(signed) => signed,
        Err(answer) => return Ok(answer),
    };
    let changed = match wanted {
        Ok(new) => give(&signed, new).await,
        Err(refusal) => Err(refusal.into()),
    };
    let Err(error) = changed else {
        return Ok(Redirect::to("/bot#profile").into_response());
    };
    let refusal = failure::of_form(error)?;
    let why = sentence(signed.visit.words, &refusal);
    let known = shown(&signed).await?;
    let profile = match refusal {
        Refusal::NoBotName => Profile {
            username: Field::refused(username, why),
            ..known
        },
        _ => Profile {
            username: Field::of(username),
            refusal: Some(why),
            ..known
        },
    };
    let touched = Touched {
        profile: Some(profile),
        ..Touched::default()
    };
    let page = page(&signed, touched).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What the bot is called now, and what became of the last change.
pub(super) async fn shown(signed: &Signed) -> Result<Profile, Error> {
    let now = signed.app.discord.myself_soon().await;
    let change = profile::last_change(&mut *signed.app.db().await?).await?;
    Ok(Profile {
        is_known: now.is_some(),
        username: Field::of(now.map(|bot| bot.username).unwrap_or_default()),
        refusal: None,
        is_changing: change
            .as_ref()
            .is_some_and(|change| change.failed_at.is_none()),
        failure: change
            .filter(|change| change.failed_at.is_some())
            .and_then(|change| told(signed, change)),
    })
}

fn told(signed: &Signed, change: LastChange) -> Option<String> {
    match change.setback() {
        Some(setback) => Some(setback_words::setback(signed.visit.words, &setback)),
        None => change.last_error,
    }
}

async fn give(signed: &Signed, mut new: NewProfile) -> Result<(), Error> {
    let now = signed.app.discord.myself_soon().await;
    // The form holds the name that the bot has; only another one is a change.
    let same = |name: &String| now.as_ref().is_some_and(|bot| bot.username == *name);
    new.username = new.username.filter(|name| !same(name));
    let conn = &mut signed.app.db().await?;
    new.give(conn, &signed.act()).await
}

type Wanted = Result<NewProfile, Refusal>;

/// Reads the form to its end, even when something in it is refused: the name is shown again.
async fn read(signed: &Signed, mut form: Multipart) -> Result<(String, Wanted), Failure> {
    let mut username = String::new();
    let mut new = NewProfile::default();
    let mut refusal = None;
    while let Some(part) = form.next_field().await.map_err(cut_off)? {
        match part.name() {
            Some("username") => {
                let bytes = bytes_of(part, LONGEST_NAME).await?;
                let bytes = bytes.unwrap_or_else(|| vec![b'x'; LONGEST_NAME]);
                username = String::from_utf8_lossy(&bytes).into_owned();
            }
            Some(name @ ("avatar" | "banner")) => {
                let is_avatar = name == "avatar";
                match picture(signed, part).await? {
                    Ok(picture) if is_avatar => new.avatar = picture,
                    Ok(picture) => new.banner = picture,
                    Err(why) => refusal = Some(why),
                }
            }
            _ => {}
        }
    }
    new.username = crate::web::form::meaningful(&username);
    Ok((username, refusal.map_or(Ok(new), Err)))
}

/// Keeps a picture, if one was chosen. What it is its first bytes say, not whoever sent it.
async fn picture(
    signed: &Signed,
    part: Part<'_>,
) -> Result<Result<Option<Picture>, Refusal>, Failure> {
    let Some(bytes) = bytes_of(part, LARGEST_PICTURE).await? else {
        let why = Flaw::LargePicture(LARGEST_PICTURE / 1024 / 1024);
        return Ok(Err(Refusal::Invalid {
            field: "picture",
            why,
        }));
    };
    if bytes.is_empty() {
        return Ok(Ok(None));
    }
    let Some(media_type) = media_type(&bytes) else {
        let why = Flaw::NoPicture;
        return Ok(Err(Refusal::Invalid {
            field: "picture",
            why,
        }));
    };
    let whole = stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
    let kept = signed.app.files.keep(whole).await?;
    Ok(Ok(Some(Picture {
        key: kept.key,
        media_type: media_type.to_owned(),
    })))
}

/// The bytes of a field; nothing when there are too many.
async fn bytes_of(mut part: Part<'_>, limit: usize) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(piece) = part.chunk().await.map_err(cut_off)? {
        is_too_large |= bytes.len() + piece.len() > limit;
        if !is_too_large {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok((!is_too_large).then_some(bytes))
}

fn cut_off(_: axum::extract::multipart::MultipartError) -> Failure {
    let why = Flaw::CutOff;
    Failure::from(Refusal::Invalid { field: "form", why })
}

fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        _ if is_webp => Some("image/webp"),
        _ => None,
    }
}
