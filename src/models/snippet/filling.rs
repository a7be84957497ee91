//! What a snippet says in one ticket: its variables filled in.

/// What the variables stand for.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// `{member}`: the name of who is helped.
    pub member: &'a str,
    /// `{staff}`: the name of who answers, or the desk's when the answer is anonymous. While nobody can know which, it stays open.
    pub staff: Option<&'a str>,
    /// `{ticket}`: the ticket's number.
    pub ticket: i64,
    /// `{server}`: the name of the community.
    pub server: &'a str,
}

/// `text` with its variables filled in. Names are put in as text: what would be formatting or a mention in them is shown as it is,
/// and a name that looks like a variable is not filled in again. Other braces stay as they were typed.
pub fn fill(text: &str, values: &Values<'_>) -> String {
    substitute(text, |name| match name {
        "member" => Some(plain(values.member)),
        "staff" => values.staff.map(plain),
        "ticket" => Some(values.ticket.to_string()),
        "server" => Some(plain(values.server)),
        _ => None,
    })
}

/// `text`, in which only `{staff}` was left open, with the name of who answers.
pub fn sign(text: &str, staff: &str) -> String {
    substitute(text, |name| (name == "staff").then(|| plain(staff)))
}

fn substitute(text: &str, value_of: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.push_str(before);
        let variable = from[1..].split_once('}');
        match variable.and_then(|(name, after)| Some((value_of(name)?, after))) {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = &from[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// A name as text on Discord: one line, in which nothing is formatting, a link or a mention.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_control() {
            plain.push(' ');
            continue;
        }
        // A backslash before any of these makes Discord show it as it is; before letters it would be shown itself.
        if character.is_ascii_punctuation() && !matches!(character, '\'' | ',' | '.' | ' ') {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: Values<'_> = Values {
        member: "Mia {staff}",
        staff: Some("**Sam** <@1> @everyone"),
        ticket: 1042,
        server: "O'Hara, Inc.\n# big",
    };

    fn filled(text: &str) -> String {
        fill(text, &VALUES)
    }

    #[test]
    fn who_answers_can_be_left_open_and_is_filled_in_later() {
        let values = Values {
            staff: None,
            ..VALUES
        };
        let open = fill("Hello {member}, {staff} here. {else}", &values);
        assert_eq!(open, "Hello Mia \\{staff\\}, {staff} here. {else}");
        let signed = sign(&open, "Sam*");
        assert_eq!(signed, "Hello Mia \\{staff\\}, Sam\\* here. {else}");
    }

    #[test]
    fn variables_are_filled_in_once_and_as_text() {
        let cases = [
            ("Ticket #{ticket}", "Ticket #1042"),
            ("Hello {member}!", "Hello Mia \\{staff\\}!"),
            ("{staff}", "\\*\\*Sam\\*\\* \\<\\@1\\> \\@everyone"),
            ("{server}", "O'Hara, Inc. \\# big"),
            ("{ticket}{ticket}", "10421042"),
        ];
        for (text, expected) in cases {
            assert_eq!(filled(text), expected, "{text}");
        }
    }

    #[test]
    fn other_braces_stay_as_they_are_typed() {
        for text in [
            "",
            "{",
            "}",
            "{}",
            "{{",
            "{Member}",
            "{ member }",
            "{unknown}",
            "fn main() { }",
            "é{ü}",
        ] {
            assert_eq!(filled(text), text);
        }
        assert_eq!(filled("{{ticket}}"), "{1042}");
        assert_eq!(filled("{a{ticket}"), "{a1042");
    }

    #[test]
    fn every_variable_that_is_explained_is_filled_in() {
        for name in ["member", "staff", "ticket", "server"] {
            let text = format!("{{{name}}}");
            assert_ne!(filled(&text), text);
        }
    }
}
