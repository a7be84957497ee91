//! The people of a conversation: who wrote, and who is mentioned.

use std::collections::{BTreeSet, HashMap};

use diesel_async::AsyncPgConnection;
use views::markdown::{Mentioned, Names, mentioned};

use crate::avatars;
use crate::error::Error;
use crate::ids::UserId;
use crate::models::message::conversation::Line;
use crate::models::user::User;

/// Those whom we know of the people of some messages.
pub struct People(HashMap<UserId, User>);

impl People {
    /// Those who wrote these messages or are mentioned in them, in one query.
    pub async fn of(conn: &mut AsyncPgConnection, lines: &[Line]) -> Result<Self, Error> {
        let mut found = Mentioned::default();
        let mut ids: BTreeSet<UserId> = BTreeSet::new();
        for line in lines {
            ids.extend(line.message.author_id);
            mentioned(&line.message.content, &mut found);
            mentioned(
                line.message.forwarded.as_deref().unwrap_or_default(),
                &mut found,
            );
            if let Some(answered) = &line.answers {
                mentioned(&answered.content, &mut found);
            }
        }
        ids.extend(found.users.into_iter().map(UserId));
        let ids: Vec<UserId> = ids.into_iter().collect();
        let users = User::find_all(conn, &ids).await?;
        Ok(Self(
            users.into_iter().map(|user| (user.id, user)).collect(),
        ))
    }

    /// Where the picture of somebody is.
    pub fn picture(&self, user: UserId) -> Option<String> {
        self.0.get(&user).and_then(avatars::address)
    }

    /// What they are called.
    pub fn names(&self) -> Names {
        let users = self.0.values();
        Names {
            users: users
                .map(|user| (user.id.0, user.name().to_owned()))
                .collect(),
            ..Names::default()
        }
    }
}
