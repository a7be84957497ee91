//! The fifth step: in which language and in which time the desk works.

use maud::{Markup, html};
use words::Language;

use super::{Standing, Step, form};
use crate::form::{Field, Select, select};
use crate::navigation;
use crate::reader::Reader;

/// What is chosen.
pub struct Speech {
    /// The code of the language.
    pub language: Field,
    /// The name of the time zone.
    pub time_zone: Field,
    /// The names of every time zone there is.
    pub time_zones: Vec<String>,
}

/// The whole page.
pub fn page(reader: &Reader, standing: &Standing<'_>, speech: &Speech) -> Markup {
    let words = reader.words;
    let languages = Language::ALL.map(|language| {
        let name = navigation::own_name(language).to_owned();
        (language.code().to_owned(), name)
    });
    let zones: Vec<(String, String)> = speech
        .time_zones
        .iter()
        .map(|zone| (zone.clone(), zone.replace('_', " ")))
        .collect();
    let fields = html! {
        (select(&Select {
            id: "language",
            name: "language",
            label: &words.text("setup-language"),
            help: Some(&words.text("setup-language-help")),
            options: &languages,
            field: &speech.language,
        }))
        (select(&Select {
            id: "time_zone",
            name: "time_zone",
            label: &words.text("setup-time-zone"),
            help: Some(&words.text("setup-time-zone-help")),
            options: &zones,
            field: &speech.time_zone,
        }))
    };
    let content = html! {
        p.lead { (words.text("setup-language-lead")) }
        (form(reader, Step::Language, fields))
    };
    super::page(reader, standing, content)
}
