//! Lifting a block, and placing it again after all.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::blocks::BlockForm;

use super::{ListQuery, is_from_member, name_of, page_of, show};
use crate::error::{Error, Refusal};
use crate::ids::{BlockId, UserId};
use crate::models::block::Block;
use crate::models::notice::Notice;
use crate::refusal_words::sentence;
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::members;
use crate::web::visit::Signed;

/// `POST /blocks/3/lifting`
pub async fn lift(
    signed: Signed,
    Path(block): Path<BlockId>,
    form: Fields,
) -> Result<Response, Failure> {
    let lifted = Block::lift(&mut *signed.app.db().await?, &signed.act(), block).await;
    let error = match lifted {
        Ok(lifted) => {
            let name = [("name", name_of(&signed, lifted.member_id).await?.into())];
            let notice = signed.says_with("done-block-lifted", &name);
            let notice = undoable(&signed, notice, (&lifted, form.value("from")));
            let page = page_of(&form, lifted.member_id);
            return Ok(signed.lead(&page, &notice).await);
        }
        Err(error) => error,
    };
    refuse(&signed, (block, &form), &failure::of_form(error)?).await
}

/// `POST /blocks/3/return`: places it again as it was.
pub async fn bring_back(
    signed: Signed,
    Path(block): Path<BlockId>,
    form: Fields,
) -> Result<Response, Failure> {
    let placed = Block::place_again(&mut *signed.app.db().await?, &signed.act(), block).await;
    let error = match placed {
        Ok(placed) => {
            let name = [("name", name_of(&signed, placed.member_id).await?.into())];
            let notice = signed.says_with("done-blocked", &name);
            let page = page_of(&form, placed.member_id);
            return Ok(signed.lead(&page, &notice).await);
        }
        Err(error) => error,
    };
    refuse(&signed, (block, &form), &failure::of_form(error)?).await
}

/// The sentence, with the form that places the block again as it was: with its reason, whoever is told that.
pub fn undoable(signed: &Signed, notice: Notice, (lifted, from): (&Block, &str)) -> Notice {
    let again = format!("/blocks/{}/return", lifted.id);
    signed.undoable(notice, again, &[("from", from)])
}

/// The page that the form was on, with the reason on top.
async fn refuse(
    signed: &Signed,
    (block, form): (BlockId, &Fields),
    refusal: &Refusal,
) -> Result<Response, Failure> {
    let why = Some(sentence(signed.visit.words, refusal));
    let reader = signed.reader();
    let page = if is_from_member(form) {
        let member = member_of(signed, block).await?;
        let mut page = members::page_of(signed, member).await?;
        page.refusal = why;
        views::members::member_page(&reader, &page)
    } else {
        let mut page = show::load(signed, ListQuery::default(), BlockForm::default()).await?;
        page.refusal = why;
        views::blocks::page(&reader, &page)
    };
    Ok((StatusCode::CONFLICT, page).into_response())
}

async fn member_of(signed: &Signed, block: BlockId) -> Result<UserId, Error> {
    let conn = &mut signed.app.db().await?;
    Ok(Block::find(conn, &signed.act(), block).await?.member_id)
}
