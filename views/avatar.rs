//! Pictures of people: their own where there is one, else the first letters of their name.

use maud::{Markup, html};

/// How many colours the letters come in.
const COLOURS: usize = 6;

/// The picture of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Avatar {
    /// The name, from which the letters are taken.
    pub name: String,
    /// Where the picture is, on this host.
    pub address: Option<String>,
}

/// The picture beside a name, which says the same to whoever does not see it. Should it not come, the letters stay.
pub fn avatar(avatar: &Avatar) -> Markup {
    html! {
        span.avatar.(colour(&avatar.name)) aria-hidden="true" {
            (letters(&avatar.name))
            @if let Some(address) = &avatar.address {
                img src=(address) alt="" width="40" height="40" loading="lazy" decoding="async";
            }
        }
    }
}

/// The first letters of the first and the last word.
fn letters(name: &str) -> String {
    let mut words = name
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let initial = |word: Option<&str>| word.and_then(|word| word.chars().next());
    let letters = [initial(words.next()), initial(words.next_back())];
    letters
        .into_iter()
        .flatten()
        .flat_map(char::to_uppercase)
        .collect()
}

fn colour(name: &str) -> String {
    let sum: usize = name.bytes().map(usize::from).sum();
    format!("avatar-{}", sum % COLOURS)
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn a_name_is_shortened_to_its_first_letters() {
        let cases = [
            ("Mira Holt", "MH"),
            ("léa", "L"),
            ("anna von der Au", "AA"),
            ("__x__", "X"),
            ("🦊", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(letters(name), expected, "{name}");
        }
    }
}
