//! The people of the staff: everybody who is known there or was given something.

use maud::{Markup, html};

use super::{Frame, page as frame_page};
use crate::reader::Reader;

/// The page of the people.
pub struct People {
    /// Where the reader is.
    pub frame: Frame,
    /// The name by which they were looked for.
    pub find: String,
    /// Who was found, by name.
    pub people: Vec<Person>,
}

/// Somebody in the list.
pub struct Person {
    /// The account's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unique name.
    pub username: String,
    /// Whether they are in the staff server.
    pub is_present: bool,
}

/// The whole page.
pub fn page(reader: &Reader, people: &People) -> Markup {
    let words = reader.words;
    let content = html! {
        p.lead { (words.text("people-lead")) }
        search {
            form.search method="get" action="/administration/people" {
                label.hidden for="find" { (words.text("people-find")) }
                input #find type="search" name="find" value=(people.find) autocomplete="off" maxlength="100" dir="auto"
                    placeholder=(words.text("people-find"));
                button type="submit" { (words.text("people-find-apply")) }
            }
        }
        @if people.people.is_empty() {
            div.nothing {
                h2 { (words.text("people-none")) }
                p { (words.text("people-none-advice")) }
            }
        } @else {
            ul.people { @for one in &people.people { (person(reader, one)) } }
        }
    };
    frame_page(reader, &people.frame, content)
}

fn person(reader: &Reader, person: &Person) -> Markup {
    html! {
        li.person {
            a href=(format!("/administration/people/{}", person.id)) { bdi { (person.name) } }
            span.person-username { "@" (person.username) }
            @if !person.is_present {
                span.mark.mark-deleted { (reader.words.text("grants-not-present")) }
            }
        }
    }
}
