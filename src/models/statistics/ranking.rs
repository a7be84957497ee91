//! Who did best, and what the tickets were about: the tally with names.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{CategoryId, UserId};
use crate::models::statistics::reading::Tally;
use crate::models::statistics::spread::mean;
use crate::models::statistics::{Award, CategoryShare, LEAST_RESPONSES, StaffRow};
use crate::models::user::User;
use crate::schema::categories;

/// The current names of those whom a tally is about.
pub(super) struct Names {
    people: HashMap<UserId, User>,
    categories: HashMap<CategoryId, (String, Option<String>)>,
}

impl Names {
    pub(super) async fn of(conn: &mut AsyncPgConnection, tally: &Tally) -> QueryResult<Self> {
        let people: Vec<UserId> = tally.people.keys().copied().collect();
        let people = User::find_all(conn, &people).await?;
        let ids = tally.closed_in.keys().flatten().copied();
        let ids: Vec<CategoryId> = ids.collect();
        let categories: Vec<(CategoryId, String, Option<String>)> = categories::table
            .filter(categories::id.eq_any(ids))
            .select((categories::id, categories::name, categories::emoji))
            .load(conn)
            .await?;
        let categories = categories
            .into_iter()
            .map(|(id, name, emoji)| (id, (name, emoji)));
        Ok(Self {
            people: people.into_iter().map(|user| (user.id, user)).collect(),
            categories: categories.collect(),
        })
    }

    /// Everybody who replied or closed something: most replies first, then most closings, then the oldest account.
    pub(super) fn leaderboard(&self, tally: &Tally) -> Vec<StaffRow> {
        let people = tally.people.iter();
        let mut rows: Vec<StaffRow> = people
            .map(|(id, person)| StaffRow {
                user_id: *id,
                name: self
                    .people
                    .get(id)
                    .map_or_else(|| id.to_string(), |user| user.name().to_owned()),
                username: self
                    .people
                    .get(id)
                    .map_or_else(String::new, |user| user.username.clone()),
                messages: person.replies,
                closed: person.closed,
                responses: person.responses,
                mean_response: mean(person.response_ms, person.responses),
            })
            .collect();
        rows.sort_by_key(|row| (Reverse((row.messages, row.closed)), row.user_id));
        rows
    }

    /// What the closed tickets were about: most first, those of no category last among equals.
    pub(super) fn shares(&self, tally: &Tally) -> Vec<CategoryShare> {
        let total: i64 = tally.closed_in.values().sum();
        let mut shares: Vec<CategoryShare> = tally
            .closed_in
            .iter()
            .map(|(id, closed)| {
                let known = id.and_then(|id| self.categories.get(&id));
                CategoryShare {
                    category_id: *id,
                    name: known.map(|(name, _)| name.clone()),
                    emoji: known.and_then(|(_, emoji)| emoji.clone()),
                    closed: *closed,
                    percent: percent(*closed, total),
                }
            })
            .collect();
        shares.sort_by_key(|share| {
            let place = (share.category_id.is_none(), share.category_id);
            (Reverse(share.closed), place)
        });
        shares
    }
}

/// Whoever has most of something, if anybody has any; of equals, who has more of the other thing.
pub(super) fn ranked(
    rows: &[StaffRow],
    figures: impl Fn(&StaffRow) -> (i64, i64),
) -> Option<Award<i64>> {
    let best = rows
        .iter()
        .max_by_key(|row| (figures(row), Reverse(row.user_id)))?;
    let (figure, _) = figures(best);
    (figure > 0).then(|| Award {
        user_id: best.user_id,
        name: best.name.clone(),
        username: best.username.clone(),
        figure,
    })
}

/// Whoever had the lowest average response time; of equals, who answered more.
pub(super) fn fastest(rows: &[StaffRow], tally: &Tally) -> Option<Award<TimeDelta>> {
    let enough = rows.iter().filter(|row| row.responses >= LEAST_RESPONSES);
    let best = enough.min_by(|one, other| {
        let ms = |row: &StaffRow| {
            tally
                .people
                .get(&row.user_id)
                .map_or(0, |person| person.response_ms)
        };
        // Averages are compared as fractions: rounded ones could be equal that are not.
        let left = i128::from(ms(one)) * i128::from(other.responses);
        let right = i128::from(ms(other)) * i128::from(one.responses);
        let place = |row: &StaffRow| (Reverse(row.responses), row.user_id);
        left.cmp(&right).then_with(|| place(one).cmp(&place(other)))
    })?;
    Some(Award {
        user_id: best.user_id,
        name: best.name.clone(),
        username: best.username.clone(),
        figure: best.mean_response?,
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a percentage needs no more digits"
)]
fn percent(part: i64, whole: i64) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
