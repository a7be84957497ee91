//! Discord's marks in texts: bold, code, quotes, mentions, times, links.

use chrono::DateTime;
use maud::{Markup, html};

use crate::snowflake::Snowflake;
use crate::world::World;

/// A text with its marks shown; everything else stays as written.
pub(super) fn rendered(world: &World, text: &str) -> Markup {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("```") {
        let Some((code, left)) = after.split_once("```") else {
            break;
        };
        blocks.push(lines(world, before));
        // The first line of a block may name its language.
        let code = code
            .split_once('\n')
            .filter(|(first, _)| !first.contains(' '))
            .map_or(code, |(_, code)| code);
        blocks.push(html! { pre { code { (code.trim_end_matches('\n')) } } });
        rest = left;
    }
    blocks.push(lines(world, rest));
    html! { @for block in &blocks { (block) } }
}

fn lines(world: &World, text: &str) -> Markup {
    let text = text.trim_matches('\n');
    let shown = text.split('\n').map(|line| {
        if let Some(quoted) = line.strip_prefix("> ") {
            return html! { blockquote { (inline(world, quoted)) } };
        }
        if let Some(small) = line.strip_prefix("-# ") {
            return html! { small { (inline(world, small)) } br; };
        }
        let level = line.chars().take_while(|letter| *letter == '#').count();
        match line.get(level..).and_then(|rest| rest.strip_prefix(' ')) {
            Some(heading) if (1..=3).contains(&level) => {
                html! { strong class="heading" { (inline(world, heading)) } }
            }
            _ => html! { (inline(world, line)) "\n" },
        }
    });
    let shown: Vec<Markup> = shown.collect();
    html! { @for line in &shown { (line) } }
}

fn inline(world: &World, text: &str) -> Markup {
    let mut pieces = Vec::new();
    let (mut rest, mut plain) = (text, String::new());
    while let Some(letter) = rest.chars().next() {
        if let Some((length, piece)) = mark(world, rest) {
            pieces.push(html! { (std::mem::take(&mut plain)) });
            pieces.push(piece);
            rest = &rest[length..];
        } else {
            plain.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    pieces.push(html! { (plain) });
    html! { @for piece in &pieces { (piece) } }
}

/// The mark at the beginning of a text, and how long it is.
fn mark(world: &World, text: &str) -> Option<(usize, Markup)> {
    if text.starts_with('<') {
        return angled(world, text);
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        let length =
            text.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | ')' | '"'));
        let url = &text[..length.unwrap_or(text.len())];
        return Some((url.len(), html! { a href=(url) rel="noreferrer" { (url) } }));
    }
    if let Some(code) = between(text, "`") {
        return Some((code.len() + 2, html! { code { (code) } }));
    }
    for fence in ["**", "__", "~~", "||", "*", "_"] {
        let Some(inner) = between(text, fence) else {
            continue;
        };
        let content = inline(world, inner);
        let shown = match fence {
            "**" => html! { strong { (content) } },
            "__" => html! { u { (content) } },
            "~~" => html! { s { (content) } },
            "||" => html! { details class="spoiler" { summary { "Spoiler" } (content) } },
            _ => html! { em { (content) } },
        };
        return Some((inner.len() + 2 * fence.len(), shown));
    }
    None
}

/// What stands between a fence at the beginning and the next one, if that is anything.
fn between<'a>(text: &'a str, fence: &str) -> Option<&'a str> {
    let inner = text.strip_prefix(fence)?;
    let end = inner.find(fence)?;
    let content = &inner[..end];
    let is_whole = !content.is_empty() && !content.starts_with(' ') && !content.ends_with(' ');
    is_whole.then_some(content)
}

/// Mentions, custom emojis, times and quiet links, all in angle brackets.
fn angled(world: &World, text: &str) -> Option<(usize, Markup)> {
    let end = text.find('>')?;
    let inner = &text[1..end];
    let id = |prefix: &str| inner.strip_prefix(prefix)?.parse::<Snowflake>().ok();
    let name = if let Some(id) = id("@&") {
        let role = world
            .servers
            .values()
            .find_map(|server| server.roles.get(&id));
        format!("@{}", role.map_or("unknown-role", |role| &role.name))
    } else if let Some(id) = id("@!").or_else(|| id("@")) {
        format!(
            "@{}",
            world
                .users
                .get(&id)
                .map_or("unknown-user", |user| user.display_name())
        )
    } else if let Some(id) = id("#") {
        format!(
            "#{}",
            world
                .channels
                .get(&id)
                .map_or("unknown", |channel| &channel.name)
        )
    } else if let Some(time) = inner.strip_prefix("t:") {
        let seconds = time.split(':').next()?.parse().ok()?;
        let moment = DateTime::from_timestamp(seconds, 0)?;
        let shown = html! { time class="mention" datetime=(moment.to_rfc3339()) { (moment.format("%d %b %Y %H:%M")) } };
        return Some((end + 1, shown));
    } else if let Some((name, _)) = inner
        .strip_prefix(':')
        .and_then(|emoji| emoji.split_once(':'))
    {
        format!(":{name}:")
    } else if inner.starts_with("http") {
        return Some((
            end + 1,
            html! { a href=(inner) rel="noreferrer" { (inner) } },
        ));
    } else {
        return None;
    };
    Some((end + 1, html! { span class="mention" { (name) } }))
}
