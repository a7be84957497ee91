//! What has happened at the demo's desk.

use chrono::{DateTime, TimeDelta, Utc};
use discord_simulator::clock::Clock;
use discord_simulator::{Options, Simulator};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rustmail_demo::cast::Cast;
use rustmail_demo::conversations::Library;
use rustmail_demo::plan::{DAYS, Extent, Plan};

async fn plan(now: DateTime<Utc>) -> Plan {
    let start = now - TimeDelta::days(DAYS);
    let clock = Clock::stopped_at(start);
    let options = Options {
        clock,
        ..Options::default()
    };
    let simulator = Simulator::start(options).await.unwrap();
    let mut rng = StdRng::seed_from_u64(7);
    let cast = Cast::assemble(&simulator, start, &mut rng).unwrap();
    let extent = Extent { closed: 200, now };
    let plan = Plan::new(&Library::read().unwrap(), &cast, (extent, &mut rng)).unwrap();
    simulator.stop().await;
    plan
}

fn noon() -> DateTime<Utc> {
    "2026-03-04T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn the_same_day_has_the_same_past() {
    let (one, other) = (plan(noon()).await, plan(noon()).await);
    assert_eq!(format!("{:?}", one.steps), format!("{:?}", other.steps));
}

#[tokio::test]
async fn nobody_has_two_tickets_at_once_and_nothing_lies_in_the_future() {
    let plan = plan(noon()).await;
    assert!(plan.cases.len() > 180, "{} tickets", plan.cases.len());
    let mut spans: Vec<_> = (0..plan.cases.len())
        .map(|case| {
            let steps = plan.steps.iter().filter(|step| step.case == case);
            let times: Vec<_> = steps.map(|step| step.at).collect();
            (plan.cases[case].member, times[0], times[times.len() - 1])
        })
        .collect();
    spans.sort();
    for pair in spans.windows(2) {
        let ((member, _, end), (next_member, begin, _)) = (pair[0], pair[1]);
        assert!(member != next_member || end < begin, "{pair:?}");
    }
    assert!(plan.steps.iter().all(|step| step.at <= noon()));
    assert!(plan.steps.is_sorted_by_key(|step| step.at));
}
