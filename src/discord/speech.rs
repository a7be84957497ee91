//! How something that somebody said looks on Discord: as embeds or as plain text, in as many messages as it takes.

use chrono::{DateTime, Utc};
use serenity::builder::{CreateEmbed, CreateEmbedAuthor, CreateEmbedFooter};
use serenity::model::Timestamp;

use crate::discord::posting::Posting;
use crate::discord::splitting::split;

/// The most characters of an embed's description.
///
/// <https://docs.discord.com/developers/resources/message#embed-object-embed-limits>
const EMBED_TEXT: usize = 4096;
/// The most characters of an embed's author, and of its footer as we use it.
const EMBED_LINE: usize = 256;
/// The most characters of a message's text.
const PLAIN_TEXT: usize = 2000;

/// Something that somebody said.
#[derive(Debug, Clone)]
pub struct Speech {
    /// Who, as the reader is to see them.
    pub speaker: String,
    /// The address of their picture.
    pub picture: Option<String>,
    /// What they said.
    pub text: String,
    /// A line below, in small.
    pub footer: Option<String>,
    /// When they said it.
    pub at: DateTime<Utc>,
    /// How it looks.
    pub style: Style,
}

/// How something looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A coloured box.
    Embed {
        /// The colour of its edge: 0xRRGGBB.
        colour: u32,
        /// Whether the text stands in a block quote.
        quoted: bool,
    },
    /// Text like anybody's.
    Plain,
}

impl Speech {
    /// The messages that show it: at least one, in order, without files.
    pub fn parts(&self) -> Vec<Posting> {
        match self.style {
            Style::Embed {
                colour,
                quoted: true,
            } => self.embeds(colour, ">>> "),
            Style::Embed {
                colour,
                quoted: false,
            } => self.embeds(colour, ""),
            Style::Plain => self.lines(),
        }
    }

    fn embeds(&self, colour: u32, quote: &str) -> Vec<Posting> {
        let mut texts = split(&self.text, EMBED_TEXT - quote.len());
        if texts.is_empty() {
            texts.push("");
        }
        let last = texts.len() - 1;
        let embed = |(index, text): (usize, &str)| {
            let mut author = CreateEmbedAuthor::new(shortened(&self.speaker, EMBED_LINE));
            if let Some(picture) = &self.picture {
                author = author.icon_url(picture);
            }
            let mut embed = CreateEmbed::new().author(author).colour(colour);
            if let Ok(at) = Timestamp::from_unix_timestamp(self.at.timestamp()) {
                embed = embed.timestamp(at);
            }
            if !text.is_empty() {
                embed = embed.description(format!("{quote}{text}"));
            }
            if let Some(footer) = self.footer.as_ref().filter(|_| index == last) {
                embed = embed.footer(CreateEmbedFooter::new(shortened(footer, EMBED_LINE)));
            }
            Posting {
                embeds: vec![embed],
                ..Posting::default()
            }
        };
        texts.into_iter().enumerate().map(embed).collect()
    }

    fn lines(&self) -> Vec<Posting> {
        let speaker = format!("**{}**: ", escaped(shortened(&self.speaker, 80)));
        let footer = self
            .footer
            .as_ref()
            .map(|text| format!("\n-# {}", shortened(text, EMBED_LINE)));
        let around = speaker.len() + footer.as_ref().map_or(0, String::len);
        let mut texts = split(&self.text, PLAIN_TEXT - around.min(PLAIN_TEXT / 2));
        if texts.is_empty() {
            texts.push("");
        }
        let last = texts.len() - 1;
        let line = |(index, text): (usize, &str)| {
            let mut line = if index == 0 {
                format!("{speaker}{text}")
            } else {
                text.to_owned()
            };
            if let Some(footer) = footer.as_ref().filter(|_| index == last) {
                line.push_str(footer);
            }
            Posting::text(line)
        };
        texts.into_iter().enumerate().map(line).collect()
    }
}

fn shortened(text: &str, limit: usize) -> &str {
    split(text, limit).first().copied().unwrap_or("?")
}

/// A name as text on one line: what would be formatting, a link or a mention in it is shown as it is.
pub fn escaped(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_control() {
            escaped.push(' ');
            continue;
        }
        let is_mark = match character {
            '*' | '_' | '~' | '`' | '|' | '>' | '\\' | '<' | '@' | '#' | '[' | ']' => true,
            // An emoji, or an address.
            ':' => characters.peek().is_some_and(|next| !next.is_whitespace()),
            _ => false,
        };
        if is_mark {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(text: &str, style: Style) -> Speech {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let footer = Some("Message #1".to_owned());
        Speech {
            speaker: "mia*".to_owned(),
            picture: None,
            text: text.to_owned(),
            footer,
            at,
            style,
        }
    }

    #[test]
    fn a_plain_line_names_its_speaker_and_escapes_the_name() {
        let parts = speech("hello", Style::Plain).parts();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].content, "**mia\\***: hello\n-# Message #1");
    }

    #[test]
    fn a_long_text_takes_several_messages_that_discord_accepts() {
        let text = "word ".repeat(2_000);
        for style in [
            Style::Plain,
            Style::Embed {
                colour: 0,
                quoted: true,
            },
        ] {
            let parts = speech(&text, style).parts();
            assert!(parts.len() > 1);
            assert!(
                parts
                    .iter()
                    .all(|part| part.content.chars().count() <= PLAIN_TEXT)
            );
        }
    }
}
