//! Blocks: the list, placing one, changing one and lifting one.

pub mod show;

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use maud::Markup;
use serde::Deserialize;
use views::blocks::{BlockForm, ChangeForm};
use views::form::Field;
use views::members::{Standing as ShownStanding, member_address};

use crate::error::{Error, Refusal};
use crate::ids::{BlockId, UserId};
use crate::models::block::changing::{Change, Until};
use crate::models::block::{Block, Blocking};
use crate::models::duration::parse_delay;
use crate::models::member::Member;
use crate::models::permission::Permission;
use crate::models::user::User;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::{Fields, meaningful};
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/blocks";
/// How many people of a name are offered.
const OFFERED: i64 = 10;

/// The blocks.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageTickets);
    vec![
        Route::get(PAGE, manage, index),
        Route::post(PAGE, manage, place),
        Route::post("/blocks/{block}", manage, change),
        Route::post("/blocks/{block}/lifting", manage, lift),
    ]
}

/// Which blocks are asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    shelf: String,
    /// Older ones than this.
    before: Option<BlockId>,
    /// Newer ones than this.
    after: Option<BlockId>,
}

/// `GET /blocks`
pub async fn index(signed: Signed, Query(query): Query<ListQuery>) -> Result<Markup, Failure> {
    let blocks = show::load(&signed, query, BlockForm::default()).await?;
    Ok(views::blocks::page(&signed.reader(), &blocks))
}

/// `POST /blocks`
pub async fn place(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let refused = match placed(&signed, &form).await {
        Ok(Outcome::Placed(block)) => {
            let name = [("name", name_of(&signed, block.member_id).await?.into())];
            let notice = signed.says_with("done-blocked", &name);
            return Ok(signed.lead(&page_of(&form, block.member_id), &notice).await);
        }
        Ok(Outcome::WhoIsMeant(meant)) => BlockForm {
            meant,
            ..typed(&form)
        },
        Err(Error::Refused(refusal)) => refused(&signed, &form, &refusal),
        Err(error) => return Err(Failure(error)),
    };
    let blocks = show::load(&signed, ListQuery::default(), refused).await?;
    let page = views::blocks::page(&signed.reader(), &blocks);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /blocks/3`: why it stands, and until when.
pub async fn change(
    signed: Signed,
    Path(block): Path<BlockId>,
    form: Fields,
) -> Result<Response, Failure> {
    let changed = async {
        let change = Change {
            reason: Some(form.value("reason").to_owned()),
            until: match form.is_ticked("for_good") {
                true => Until::for_good(form.value("lasts"))?,
                false => Until::read(form.value("lasts"))?,
            },
        };
        Block::change(&mut *signed.app.db().await?, &signed.act(), block, change).await
    };
    let error = match changed.await {
        Ok(changed) => {
            let name = [("name", name_of(&signed, changed.member_id).await?.into())];
            let notice = signed.says_with("done-block-changed", &name);
            return Ok(signed
                .lead(&page_of(&form, changed.member_id), &notice)
                .await);
        }
        Err(error) => error,
    };
    let refusal = failure::of_form(error)?;
    let mut blocks = show::load(&signed, ListQuery::default(), BlockForm::default()).await?;
    let mut rows = blocks.rows.iter_mut();
    match rows.find(|row| row.id == block.0 && row.change.is_some()) {
        Some(row) => row.change = Some(refused_change(&signed, &form, &refusal)),
        None => blocks.refusal = Some(sentence(signed.visit.words, &refusal)),
    }
    let page = views::blocks::page(&signed.reader(), &blocks);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /blocks/3/lifting`
pub async fn lift(
    signed: Signed,
    Path(block): Path<BlockId>,
    form: Fields,
) -> Result<Response, Failure> {
    let lifted = Block::lift(&mut *signed.app.db().await?, &signed.act(), block).await;
    let error = match lifted {
        Ok(lifted) => return told_of_lifting(&signed, &form, &lifted).await,
        Err(error) => error,
    };
    let refusal = failure::of_form(error)?;
    let mut blocks = show::load(&signed, ListQuery::default(), BlockForm::default()).await?;
    blocks.refusal = Some(sentence(signed.visit.words, &refusal));
    let page = views::blocks::page(&signed.reader(), &blocks);
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// Whether a block stands, as pages say it.
pub(super) fn standing(block: &Block, now: DateTime<Utc>) -> ShownStanding {
    if block.stands(now) {
        return ShownStanding::Until(block.expires_at);
    }
    let ended_at = block.ended_at.or(block.expires_at).unwrap_or(now);
    ShownStanding::Ended(ended_at, block.lifted_by_name.clone())
}

/// What came of a form.
enum Outcome {
    Placed(Block),
    /// Several are called like this, or nobody exactly: id and name.
    WhoIsMeant(Vec<(String, String)>),
}

async fn placed(signed: &Signed, form: &Fields) -> Result<Outcome, Error> {
    let lasts = meaningful(form.value("lasts"));
    let blocking = Blocking {
        reason: meaningful(form.value("reason")),
        lasts: lasts.as_deref().map(parse_delay).transpose()?,
    };
    let whom = form.value("member").trim();
    let id = whom.trim_start_matches("<@").trim_end_matches('>').parse();
    let member = match id {
        Ok(id) => {
            signed.app.get_to_know(id).await?;
            id
        }
        Err(_) => match called(signed, whom).await? {
            Ok(member) => member,
            Err(meant) => return Ok(Outcome::WhoIsMeant(meant)),
        },
    };
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let block = if form.is_ticked("closes") {
        let how = (blocking, signed.app.closing());
        Block::place_and_close(conn, &act, member, how).await?
    } else {
        Block::place(conn, &act, member, blocking).await?
    };
    Ok(Outcome::Placed(block))
}

/// The one member of this very name, or those who may be meant.
async fn called(
    signed: &Signed,
    name: &str,
) -> Result<Result<UserId, Vec<(String, String)>>, Error> {
    let name = name.trim_start_matches('@').to_lowercase();
    if name.is_empty() {
        return Err(Refusal::MemberNotFound.into());
    }
    let conn = &mut signed.app.db().await?;
    let found = Member::search(conn, &signed.act(), &name, OFFERED).await?;
    if found.is_empty() {
        return Err(Refusal::MemberNotFound.into());
    }
    let is_called =
        |user: &User| user.username.to_lowercase() == name || user.name().to_lowercase() == name;
    let mut exactly = found.iter().filter(|member| is_called(&member.user));
    if let (Some(member), None) = (exactly.next(), exactly.next()) {
        return Ok(Ok(member.user.id));
    }
    let meant = found.iter().map(|Member { user, .. }| {
        let name = format!("{} (@{})", user.name(), user.username);
        (user.id.to_string(), name)
    });
    Ok(Err(meant.collect()))
}

/// The page on which the form was.
fn page_of(form: &Fields, member: UserId) -> String {
    match form.value("from") {
        "member" => member_address(member.0),
        _ => PAGE.to_owned(),
    }
}

/// The way back after a block was lifted, and the form that places it again as it was.
async fn told_of_lifting(
    signed: &Signed,
    form: &Fields,
    lifted: &Block,
) -> Result<Response, Failure> {
    let member = lifted.member_id;
    let name = [("name", name_of(signed, member).await?.into())];
    let (reason, lasts) = as_it_was(lifted, signed.act().at);
    let id = member.to_string();
    let fields = [
        ("member", id.as_str()),
        ("reason", reason.as_str()),
        ("lasts", lasts.as_str()),
        ("from", form.value("from")),
    ];
    let notice = signed.says_with("done-block-lifted", &name);
    let notice = signed.undoable(notice, PAGE.to_owned(), &fields);
    Ok(signed.lead(&page_of(form, member), &notice).await)
}

/// The reason of a block and what was left of its time, as forms have them.
pub(super) fn as_it_was(block: &Block, now: DateTime<Utc>) -> (String, String) {
    let left = block.expires_at.map(|until| (until - now).num_seconds());
    let lasts = left.map(|seconds| format!("{}s", seconds.max(1)));
    (
        block.reason.clone().unwrap_or_default(),
        lasts.unwrap_or_default(),
    )
}

async fn name_of(signed: &Signed, member: UserId) -> Result<String, Error> {
    let user = User::find(&mut *signed.app.db().await?, member).await?;
    Ok(user.map_or_else(|| member.to_string(), |user| user.name().to_owned()))
}

fn typed(form: &Fields) -> BlockForm {
    BlockForm {
        member: Field::of(form.value("member")),
        reason: Field::of(form.value("reason")),
        lasts: Field::of(form.value("lasts")),
        closes: form.is_ticked("closes"),
        ..BlockForm::default()
    }
}

fn refused_change(signed: &Signed, form: &Fields, refusal: &Refusal) -> ChangeForm {
    let why = Some(sentence(signed.visit.words, refusal));
    let mut shown = ChangeForm {
        reason: Field::of(form.value("reason")),
        lasts: Field::of(form.value("lasts")),
        for_good: form.is_ticked("for_good"),
        refusal: None,
    };
    match refusal {
        Refusal::BlockTooLong
        | Refusal::BlockForGoodAndTime
        | Refusal::Invalid { field: "lasts", .. } => shown.lasts.error = why,
        Refusal::TooLong { .. }
        | Refusal::Invalid {
            field: "reason", ..
        } => shown.reason.error = why,
        _ => shown.refusal = why,
    }
    shown
}

fn refused(signed: &Signed, form: &Fields, refusal: &Refusal) -> BlockForm {
    let why = Some(sentence(signed.visit.words, refusal));
    let mut shown = typed(form);
    match refusal {
        Refusal::MemberNotFound | Refusal::UnknownUser | Refusal::IsABot => {
            shown.member.error = why;
        }
        Refusal::BlockTooLong | Refusal::Invalid { field: "delay", .. } => shown.lasts.error = why,
        Refusal::TooLong { .. } | Refusal::Invalid { .. } => shown.reason.error = why,
        _ => shown.refusal = why,
    }
    shown
}
