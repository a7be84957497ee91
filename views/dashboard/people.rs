//! Who did best in the period, at three things.

use chrono::TimeDelta;
use maud::{Markup, html};

use super::figure::{counted, defined};
use crate::reader::Reader;
use crate::time;

/// Who did best.
#[derive(Default)]
pub struct Performers {
    /// Who answered first the fastest.
    pub fastest: Option<Award<TimeDelta>>,
    /// Who wrote the most replies.
    pub most_messages: Option<Award<i64>>,
    /// Who closed the most tickets.
    pub most_closed: Option<Award<i64>>,
}

/// The best at something.
pub struct Award<V> {
    /// Who.
    pub who: Person,
    /// How well they did.
    pub figure: V,
}

pub(super) fn performers(reader: &Reader, performers: &Performers) -> Markup {
    let words = reader.words;
    let fastest = performers.fastest.as_ref().map(|award| {
        let figure = [("span", time::length(words, award.figure).into())];
        (&award.who, words.with("award-fastest-figure", &figure))
    });
    let messages = performers.most_messages.as_ref().map(|award| {
        let figure = counted(reader, award.figure);
        (&award.who, words.with("award-messages-figure", &figure))
    });
    let closed = performers.most_closed.as_ref().map(|award| {
        let figure = counted(reader, award.figure);
        (&award.who, words.with("award-closed-figure", &figure))
    });
    html! {
        section.card.awards aria-labelledby="awards-heading" {
            h3 #awards-heading { (words.text("awards-heading")) }
            dl.award-list {
                (award(reader, (&words.text("award-fastest"), &words.text("award-fastest-means")), fastest))
                (award(reader, (&words.text("award-messages"), &words.text("award-messages-means")), messages))
                (award(reader, (&words.text("award-closed"), &words.text("award-closed-means")), closed))
            }
        }
    }
}

/// Somebody of the staff.
pub struct Person {
    /// Their name.
    pub name: String,
    /// What their account is called; empty for one that was never seen.
    pub username: String,
    /// Whether somebody else is called the same.
    pub has_namesake: bool,
}

/// A name, and the account that it belongs to: always at hand, and in sight when the name could mean another.
pub(super) fn person(who: &Person) -> Markup {
    let account = (!who.username.is_empty()).then(|| format!("@{}", who.username));
    html! {
        bdi title=[&account] { (who.name) }
        @if let Some(account) = account.as_ref().filter(|_| who.has_namesake) {
            " " span.namesake { (account) }
        }
    }
}

/// The first letter of a name, as the picture of somebody who has none here.
pub fn initial(name: &str) -> Markup {
    let letter: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
    html! { span.letter aria-hidden="true" { (letter) } }
}

fn award(
    reader: &Reader,
    (name, definition): (&str, &str),
    winner: Option<(&Person, String)>,
) -> Markup {
    html! {
        div.award {
            dt { (defined(name, definition)) }
            @match winner {
                Some((who, figure)) => {
                    dd.award-winner { (initial(&who.name)) span.award-name { (person(who)) } span.award-figure { (figure) } }
                }
                None => { dd.award-nobody { (reader.words.text("award-nobody")) } }
            }
        }
    }
}
