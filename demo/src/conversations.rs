//! The conversations that people of the demo desk have: read from texts, worded differently every time.

use std::collections::BTreeMap;
use std::str::FromStr;

use anyhow::{Context as _, Result, bail};
use chrono::TimeDelta;
use rand::Rng;
use rand::seq::IndexedRandom as _;

const ENGLISH: &str = include_str!("../conversations/english.txt");
const FRENCH: &str = include_str!("../conversations/french.txt");
const WORDS: &str = include_str!("../conversations/words.txt");

/// The gaps that are filled with the names of those who talk.
const NAMES: [&str; 2] = ["member", "staff"];

/// In which language somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    English,
    /// French.
    French,
}

/// Every conversation there is.
#[derive(Debug)]
pub struct Library {
    english: Vec<Conversation>,
    french: Vec<Conversation>,
    words: BTreeMap<String, Vec<String>>,
}

/// One conversation, from the first message to the closing.
#[derive(Debug)]
pub struct Conversation {
    /// What it is about.
    pub title: String,
    /// Where its ticket belongs.
    pub topic: Topic,
    /// What is said and done, in order.
    pub lines: Vec<Line>,
}

/// Where the ticket of a conversation belongs.
#[derive(Debug, Clone)]
pub struct Topic {
    /// The name of the category.
    pub category: String,
    /// What staff may call the ticket.
    pub label: String,
    /// What the ticket may be tagged with.
    pub tag: Option<String>,
}

/// One thing that is said or done.
#[derive(Debug)]
pub struct Line {
    /// Who does what.
    pub deed: Deed,
    /// Whether it happens only sometimes.
    pub is_optional: bool,
    /// The file that comes with it.
    pub file: Option<String>,
    /// The wordings, of which one is used.
    pub wordings: Vec<String>,
}

/// Who does what in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The member writes.
    Write,
    /// The member edits what they wrote last.
    Rewrite,
    /// The member deletes what they wrote last.
    Unwrite,
    /// Staff reply.
    Reply,
    /// Staff reply in the name of the desk.
    ReplyAnonymously,
    /// Staff edit their last reply.
    EditReply,
    /// Staff write a note.
    Note,
    /// A colleague writes a note.
    ColleaguesNote,
    /// Nothing happens for a while.
    Wait(TimeDelta),
    /// Staff close the ticket.
    Close,
    /// Staff close the ticket and tell the member nothing.
    CloseSilently,
    /// Staff have the ticket closed after this time.
    CloseAfter(TimeDelta),
}

impl Deed {
    /// Whether it ends the conversation.
    pub fn is_closing(self) -> bool {
        matches!(
            self,
            Self::Close | Self::CloseSilently | Self::CloseAfter(_)
        )
    }
}

impl Library {
    /// Reads the conversations that come with the program.
    ///
    /// # Errors
    ///
    /// Names the line that says nothing sensible.
    pub fn read() -> Result<Self> {
        let words = lines_of(WORDS).map(|line| {
            let (name, list) = line.split_once(':').context("a list of words has a name")?;
            let list = list.split(',').map(|word| word.trim().to_owned());
            Ok((name.to_owned(), list.collect()))
        });
        let library = Self {
            english: conversations(ENGLISH)?,
            french: conversations(FRENCH)?,
            words: words.collect::<Result<_>>()?,
        };
        library.check_gaps()?;
        Ok(library)
    }

    fn check_gaps(&self) -> Result<()> {
        let conversations = self.english.iter().chain(&self.french);
        let lines = conversations.flat_map(|conversation| &conversation.lines);
        for wording in lines.flat_map(|line| &line.wordings) {
            for rest in wording.split('{').skip(1) {
                let gap = rest.split('}').next().unwrap_or_default();
                if !NAMES.contains(&gap) && !self.words.contains_key(gap) {
                    bail!("nothing is known for {{{gap}}} in: {wording}");
                }
            }
        }
        Ok(())
    }

    /// The conversations in a language.
    pub fn conversations(&self, tongue: Tongue) -> &[Conversation] {
        match tongue {
            Tongue::English => &self.english,
            Tongue::French => &self.french,
        }
    }

    /// The conversation with this title.
    ///
    /// # Errors
    ///
    /// Fails when there is none.
    pub fn titled(&self, title: &str) -> Result<(&Conversation, Tongue)> {
        let find = |tongue| {
            let mut all = self.conversations(tongue).iter();
            let found = all.find(|one| one.title == title)?;
            Some((found, tongue))
        };
        let found = find(Tongue::English).or_else(|| find(Tongue::French));
        found.with_context(|| format!("there is no conversation “{title}”"))
    }

    /// Words for one telling of a conversation: each of its gaps is filled alike throughout.
    pub fn wording(&self, tongue: Tongue, (member, staff): (&str, &str)) -> Wording<'_> {
        let names = NAMES.into_iter().zip([member, staff]);
        Wording {
            library: self,
            tongue,
            chosen: names
                .map(|(gap, name)| (gap.to_owned(), name.to_owned()))
                .collect(),
        }
    }
}

/// The words that one telling of a conversation uses.
pub struct Wording<'a> {
    library: &'a Library,
    tongue: Tongue,
    chosen: BTreeMap<String, String>,
}

impl Wording<'_> {
    /// One of the line's wordings with its gaps filled.
    pub fn of(&mut self, line: &Line, rng: &mut impl Rng) -> String {
        let wording = line.wordings.choose(rng).map_or("", String::as_str);
        let mut text = String::new();
        let mut rest = wording;
        while let Some((before, after)) = rest.split_once('{') {
            let (gap, after) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            text.push_str(self.fill(gap, rng));
            rest = after;
        }
        text + rest
    }

    fn fill(&mut self, gap: &str, rng: &mut impl Rng) -> &str {
        let words = &self.library.words;
        let tongue = self.tongue;
        self.chosen.entry(gap.to_owned()).or_insert_with(|| {
            let french = words.get(&format!("{gap} in french"));
            let french = french.filter(|_| tongue == Tongue::French);
            let list = french.or_else(|| words.get(gap));
            let word = list.and_then(|list| list.choose(rng));
            word.cloned().unwrap_or_default()
        })
    }
}

fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn conversations(text: &str) -> Result<Vec<Conversation>> {
    let mut conversations: Vec<Conversation> = Vec::new();
    for line in lines_of(text) {
        if let Some(heading) = line.strip_prefix("= ") {
            conversations.push(heading.parse()?);
            continue;
        }
        let conversation = conversations.last_mut();
        let conversation = conversation.context("a conversation begins with its title")?;
        let line = line
            .parse()
            .with_context(|| format!("this line says nothing sensible: {line}"))?;
        conversation.lines.push(line);
    }
    Ok(conversations)
}

impl FromStr for Conversation {
    type Err = anyhow::Error;

    fn from_str(heading: &str) -> Result<Self> {
        let mut parts = heading.split(" | ").map(|part| part.trim().to_owned());
        let mut part = |what| {
            parts
                .next()
                .with_context(|| format!("{what} of “{heading}”?"))
        };
        let title = part("what is the title")?;
        let topic = Topic {
            category: part("what is the category")?,
            label: part("what is the name")?,
            tag: parts.next(),
        };
        Ok(Self {
            title,
            topic,
            lines: Vec::new(),
        })
    }
}

impl FromStr for Line {
    type Err = anyhow::Error;

    fn from_str(line: &str) -> Result<Self> {
        let (deed, text) = line.split_once(':').context("who does it?")?;
        let is_optional = deed.ends_with('?');
        let deed = deed.trim_end_matches('?');
        let text = text.trim();
        if deed == "wait" {
            return Ok(Self::new(Deed::Wait(span(text)?), ""));
        }
        let line = match text.strip_prefix("+ ") {
            None => Self::new(deed.parse()?, text),
            Some(with_file) => {
                let (file, text) = with_file.split_once(' ').unwrap_or((with_file, ""));
                let file = Some(file.to_owned());
                Self {
                    file,
                    ..Self::new(deed.parse()?, text)
                }
            }
        };
        Ok(Self {
            is_optional,
            ..line
        })
    }
}

impl Line {
    fn new(deed: Deed, text: &str) -> Self {
        let wordings = text.split(" | ").map(|wording| wording.trim().to_owned());
        Self {
            deed,
            is_optional: false,
            file: None,
            wordings: wordings.collect(),
        }
    }
}

impl FromStr for Deed {
    type Err = anyhow::Error;

    fn from_str(deed: &str) -> Result<Self> {
        Ok(match deed {
            "member" => Self::Write,
            "member edits" => Self::Rewrite,
            "member deletes" => Self::Unwrite,
            "staff" => Self::Reply,
            "anonymous" => Self::ReplyAnonymously,
            "staff edits" => Self::EditReply,
            "note" => Self::Note,
            "other note" => Self::ColleaguesNote,
            "close" => Self::Close,
            "close silently" => Self::CloseSilently,
            other => match other.strip_prefix("close in ") {
                Some(delay) => Self::CloseAfter(span(delay)?),
                None => bail!("nobody can “{other}”"),
            },
        })
    }
}

fn span(text: &str) -> Result<TimeDelta> {
    let (number, unit) = text.split_at(text.len().saturating_sub(1));
    let number = number.parse()?;
    match unit {
        "m" => Ok(TimeDelta::minutes(number)),
        "h" => Ok(TimeDelta::hours(number)),
        "d" => Ok(TimeDelta::days(number)),
        _ => bail!("“{text}” is no span of time"),
    }
}
