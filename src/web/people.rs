//! The people of a conversation: who wrote, and who and what is mentioned.

use std::collections::{BTreeSet, HashMap};

use diesel_async::AsyncPgConnection;
use views::markdown::{Mentioned, Names, mentioned};
use views::transcript::Audience;

use crate::app::App;
use crate::avatars;
use crate::emojis;
use crate::error::Error;
use crate::ids::{ChannelId, EmojiId, RoleId, ServerId, UserId};
use crate::models::emoji::Emoji;
use crate::models::message::conversation::Line;
use crate::models::ticket::Ticket;
use crate::models::user::User;
use crate::web::visit::Signed;

/// Those whom we know of the people of some messages, and what else is mentioned in them.
pub struct People {
    users: HashMap<UserId, User>,
    names: Names,
}

impl People {
    /// Those who wrote these messages or are mentioned in them, in one query; and what else is mentioned, by the names that this audience
    /// may read. Emojis come with their pictures for staff alone: nobody else can ask for them.
    pub async fn of(
        (signed, conn): (&Signed, &mut AsyncPgConnection),
        lines: &[Line],
        audience: Audience,
    ) -> Result<Self, Error> {
        let mut found = Mentioned::default();
        for line in lines {
            mentioned(&line.message.content, &mut found);
            mentioned(
                line.message.forwarded.as_deref().unwrap_or_default(),
                &mut found,
            );
            if let Some(answered) = &line.answers {
                mentioned(&answered.content, &mut found);
            }
        }
        let authors = lines.iter().filter_map(|line| line.message.author_id);
        let wanted = (authors.collect(), found);
        Self::find((signed, conn), wanted, audience).await
    }

    /// Where the picture of somebody is.
    pub fn picture(&self, user: UserId) -> Option<String> {
        self.users.get(&user).and_then(avatars::address)
    }

    /// What the mentioned are called.
    pub fn names(self) -> Names {
        self.names
    }

    async fn find(
        (signed, conn): (&Signed, &mut AsyncPgConnection),
        (authors, found): (BTreeSet<UserId>, Mentioned),
        audience: Audience,
    ) -> Result<Self, Error> {
        let mut ids = authors;
        ids.extend(found.users.iter().copied().map(UserId));
        let ids: Vec<UserId> = ids.into_iter().collect();
        let users = match ids.is_empty() {
            true => Vec::new(),
            false => User::find_all(conn, &ids).await?,
        };
        let mut names = Names {
            users: users
                .iter()
                .map(|user| (user.id.0, user.name().to_owned()))
                .collect(),
            ..Names::default()
        };
        if audience == Audience::Staff {
            names.emojis = pictures(conn, &found).await?;
        }
        if !found.roles.is_empty() || !found.channels.is_empty() {
            let unseen = unseen(signed, conn, (&found, audience)).await?;
            for server in servers(&signed.app, audience) {
                let places = signed.app.place_names(server).await;
                let role = |&id: &i64| Some((id, places.roles.get(&RoleId(id))?.clone()));
                names.roles.extend(found.roles.iter().filter_map(role));
                let channel = |&id: &i64| Some((id, places.channels.get(&ChannelId(id))?.clone()));
                let channels = found.channels.difference(&unseen);
                names.channels.extend(channels.filter_map(channel));
            }
        }
        Ok(Self {
            users: users.into_iter().map(|user| (user.id, user)).collect(),
            names,
        })
    }
}

/// What the mentioned in some texts are called, for staff.
pub async fn names_in(
    (signed, conn): (&Signed, &mut AsyncPgConnection),
    texts: impl Iterator<Item = &str>,
) -> Result<Names, Error> {
    let mut found = Mentioned::default();
    for text in texts {
        mentioned(text, &mut found);
    }
    // Where there is room for words alone, no picture is shown.
    found.emojis.clear();
    let people = People::find((signed, conn), (BTreeSet::new(), found), Audience::Staff).await?;
    Ok(people.names())
}

/// Whose roles and channels this audience knows by name: members see nothing of a server of the staff's own.
fn servers(app: &App, audience: Audience) -> BTreeSet<ServerId> {
    let mode = &app.config.bot.mode;
    match audience {
        Audience::Staff => [mode.community_server(), mode.staff_server()].into(),
        Audience::Member => [mode.community_server()].into(),
    }
}

/// The mentioned channels of tickets that this audience does not see: they are called like their members.
async fn unseen(
    signed: &Signed,
    conn: &mut AsyncPgConnection,
    (found, audience): (&Mentioned, Audience),
) -> Result<BTreeSet<i64>, Error> {
    let channels: Vec<ChannelId> = found.channels.iter().copied().map(ChannelId).collect();
    let of_tickets = Ticket::categories_in(conn, &channels).await?;
    let (act, is_staff) = (signed.act(), audience == Audience::Staff);
    let unseen = of_tickets
        .into_iter()
        .filter(|&(_, category)| !is_staff || !act.actor.sight().sees(category));
    Ok(unseen.map(|(channel, _)| channel.0).collect())
}

/// Notes which emojis are seen, so that their pictures can be asked for.
async fn pictures(
    conn: &mut AsyncPgConnection,
    found: &Mentioned,
) -> Result<HashMap<i64, String>, Error> {
    let seen = found.emojis.iter().filter(|&(&id, _)| id > 0);
    let seen: Vec<(EmojiId, bool)> = seen
        .map(|(&id, &is_animated)| (EmojiId(id), is_animated))
        .collect();
    if !seen.is_empty() {
        Emoji::note_all(conn, &seen).await?;
    }
    let addresses = seen.into_iter().map(|(id, _)| (id.0, emojis::address(id)));
    Ok(addresses.collect())
}
