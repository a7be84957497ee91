//! Changing why a block stands, and until when.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use views::blocks::{BlockForm, ChangeForm};
use views::form::Field;

use super::{ListQuery, is_from_member, name_of, page_of, placing, show};
use crate::error::{Error, Refusal};
use crate::ids::BlockId;
use crate::models::block::Block;
use crate::models::block::changing::{Change, Until};
use crate::models::effect::Effect;
use crate::models::notice::Notice;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::members;
use crate::web::visit::Signed;

/// `POST /blocks/3`: why it stands, and until when.
pub async fn change(
    signed: Signed,
    Path(block): Path<BlockId>,
    form: Fields,
) -> Result<Response, Failure> {
    let error = match changed(&signed, block, &form).await {
        Ok(changed) => {
            let notice = told(&signed, &form, &changed).await?;
            let page = page_of(&form, changed.member_id);
            return Ok(signed.lead(&page, &notice).await);
        }
        Err(error) => error,
    };
    refuse(&signed, (block, &form), &failure::of_form(error)?).await
}

async fn changed(signed: &Signed, id: BlockId, form: &Fields) -> Result<Effect<Block>, Error> {
    let change = Change {
        reason: Some(form.value("reason").to_owned()),
        until: until(form)?,
    };
    let which = (id, form.value("based_on").parse().unwrap_or(0));
    Block::change(&mut *signed.app.db().await?, &signed.act(), which, change).await
}

/// Until when: for good, for a time from now on, or until the very time until which it stood before it was changed.
fn until(form: &Fields) -> Result<Until, Refusal> {
    if form.is_ticked("for_good") {
        return Until::for_good(form.value("lasts"));
    }
    let micros = form.value("until").parse().ok();
    match micros.and_then(DateTime::from_timestamp_micros) {
        Some(time) => Ok(Until::At(time)),
        None => Until::read(form.value("lasts")),
    }
}

/// The sentence; with the form that makes the block what it was, as long as it is what it was made.
async fn told(signed: &Signed, form: &Fields, changed: &Effect<Block>) -> Result<Notice, Error> {
    let name = [("name", name_of(signed, changed.member_id).await?.into())];
    let notice = signed.says_with("done-block-changed", &name);
    let Some(before) = &changed.before else {
        return Ok(notice);
    };
    let until = before.expires_at.map(|time| time.timestamp_micros());
    let until = until.map(|micros| micros.to_string()).unwrap_or_default();
    let for_good = before.expires_at.is_none().to_string();
    let based_on = changed.version.to_string();
    let fields = [
        ("reason", before.reason.as_deref().unwrap_or_default()),
        ("until", until.as_str()),
        ("for_good", for_good.as_str()),
        ("based_on", based_on.as_str()),
        ("from", form.value("from")),
    ];
    let again = format!("/blocks/{}", changed.id);
    Ok(signed.undoable(notice, again, &fields))
}

/// The page that the form was on, with what was typed; in the form for a new block where this one has ended.
async fn refuse(
    signed: &Signed,
    (id, form): (BlockId, &Fields),
    refusal: &Refusal,
) -> Result<Response, Failure> {
    let block = {
        let conn = &mut signed.app.db().await?;
        Block::find(conn, &signed.act(), id).await?
    };
    let why = sentence(signed.visit.words, refusal);
    let refused = refused(form, (&block, refusal), &why);
    let anew = BlockForm {
        member: Field::of(block.member_id.to_string()),
        refusal: Some(why),
        ..placing::typed(form)
    };
    let reader = signed.reader();
    let page = if is_from_member(form) {
        let mut page = members::page_of(signed, block.member_id).await?;
        let mut standing = page.blocks.iter_mut().filter(|row| row.change.is_some());
        match standing.find(|row| row.id == id.0) {
            Some(row) => row.change = Some(refused),
            None => {
                page.form = Some(BlockForm {
                    is_of_member: true,
                    ..anew
                });
            }
        }
        views::members::member_page(&reader, &page)
    } else {
        let mut page = show::load(signed, ListQuery::from(id), BlockForm::default()).await?;
        let mut standing = page.rows.iter_mut().filter(|row| row.change.is_some());
        match standing.find(|row| row.id == id.0) {
            Some(row) => row.change = Some(refused),
            None => page.form = anew,
        }
        views::blocks::page(&reader, &page)
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn refused(form: &Fields, (block, refusal): (&Block, &Refusal), why: &str) -> ChangeForm {
    let why = Some(why.to_owned());
    let mut shown = ChangeForm {
        reason: Field::of(form.value("reason")),
        lasts: Field::of(form.value("lasts")),
        for_good: form.is_ticked("for_good"),
        // Whoever has been told that it has changed may save over it.
        based_on: match refusal {
            Refusal::BlockOutdated => Some(block.version),
            _ => form.value("based_on").parse().ok(),
        },
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
