//! Emoji as text: one of a server's own is a name and a number, of which people are shown the name.

use std::borrow::Cow;

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

#[cfg(test)]
mod tests {
    use super::emoji;

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
