//! Blocks: the list, placing one, changing one and lifting one.

mod changing;
pub mod lifting;
mod placing;
pub mod show;

use axum::extract::Query;
use chrono::{DateTime, Utc};
use maud::Markup;
use serde::Deserialize;
use views::blocks::BlockForm;
use views::members::{Standing as ShownStanding, member_address};

use self::changing::change;
use self::lifting::{bring_back, lift};
use self::placing::place;
use crate::error::Error;
use crate::ids::{BlockId, TicketId, UserId};
use crate::models::block::Block;
use crate::models::permission::Permission;
use crate::models::user::User;
use crate::web::failure::Failure;
use crate::web::form::Fields;
use crate::web::route::{Route, Who};
use crate::web::visit::Signed;

const PAGE: &str = "/blocks";

/// The blocks.
pub fn routes() -> Vec<Route> {
    let manage = Who::May(Permission::ManageTickets);
    vec![
        Route::get(PAGE, manage, index),
        Route::post(PAGE, manage, place),
        Route::post("/blocks/{block}", manage, change),
        Route::post("/blocks/{block}/lifting", manage, lift),
        Route::post("/blocks/{block}/return", manage, bring_back),
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

impl ListQuery {
    /// Those that stand, from this one on.
    fn from(block: BlockId) -> Self {
        Self {
            before: Some(BlockId(block.0.saturating_add(1))),
            ..Self::default()
        }
    }
}

/// `GET /blocks`
pub async fn index(signed: Signed, Query(query): Query<ListQuery>) -> Result<Markup, Failure> {
    let blocks = show::load(&signed, query, BlockForm::default()).await?;
    Ok(views::blocks::page(&signed.reader(), &blocks))
}

/// Whether a block stands, as pages say it.
pub(super) fn standing(block: &Block, now: DateTime<Utc>) -> ShownStanding {
    if block.stands(now) {
        return ShownStanding::Until(block.expires_at);
    }
    let ended_at = block.ended_at.or(block.expires_at).unwrap_or(now);
    ShownStanding::Ended(ended_at, block.lifted_by_name.clone())
}

/// Whether the form was on the member's page.
fn is_from_member(form: &Fields) -> bool {
    form.value("from") == "member"
}

/// The page on which the form was: the list, the member's, or that of a ticket, by its number.
fn page_of(form: &Fields, member: UserId) -> String {
    let ticket: Option<TicketId> = form.value("from").parse().ok();
    match ticket {
        Some(ticket) => views::address::ticket(ticket.0),
        None if is_from_member(form) => member_address(member.0),
        None => PAGE.to_owned(),
    }
}

async fn name_of(signed: &Signed, member: UserId) -> Result<String, Error> {
    let user = User::find(&mut *signed.app.db().await?, member).await?;
    Ok(user.map_or_else(|| member.to_string(), |user| user.name().to_owned()))
}
