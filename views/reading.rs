//! How somebody reads the panel: the language, the time zone, and whether times are told exactly. Each is a form, and works without a
//! script.

use chrono_tz::TZ_VARIANTS;
use maud::{Markup, html};

use crate::form::{self, Field, Select};
use crate::navigation;
use crate::reader::Reader;

/// The choices, as a part of the page on which somebody finds what is theirs.
pub fn choices(reader: &Reader) -> Markup {
    let words = reader.words;
    html! {
        section.reading #reading aria-labelledby="reading-title" {
            h2 #reading-title { (words.text("reading-title")) }
            div.reading-choice {
                h3 { (words.text("layout-language")) }
                (navigation::languages(reader))
            }
            (zone(reader))
            (exactness(reader))
        }
    }
}

fn zone(reader: &Reader) -> Markup {
    let words = reader.words;
    let automatic = words.with(
        "reading-zone-automatic",
        &[("zone", reader.time_zone.name().into())],
    );
    let automatic = match reader.chosen_time_zone.is_empty() {
        true => automatic,
        false => words.text("reading-zone-browser").into_owned(),
    };
    let known = TZ_VARIANTS.iter().map(|zone| zone.name().to_owned());
    let options: Vec<(String, String)> = std::iter::once((String::new(), automatic))
        .chain(known.map(|zone| (zone.clone(), zone.replace('_', " "))))
        .collect();
    let select = Select {
        id: "time-zone",
        name: "zone",
        label: &words.text("reading-zone"),
        help: None,
        options: &options,
        field: &Field::of(reader.chosen_time_zone.as_str()),
    };
    html! {
        form.reading-choice method="post" action="/time-zone" {
            (form::token(reader))
            input type="hidden" name="return_to" value=(reader.here);
            (form::select(&select))
            button type="submit" { (words.text("reading-save")) }
        }
    }
}

fn exactness(reader: &Reader) -> Markup {
    let words = reader.words;
    html! {
        form.reading-choice method="post" action="/exact-times" {
            (form::token(reader))
            input type="hidden" name="return_to" value=(reader.here);
            div.choice {
                input #exact-times type="checkbox" name="exact" value="true" checked[reader.exact_times]
                    aria-describedby="exact-times-help";
                label for="exact-times" { (words.text("reading-exact")) }
                p.field-help #exact-times-help { (words.text("reading-exact-help")) }
            }
            button type="submit" { (words.text("reading-save")) }
        }
    }
}
