//! What the page of blocks shows.

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use views::blocks::{Block as Shown, BlockForm, Blocks, ChangeForm, Shelf};
use views::form::Field;
use views::members::MemberPage;

use super::{ListQuery, is_from_member, standing};
use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::block::Block;
use crate::models::block::listing::Standing;
use crate::models::listing::Page;
use crate::models::user::User;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::members;
use crate::web::visit::Signed;

/// How many blocks are on a page.
const ROWS: i64 = 50;

/// The list that is asked for, with the form for a new one.
pub(super) async fn load(
    signed: &Signed,
    query: ListQuery,
    form: BlockForm,
) -> Result<Blocks, Error> {
    let (shelf, wanted) = match query.shelf.as_str() {
        "ended" => (Shelf::Ended, Standing::Ended),
        _ => (Shelf::Standing, Standing::Now),
    };
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let page = Page::beside(query.before, query.after);
    let listing = Block::list(conn, &act, wanted, (page, ROWS)).await?;
    let (newer, older) = (listing.previous(), listing.next());
    let (newer, older) = (newer.map(|block| block.id.0), older.map(|block| block.id.0));
    let blocks = listing.rows;
    let members: Vec<UserId> = blocks.iter().map(|block| block.member_id).collect();
    let veiled = Block::veiled(conn, &act, &members).await?;
    let members = User::find_all(conn, &members).await?;
    let names: HashMap<UserId, &str> = members.iter().map(|user| (user.id, user.name())).collect();
    let rows = blocks.iter().map(|block| {
        let is_told = !veiled.contains(&block.member_id);
        let member = names.get(&block.member_id).map(|name| (*name).to_owned());
        Shown {
            id: block.id.0,
            member_id: block.member_id.0,
            member: member.unwrap_or_else(|| block.member_id.to_string()),
            reason: block.reason.clone(),
            by: block.actor_name.clone(),
            placed_at: block.placed_at,
            standing: standing(block, act.at),
            messages_refused: block.messages_refused.into(),
            change: (is_told && block.stands(act.at)).then(|| change(block)),
        }
    });
    Ok(Blocks {
        shelf,
        newer,
        older,
        rows: rows.collect(),
        form,
        refusal: None,
    })
}

/// The page that the form for a new block was on, with the form as it was refused.
pub(super) async fn refused(
    signed: &Signed,
    form: &Fields,
    refused: BlockForm,
) -> Result<Response, Failure> {
    let reader = signed.reader();
    let page = match page_of_member(signed, form).await? {
        Some(mut page) => {
            page.form = Some(BlockForm {
                is_of_member: true,
                ..refused
            });
            views::members::member_page(&reader, &page)
        }
        None => {
            let blocks = load(signed, ListQuery::default(), refused).await?;
            views::blocks::page(&reader, &blocks)
        }
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The member's page, if the form was on it.
async fn page_of_member(signed: &Signed, form: &Fields) -> Result<Option<MemberPage>, Error> {
    let member = form.value("member").parse().ok();
    let Some(member) = member.filter(|_| is_from_member(form)) else {
        return Ok(None);
    };
    match members::page_of(signed, member).await {
        Ok(page) => Ok(Some(page)),
        Err(Error::Refused(Refusal::MemberNotFound)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The form that changes a block: as it is.
pub fn change(block: &Block) -> ChangeForm {
    ChangeForm {
        reason: Field::of(block.reason.clone().unwrap_or_default()),
        based_on: Some(block.version),
        ..ChangeForm::default()
    }
}
