//! People of the community, as Discord knows them now: whom a ticket can be opened with, and who can be called to it.

use crate::app::App;
use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::permission::Permission;
use crate::models::user::User;

/// An account of Discord, seen from the community server.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The account.
    pub user: User,
    /// Whether it is a bot.
    pub is_bot: bool,
    /// Whether it is a member of the community server.
    pub is_member: bool,
}

impl Candidate {
    /// The account of a person: bots have no tickets.
    fn person(self) -> Result<User, Refusal> {
        match self.is_bot {
            true => Err(Refusal::IsABot),
            false => Ok(self.user),
        }
    }
}

impl App {
    /// Asks Discord who somebody is. `None` when there is no such account.
    ///
    /// # Errors
    ///
    /// Fails when Discord cannot be asked.
    pub async fn find_candidate(&self, id: UserId) -> Result<Option<Candidate>, Error> {
        let community = self.config.bot.mode.community_server();
        let member = self
            .discord
            .member(community, id)
            .await
            .map_err(anyhow::Error::new)?;
        let (person, is_member) = match member {
            Some(member) => (Some(member.person), true),
            None => (
                self.discord.person(id).await.map_err(anyhow::Error::new)?,
                false,
            ),
        };
        Ok(person.map(|person| Candidate {
            user: self.user_of(&person),
            is_bot: person.is_bot,
            is_member,
        }))
    }

    /// The member whom a ticket is to be opened with.
    ///
    /// # Errors
    ///
    /// Refuses whom Discord does not know, bots, and whoever is not in the community server. Fails when Discord cannot be asked.
    pub async fn candidate_for_ticket(&self, id: UserId) -> Result<User, Error> {
        let candidate = self.find_candidate(id).await?;
        let candidate = candidate.ok_or(Refusal::UnknownUser)?;
        let is_member = candidate.is_member;
        let user = candidate.person()?;
        match is_member {
            true => Ok(user),
            false => Err(Refusal::NotAMember.into()),
        }
    }

    /// Sees to it that somebody is known who may never have written: Discord is asked who they are, and that is kept.
    ///
    /// # Errors
    ///
    /// Refuses whom Discord does not know, and bots, which have no tickets. Fails when Discord cannot be asked.
    pub async fn get_to_know(&self, id: UserId) -> Result<(), Error> {
        if User::find(&mut *self.db().await?, id).await?.is_some() {
            return Ok(());
        }
        // Discord may take its time, so no connection is held meanwhile.
        let candidate = self.find_candidate(id).await?;
        let user = candidate.ok_or(Refusal::UnknownUser)?.person()?;
        user.remember(&mut *self.db().await?).await?;
        Ok(())
    }

    /// Whether somebody can be called to a new ticket: whoever is must be able to work on it.
    ///
    /// # Errors
    ///
    /// Fails when Discord cannot be asked.
    pub async fn can_be_called(&self, id: UserId) -> Result<bool, Error> {
        let permissions = self.permissions_of(id).await?;
        Ok(permissions.require(Permission::ManageTickets).is_ok())
    }

    /// What a member is told of a new ticket: whether they are welcomed, or told that somebody of the staff wants to talk to them.
    pub fn greeting_by(&self, called: Option<UserId>) -> Option<String> {
        match called {
            Some(_) => Some(self.words().text("opened-by-support").into_owned()),
            None => self.greeting(),
        }
    }
}
