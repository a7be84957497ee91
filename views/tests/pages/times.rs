//! How moments and spans are told.

use chrono::{DateTime, TimeDelta, Utc};
use rustmail_views::time;
use words::Language;

use crate::samples;

#[test]
fn the_past_is_told_in_the_nearest_unit() {
    let reader = samples::reader(Language::English);
    let cases = [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (59 * 60, "59 min ago"),
        (89 * 60, "1 h ago"),
        (114 * 60, "2 h ago"),
        (24 * 3600, "1 day ago"),
        (40 * 3600, "2 days ago"),
        (45 * 24 * 3600, "on 5 October 2026"),
    ];
    for (seconds, expected) in cases {
        let moment = samples::now() - TimeDelta::seconds(seconds);
        assert_eq!(text(time::ago(&reader, moment)), expected, "{seconds} s");
    }
}

#[test]
fn the_future_and_what_is_overdue_are_told_too() {
    let reader = samples::reader(Language::French);
    let told = |minutes| {
        let moment = samples::now() + TimeDelta::minutes(minutes);
        text(time::until(&reader, moment))
    };
    assert_eq!(told(90), "dans 2 h");
    assert_eq!(told(0), "d’un instant à l’autre");
    assert_eq!(told(-30), "d’un instant à l’autre");
    assert_eq!(told(43 * 24 * 60), "1er janvier 2027");
}

#[test]
fn the_exact_time_is_in_the_readers_zone_on_both_sides_of_a_clock_change() {
    let reader = samples::reader(Language::English);
    let exact = |moment: &str| time::exact(&reader, moment.parse::<DateTime<Utc>>().unwrap());
    assert_eq!(exact("2026-10-25T00:30:00Z"), "25 October 2026, 02:30 CEST");
    assert_eq!(exact("2026-10-25T01:30:00Z"), "25 October 2026, 02:30 CET");
}

#[test]
fn a_day_begins_at_the_readers_midnight() {
    let reader = samples::reader(Language::English);
    let heading = |moment: &str| time::day_heading(&reader, moment.parse().unwrap());
    assert_eq!(heading("2026-11-18T23:00:00Z"), "Today");
    assert_eq!(heading("2026-11-18T22:59:59Z"), "Yesterday");
    assert_eq!(heading("2026-11-17T22:59:59Z"), "17 November 2026");
}

fn text(element: maud::Markup) -> String {
    let html = element.into_string();
    let inner = html.split_once('>').unwrap().1;
    inner.split_once('<').unwrap().0.to_owned()
}
