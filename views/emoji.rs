//! Emoji: one of a server's own is a name and a number, of which people are shown the picture, or the name where there is only text.

use std::borrow::Cow;

use maud::{Markup, html};

/// An emoji as it can stand in any text: `:lantern:` for a server's own, which Discord writes as `<:lantern:123>`.
pub fn emoji(text: &str) -> Cow<'_, str> {
    let own = text
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    match own.and_then(|own| own.split(':').nth(1)) {
        Some(name) => format!(":{name}:").into(),
        None => text.into(),
    }
}

/// An emoji beside a name: the picture of a server's own, from this host, and its name where there is no picture to be had.
pub fn emoji_picture(text: &str) -> Markup {
    let name = emoji(text);
    html! {
        @match number(text) {
            Some(number) => {
                img.text-emoji src=(format!("/emojis/{number}")) alt=(name) title=(name)
                    width="22" height="22" loading="lazy";
            }
            None => (name),
        }
    }
}

/// The number of an emoji of a server.
fn number(text: &str) -> Option<u64> {
    let own = text.strip_prefix('<')?.strip_suffix('>')?;
    own.rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{emoji, emoji_picture};

    #[test]
    fn an_emoji_of_a_server_has_a_picture_that_says_its_name() {
        let shown = emoji_picture("<a:spin_it:123456789012345678>").into_string();
        for part in ["src=\"/emojis/123456789012345678\"", "alt=\":spin_it:\""] {
            assert!(shown.contains(part), "{shown}");
        }
        for text in ["💳", "<b>", "<:x:\"onload>"] {
            assert!(
                !emoji_picture(text).into_string().contains("<img"),
                "{text}"
            );
        }
    }

    #[test]
    fn an_emoji_of_a_server_is_called_by_its_name() {
        for (text, shown) in [
            ("💳", "💳"),
            ("<:lantern:123456789012345678>", ":lantern:"),
            ("<a:spin_it:123456789012345678>", ":spin_it:"),
            ("<>", "<>"),
            ("", ""),
        ] {
            assert_eq!(emoji(text), shown, "{text}");
        }
    }
}
