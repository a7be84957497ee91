//! The facts that count but are not rolled up yet: a reader adds them up itself.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::ids::{CategoryId, UserId};
use crate::models::statistics::reading::{Person, Scope, Tally};

impl Tally {
    /// Adds what is pending.
    pub(super) async fn read_pending(
        &mut self,
        conn: &mut AsyncPgConnection,
        scope: &Scope<'_>,
    ) -> QueryResult<()> {
        let query = "
            SELECT kind, (at AT TIME ZONE $2)::date AS day, category_id, user_id, statistics_bucket(ms) AS bucket,
                   sum(amount)::bigint AS amount, coalesce(sum(amount * ms), 0)::bigint AS ms
              FROM statistics_pending
             WHERE category_id IS NULL OR category_id <> ALL($1)
             GROUP BY 1, 2, 3, 4, 5";
        let facts: Vec<Fact> = diesel::sql_query(query)
            .bind::<Array<BigInt>, _>(scope.series())
            .bind::<Text, _>(scope.zone)
            .load(conn)
            .await?;
        for fact in facts {
            self.add(&fact, scope);
        }
        Ok(())
    }

    fn add(&mut self, fact: &Fact, scope: &Scope<'_>) {
        if fact.kind == "closed" {
            self.total_closed += fact.amount;
        }
        if !scope.covers(fact.day) {
            return;
        }
        let day = self.days.entry(fact.day).or_default();
        let mut nobody = Person::default();
        let person = match fact.user_id {
            Some(user) => self.people.entry(user).or_default(),
            None => &mut nobody,
        };
        let spread = match fact.kind.as_str() {
            "created" => {
                day.created += fact.amount;
                return;
            }
            "replied" => {
                person.replies += fact.amount;
                return;
            }
            "closed" => {
                day.closed += fact.amount;
                person.closed += fact.amount;
                if fact.category_id.is_some() {
                    *self.closed_in.entry(fact.category_id).or_default() += fact.amount;
                }
                &mut self.resolution
            }
            _ => {
                person.responses += fact.amount;
                person.response_ms += fact.ms;
                &mut self.response
            }
        };
        spread.count += fact.amount;
        spread.ms += fact.ms;
        spread.add_to_bucket(fact.bucket.unwrap_or(0), fact.amount);
    }
}

/// Facts of one kind that are not rolled up yet.
#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Date)]
    day: NaiveDate,
    #[diesel(sql_type = Nullable<BigInt>)]
    category_id: Option<CategoryId>,
    #[diesel(sql_type = Nullable<BigInt>)]
    user_id: Option<UserId>,
    #[diesel(sql_type = Nullable<Integer>)]
    bucket: Option<i32>,
    #[diesel(sql_type = BigInt)]
    amount: i64,
    #[diesel(sql_type = BigInt)]
    ms: i64,
}
