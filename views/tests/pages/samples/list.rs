//! The list of tickets, and what was searched for.

use chrono::TimeDelta;
use rustmail_views::form::Field;
use rustmail_views::priority::Priority;
use rustmail_views::search::{Hit, Kind, Member, Piece, Search};
use rustmail_views::tickets::bulk::{Bulk, Outcome, Typed, Unable, Undoable};
use rustmail_views::tickets::filtering::Filtering;
use rustmail_views::tickets::standing::{Count, SavedView, Standing};
use rustmail_views::tickets::{
    Assignee, Category, Closed, Paging, Preview, Query, Row, Speaker, Tickets,
};
use rustmail_views::waiting::Waiting;

use super::{minutes_ago, now};

/// A list that is narrowed like this.
pub fn tickets_list(parts: &[(&'static str, &str)]) -> Tickets {
    let query = query(parts);
    let people = vec![("201000000000000002".to_owned(), "Léa".to_owned())];
    Tickets {
        rows: match query.value("state") {
            "closed" => closed_rows(),
            _ => open_rows(),
        },
        query,
        standing: Standing {
            open: Count::Over(999),
            waiting_on_us: Count::Exactly(4),
            waiting_on_member: Count::Exactly(2),
            own: Count::Exactly(1),
            unassigned: Count::Exactly(0),
            saved: vec![SavedView {
                id: 3,
                name: "Refunds".to_owned(),
                query: self::query(&[("tag", "refund")]),
                count: Some(Count::Exactly(2)),
            }],
        },
        filtering: Filtering {
            categories: vec![("1".to_owned(), "🔑 Accounts".to_owned())],
            people: people.clone(),
            tag: Field::of(self::query(parts).value("tag")),
            from: Field::default(),
            to: Field::default(),
        },
        paging: Paging {
            later: Some("o.1029".to_owned()),
            ..Paging::default()
        },
        bulk: Some(Bulk {
            people,
            typed: Typed::default(),
        }),
        outcome: None,
        saving: None,
    }
}

/// A list that nothing is in.
pub fn no_tickets(parts: &[(&'static str, &str)]) -> Tickets {
    Tickets {
        rows: Vec::new(),
        paging: Paging::default(),
        ..tickets_list(parts)
    }
}

/// The list after several tickets were closed from it, with a view that could not be saved and a day that is none.
pub fn closed_several() -> Tickets {
    let mut list = tickets_list(&[("from", "soon"), ("sort", "waiting")]);
    list.outcome = Some(Outcome {
        done: vec![1035, 1036],
        already: vec![1030],
        unable: vec![Unable {
            why: "Ben has this ticket. Take it over if that is what you want.".to_owned(),
            tickets: vec![1029],
        }],
        undoable: [1035, 1036]
            .map(|ticket| Undoable {
                ticket,
                standing: (ticket + 7).to_string(),
            })
            .into(),
        ..Outcome::default()
    });
    list.filtering.from = Field::refused("soon", "This is no day.");
    list.saving = Some(Field::refused(
        "Refunds",
        "You have a view of this name already.",
    ));
    list
}

/// What is found when somebody looks for this.
pub fn found(typed: &str) -> Search {
    Search {
        query: query(&[("q", typed)]),
        ticket: Some((1042, typed.to_owned())),
        members: vec![Member {
            id: 204_000_000_000_000_004,
            name: vec![Piece::Marked(typed.to_owned())],
            username: vec![Piece::Plain(typed.to_owned())],
        }],
        hits: vec![hit(Kind::Member, typed), hit(Kind::Note, typed)],
        more: None,
        cut: Some(200),
        whole: Some(typed.to_owned()),
    }
}

/// What is found when nothing is.
pub fn found_nothing(typed: &str) -> Search {
    Search {
        query: query(&[("q", typed)]),
        ..Search::default()
    }
}

fn query(parts: &[(&'static str, &str)]) -> Query {
    Query::of(
        parts
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    )
}

fn hit(kind: Kind, said: &str) -> Hit {
    Hit {
        ticket: 1042,
        is_open: kind == Kind::Member,
        member: "Mira Holt".to_owned(),
        message: 12,
        kind,
        author: said.to_owned(),
        sent_at: minutes_ago(90),
        is_deleted: kind == Kind::Note,
        excerpt: vec![
            Piece::Plain("… where is my ".to_owned()),
            Piece::Marked(said.to_owned()),
            Piece::Plain("? I asked…".to_owned()),
        ],
    }
}

fn open_rows() -> Vec<Row> {
    let member = |text: &str| Preview {
        speaker: Speaker::Member,
        text: text.to_owned(),
    };
    let staff = |name: &str, text: &str| Preview {
        speaker: Speaker::Staff(name.to_owned()),
        text: text.to_owned(),
    };
    let mut scheduled = row(
        1039,
        "Oskar",
        Some(staff(
            "Jonas",
            "Then I close this in two hours, write if anything is left.",
        )),
        Waiting::OnMember(minutes_ago(190)),
    );
    scheduled.closes_at = Some(now() + TimeDelta::minutes(114));
    scheduled.is_undelivered = true;
    let mut urgent = row(
        1043,
        "Bruno",
        Some(member("My account was taken over!")),
        Waiting::OnUs(minutes_ago(1)),
    );
    urgent.priority = Priority::Urgent;
    urgent.label = Some("Stolen account".to_owned());
    urgent.tags = vec!["account".to_owned(), "security".to_owned()];
    urgent.assignee = Some(Assignee::Reader);
    urgent.category = Some(Category {
        name: "Accounts".to_owned(),
        emoji: Some("🔑".to_owned()),
    });
    scheduled.assignee = Some(Assignee::Other("Jonas".to_owned()));
    scheduled.priority = Priority::Low;
    vec![
        urgent,
        row(
            1042,
            "Mira Holt",
            Some(member(
                "Now it says the code was already used, but I never got anything?",
            )),
            Waiting::OnUs(minutes_ago(3)),
        ),
        row(
            1041,
            "꧁Zoë꧂",
            Some(member("")),
            Waiting::OnUs(minutes_ago(12)),
        ),
        row(
            1040,
            "an-extraordinarily-long-name-that-someone-chose",
            Some(staff(
                "Léa",
                "Could you send a screenshot of the error, with the clock visible in a corner? \
                 Then we can find the request in the log and see what happened to the payment.",
            )),
            Waiting::OnMember(minutes_ago(47)),
        ),
        scheduled,
        row(1031, "Ilse", None, Waiting::OnUs(minutes_ago(2 * 24 * 60))),
    ]
}

fn closed_rows() -> Vec<Row> {
    let close = |number, member: &str, text: &str, by: &str, minutes| Row {
        closed: Some(Closed {
            by: by.to_owned(),
            at: minutes_ago(minutes),
        }),
        ..row(
            number,
            member,
            Some(Preview {
                speaker: Speaker::Member,
                text: text.to_owned(),
            }),
            Waiting::OnNobody,
        )
    };
    vec![
        close(1038, "Pavel", "Works, thank you!", "Jonas", 300),
        close(1030, "Noor", "ok", "Léa", 3 * 24 * 60),
        close(
            1012,
            "Oskar",
            "Never mind, found it.",
            "Rustmail",
            60 * 24 * 60,
        ),
    ]
}

fn row(number: i64, member: &str, preview: Option<Preview>, waiting: Waiting) -> Row {
    Row {
        number,
        member: member.to_owned(),
        label: None,
        preview,
        waiting,
        opened_at: minutes_ago(2 * 24 * 60 + 30),
        category: None,
        priority: Priority::Normal,
        tags: Vec::new(),
        assignee: None,
        is_undelivered: false,
        closes_at: None,
        closed: None,
    }
}
