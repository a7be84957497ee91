//! People and roles of the staff server, found by name.

use words::Words;

use crate::discord::Failure;
use crate::discord::people::{Member, Role};
use crate::ids::{RoleId, UserId};
use crate::setup::draft::{Bot, Draft, Named, Panel, Server};

/// The most people that are found by a name.
const MOST_FOUND: usize = 25;

/// What came of looking for somebody.
#[derive(Debug, PartialEq, Eq)]
pub enum Search {
    /// They are among the chosen now.
    Chosen,
    /// Some are there to choose from.
    Found,
    /// There is nobody.
    Nobody,
    /// It is a bot.
    Bot,
}

impl Search {
    /// Why nobody was found.
    pub fn sentence(&self, words: &Words) -> Option<String> {
        let sentence = match self {
            Self::Chosen | Self::Found => return None,
            Self::Nobody => words.text("setup-person-unknown"),
            Self::Bot => words.text("setup-person-bot"),
        };
        Some(sentence.into_owned())
    }
}

/// The roles of the staff server that can be given to people, highest first.
pub async fn roles(draft: &Draft) -> Result<Vec<Named<RoleId>>, Failure> {
    let Some((bot, server)) = place(draft) else {
        return Ok(Vec::new());
    };
    let mut roles = bot.discord.roles(server.id).await?;
    roles.sort_by_key(|role| std::cmp::Reverse(role.position));
    let given = roles.into_iter().filter(|role| role.id != server.id.0);
    Ok(given.filter(|role| !role.is_managed).map(named).collect())
}

/// Looks for whom the panel's form names, and notes who was found.
pub async fn find(draft: &Draft, panel: &mut Panel) -> Result<Search, Failure> {
    let Some((bot, server)) = place(draft) else {
        return Ok(Search::Nobody);
    };
    let wanted = panel.person.clone();
    if let Ok(id) = wanted.parse::<UserId>() {
        let member = bot.discord.member(server.id, id).await?;
        return Ok(member.map_or(Search::Nobody, |member| choose(panel, &member)));
    }
    let found = (wanted.as_str(), MOST_FOUND);
    let found = bot.discord.search_members(server.id, found).await?;
    let is_chosen = |member: &Member| {
        let mut admins = panel.admins.iter();
        admins.any(|admin| admin.id.0 == member.person.id)
    };
    let people = found.iter().filter(|member| !member.person.is_bot);
    let people: Vec<_> = people.filter(|member| !is_chosen(member)).collect();
    panel.found = people.into_iter().map(person).collect();
    if panel.found.is_empty() {
        return Ok(Search::Nobody);
    }
    panel.person.clear();
    Ok(Search::Found)
}

fn place(draft: &Draft) -> Option<(&Bot, &Server)> {
    Some((draft.bot.as_ref()?, draft.servers.staff_server()?))
}

fn choose(panel: &mut Panel, member: &Member) -> Search {
    if member.person.is_bot {
        return Search::Bot;
    }
    let person = person(member);
    panel.person.clear();
    panel.found.retain(|found| found.id != person.id);
    if !panel.admins.contains(&person) {
        panel.admins.push(person);
    }
    Search::Chosen
}

fn person(member: &Member) -> Named<UserId> {
    let name = member.person.name();
    let username = &member.person.username;
    Named {
        id: UserId(member.person.id),
        name: match name == username {
            true => name.to_owned(),
            false => format!("{name} ({username})"),
        },
    }
}

fn named(role: Role) -> Named<RoleId> {
    Named {
        id: RoleId(role.id),
        name: role.name,
    }
}
