//! The figures as they are told: as a sheet, and over the API. Both say what the raw rows say.

use std::collections::BTreeMap;

use rustmail::ids::UserId;
use serde_json::{Value, json};

use super::naive::{Figures, mean};

/// The query of what [`Figures::assert_told`] looks at.
pub const QUERY: &str = "query ($period: StatisticsPeriod) { statistics(period: $period) {
    open waitingOnStaff waitingOnMember closedToday closedThisWeek totalClosed
    days { date created closed } response { count meanSeconds } resolution { count meanSeconds }
    categories { closed percent }
    fastestResponder { user { id } } mostMessages { user { id } messages } mostClosed { user { id } closed }
    leaderboard { user { id } messages closed responses meanResponseSeconds } } }";

impl Figures {
    /// Compares them with the answer to [`QUERY`].
    pub fn assert_told(&self, answer: &Value) {
        let told = &answer["statistics"];
        assert_eq!(told["open"], self.open.0 + self.open.1);
        assert_eq!(told["waitingOnStaff"], self.open.0);
        assert_eq!(told["waitingOnMember"], self.open.1);
        assert_eq!(told["closedToday"], self.today);
        assert_eq!(told["closedThisWeek"], self.week);
        assert_eq!(told["totalClosed"], self.total_closed);
        for day in told["days"].as_array().unwrap() {
            let date = day["date"].as_str().unwrap().parse().unwrap();
            let (created, closed) = self.days.get(&date).copied().unwrap_or_default();
            assert_eq!(
                (&day["created"], &day["closed"]),
                (&json!(created), &json!(closed))
            );
        }
        for (told, all) in [
            (&told["response"], &self.responses),
            (&told["resolution"], &self.resolutions),
        ] {
            assert_eq!(told["count"], all.len());
            assert_eq!(told["meanSeconds"], json!(seconds(all)));
        }
        let shares = told["categories"].as_array().unwrap();
        let mut closed: Vec<_> = shares
            .iter()
            .map(|share| share["closed"].as_i64().unwrap())
            .collect();
        let mut naive: Vec<_> = self.categories.values().copied().collect();
        closed.sort_unstable();
        naive.sort_unstable();
        assert_eq!(closed, naive);
        self.assert_people_told(told);
    }

    fn assert_people_told(&self, told: &Value) {
        let rows = told["leaderboard"].as_array().unwrap();
        assert_eq!(rows.len(), self.people.len());
        for row in rows {
            let (messages, closed, took) = &self.people[&user_of(row)];
            assert_eq!(
                (&row["messages"], &row["closed"]),
                (&json!(messages), &json!(closed))
            );
            assert_eq!(row["responses"], took.len());
            assert_eq!(row["meanResponseSeconds"], json!(seconds(took)));
        }
        let winner = |row: &Value| row.is_object().then(|| user_of(row));
        let id = |award: Option<(UserId, i64)>| award.map(|(id, _)| id);
        assert_eq!(winner(&told["fastestResponder"]), id(self.fastest()));
        assert_eq!(
            winner(&told["mostMessages"]),
            id(self.most(|one| (one.0, one.1)))
        );
        assert_eq!(
            winner(&told["mostClosed"]),
            id(self.most(|one| (one.1, one.0)))
        );
    }

    /// Compares them with the sheet.
    pub fn assert_sheet(&self, sheet: &str) {
        let sheet = sheet.strip_prefix('\u{feff}').expect("the mark of UTF-8");
        let mut lines = sheet.lines();
        assert_eq!(
            lines.next(),
            Some("\"section\",\"subject\",\"id\",\"username\",\"figure\",\"value\"")
        );
        let mut figures = BTreeMap::new();
        for line in lines {
            let line = &line[1..line.len() - 1];
            let cells: Vec<&str> = line.split("\",\"").collect();
            let [section, subject, id, _, figure, value] = cells[..] else {
                panic!("{line}");
            };
            let about = if id.is_empty() { subject } else { id };
            let key = (section.to_owned(), about.to_owned(), figure.to_owned());
            let before = figures.insert(key, value.to_owned());
            assert_eq!(before, None, "{line} is there twice");
        }
        let of = |section: &str, about: &str, figure: &str| {
            let key = (section.to_owned(), about.to_owned(), figure.to_owned());
            figures.get(&key).cloned()
        };
        let count = |count: i64| Some(count.to_string());
        assert_eq!(of("now", "", "open"), count(self.open.0 + self.open.1));
        assert_eq!(of("now", "", "total_closed"), count(self.total_closed));
        assert_eq!(
            of("response_time", "", "mean_seconds"),
            Some(written(&self.responses))
        );
        assert_eq!(
            of("resolution_time", "", "mean_seconds"),
            Some(written(&self.resolutions))
        );
        for (date, (created, closed)) in &self.days {
            assert_eq!(of("day", &date.to_string(), "created"), count(*created));
            assert_eq!(of("day", &date.to_string(), "closed"), count(*closed));
        }
        for (category, closed) in &self.categories {
            let id = category.map(|id| id.to_string()).unwrap_or_default();
            assert_eq!(of("category", &id, "closed"), count(*closed));
            let percent = format!("{:.2}", self.percent(*category));
            assert_eq!(of("category", &id, "percent"), Some(percent));
        }
        for (id, (messages, closed, took)) in &self.people {
            let id = id.to_string();
            assert_eq!(of("staff", &id, "messages"), count(*messages));
            assert_eq!(of("staff", &id, "closed"), count(*closed));
            assert_eq!(
                of("staff", &id, "mean_response_seconds"),
                Some(written(took))
            );
        }
        if let Some((id, most)) = self.most(|one| (one.0, one.1)) {
            assert_eq!(of("award", &id.to_string(), "most_messages"), count(most));
        }
    }
}

/// Whom a row of the API is about.
fn user_of(row: &Value) -> UserId {
    row["user"]["id"].as_str().unwrap().parse().unwrap()
}

fn seconds(all: &[i64]) -> Option<f64> {
    mean(all).map(|ms| ms as f64 / 1_000.0)
}

fn written(all: &[i64]) -> String {
    seconds(all).map_or_else(String::new, |seconds| format!("{seconds:.3}"))
}
