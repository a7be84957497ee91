//! The figures of the dashboard: what each counts, who sees what, and that they are what the raw rows say, whatever happened.

pub mod history;
pub mod naive;
pub mod told;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use diesel_async::SimpleAsyncConnection as _;
use rustmail::error::Refusal;
use rustmail::ids::CategoryId;
use rustmail::models::actor::{Act, Actor, Staff};
use rustmail::models::permission::{Permission, Permissions};
use rustmail::models::statistics::period::Period;
use rustmail::models::statistics::verifying::differences;
use rustmail::models::statistics::{DayActivity, Statistics, keeping};
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::replying::Draft;

use super::scene::{SAM, SUE, Scene, refusal};
use history::History;

/// Somebody who sees the dashboard, and every ticket.
fn viewer(at: DateTime<Utc>) -> Act {
    Act::new(
        Actor::Staff(Staff {
            permissions: [Permission::ViewPanel].into_iter().collect(),
            ..Staff::on_record(SUE, "Sue".to_owned())
        }),
        at,
    )
}

/// The figures of the last 30 days, as a viewer sees them now.
async fn figures(scene: &Scene) -> Statistics {
    let conn = &mut scene.database.conn().await;
    Statistics::of(conn, &viewer(scene.now), Period::Days30)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_counts_from_its_opening_to_its_closing() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let ticket = scene.ticket().await.id;
    let conn = &mut scene.database.conn().await;
    let waiting = figures(&scene).await;
    assert_eq!(
        (
            waiting.open,
            waiting.waiting_on_staff,
            waiting.waiting_on_member
        ),
        (1, 1, 0)
    );
    assert_eq!(waiting.days.len(), 30);
    assert_eq!(waiting.response.mean, None);

    scene.later(10);
    let sam = scene.agent(SAM, "Sam");
    Ticket::reply(conn, &sam, ticket, Draft::text("Hi"))
        .await
        .unwrap();
    scene.later(20);
    let sue = scene.agent(SUE, "Sue");
    for _ in 0..2 {
        Ticket::reply(conn, &sue, ticket, Draft::text("And hi"))
            .await
            .unwrap();
    }
    Ticket::close(conn, &sue, ticket, Closing::default())
        .await
        .unwrap();

    let after = figures(&scene).await;
    let date = scene.now.date_naive();
    assert_eq!(
        after.days.last(),
        Some(&DayActivity {
            date,
            created: 1,
            closed: 1
        })
    );
    assert_eq!(
        (
            after.open,
            after.closed_today,
            after.closed_this_week,
            after.total_closed
        ),
        (0, 1, 1, 1)
    );
    assert_eq!(after.response.mean, Some(TimeDelta::minutes(10)));
    assert_eq!(after.resolution.mean, Some(TimeDelta::minutes(30)));
    let board: Vec<_> = after
        .leaderboard
        .iter()
        .map(|row| (row.name.as_str(), row.messages, row.closed, row.responses))
        .collect();
    assert_eq!(board, [("Sue", 2, 1, 0), ("Sam", 1, 0, 1)]);
    assert_eq!(after.most_messages.unwrap().figure, 2);
    assert_eq!(after.most_closed.unwrap().user_id, SUE);
    assert_eq!(
        after.fastest, None,
        "one ticket is too few to be the fastest"
    );
    assert_eq!(
        (after.categories.len(), after.categories[0].percent),
        (1, 100.0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_the_same_before_and_after_they_are_added_up() {
    let mut scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    scene.later(1);
    let ticket = scene.ticket().await.id;
    let conn = &mut scene.database.conn().await;
    Ticket::reply(conn, &scene.agent(SAM, "Sam"), ticket, Draft::text("Hi"))
        .await
        .unwrap();
    let before = figures(&scene).await;
    assert_eq!(keeping::fold(conn).await.unwrap(), 3);
    assert_eq!(
        keeping::fold(conn).await.unwrap(),
        0,
        "nothing is added up twice"
    );
    assert_eq!(figures(&scene).await, before);
    keeping::rebuild(conn, Tz::UTC).await.unwrap();
    assert_eq!(figures(&scene).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_time_zone_has_other_days() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let conn = &mut scene.database.conn().await;
    let utc = figures(&scene).await;
    let far_east = Tz::Pacific__Kiritimati;
    assert!(keeping::settle_zone(conn, far_east).await.unwrap());
    assert!(!keeping::settle_zone(conn, far_east).await.unwrap());
    let there = figures(&scene).await;
    assert_eq!(there.zone, far_east);
    let day_of = |figures: &Statistics| {
        figures
            .days
            .iter()
            .find(|day| day.created == 1)
            .unwrap()
            .date
    };
    assert_eq!(day_of(&utc), scene.now.date_naive());
    assert_eq!(
        day_of(&there),
        scene.now.with_timezone(&far_east).date_naive()
    );
    assert_ne!(day_of(&utc), day_of(&there));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_see_the_panel_sees_the_figures() {
    let scene = Scene::set().await;
    let conn = &mut scene.database.conn().await;
    let stranger = scene.staff(SAM, "Sam", Permissions::none());
    let asked = Statistics::of(conn, &stranger, Period::Days7).await;
    assert_eq!(refusal(asked), Refusal::Forbidden("view_panel"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roll_up_that_is_wrong_is_found_and_mended() {
    let scene = Scene::set().await;
    scene.mia_writes(1, "Hello").await;
    let conn = &mut scene.database.conn().await;
    keeping::fold(conn).await.unwrap();
    assert_eq!(differences(conn).await.unwrap(), []);
    conn.batch_execute("UPDATE statistics_days SET created = 7")
        .await
        .unwrap();
    let found: Vec<String> = differences(conn)
        .await
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let day = scene.now.date_naive();
    assert_eq!(
        found,
        [format!(
            "Of {day}, tickets created of all tickets should be 1, but the statistics say 7."
        )]
    );
    keeping::rebuild(conn, Tz::UTC).await.unwrap();
    assert_eq!(differences(conn).await.unwrap(), []);
}

/// Where clocks are odd, and a moment about which they are: a change of the clock, a leap day, a day that never was.
const PLACES: [(Tz, &str); 12] = [
    (Tz::UTC, "2028-02-20T12:00:00Z"),
    (Tz::Asia__Kathmandu, "2028-02-25T12:00:00Z"),
    (Tz::America__St_Johns, "2026-03-01T12:00:00Z"),
    (Tz::America__St_Johns, "2026-10-25T12:00:00Z"),
    (Tz::Pacific__Chatham, "2026-03-28T12:00:00Z"),
    (Tz::Pacific__Chatham, "2026-09-20T12:00:00Z"),
    (Tz::Australia__Lord_Howe, "2026-03-28T12:00:00Z"),
    (Tz::Australia__Lord_Howe, "2026-09-27T12:00:00Z"),
    (Tz::Europe__Paris, "2026-10-18T12:00:00Z"),
    (Tz::America__Sao_Paulo, "2018-10-28T12:00:00Z"),
    (Tz::Pacific__Apia, "2011-12-20T12:00:00Z"),
    (Tz::Africa__Cairo, "2026-04-20T12:00:00Z"),
];

/// Whoever sees the test fail needs the seed.
#[expect(
    clippy::print_stdout,
    reason = "the test runner keeps what a failed test has printed"
)]
pub fn tell(seed: u64) {
    println!("HISTORY_SEED={seed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_what_the_raw_rows_say_whatever_happened() {
    let first: u64 = std::env::var("HISTORY_SEED").map_or(1, |seed| seed.parse().unwrap());
    let rounds: u64 = std::env::var("HISTORY_ROUNDS").map_or(1, |rounds| rounds.parse().unwrap());
    for seed in first..first + rounds {
        tell(seed);
        for (zone, start) in PLACES {
            check_history(seed, zone, start.parse().unwrap()).await;
        }
    }
}

async fn check_history(seed: u64, zone: Tz, start: DateTime<Utc>) {
    let told = format!("seed {seed}, {zone} from {start}");
    let mut history = History::begin(seed, zone, start).await;
    // In small steps over what is odd about the place, and then so far on that even the longest period leaves something behind.
    for leaps in [0, 0, 1, 1, 2] {
        for _ in 0..leaps {
            history.leap();
        }
        history.go_on(35).await;
        let conn = &mut history.conn().await;
        for hidden in [
            vec![],
            vec![CategoryId(1)],
            vec![CategoryId(1), CategoryId(2), CategoryId(3)],
        ] {
            let act = history.viewer(conn, &hidden).await;
            for period in Period::ALL {
                let kept = Statistics::of(conn, &act, period).await.unwrap();
                let naive =
                    naive::Figures::compute(conn, (period, zone, history.now), &hidden).await;
                naive.assert_equal(&kept, &format!("{told}, without {hidden:?}, {period:?}"));
            }
        }
        assert_eq!(differences(conn).await.unwrap(), [], "{told}");
    }
}
