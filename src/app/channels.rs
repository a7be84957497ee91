//! The channels of the staff server, for those who choose one, and for checking what was chosen.

use std::collections::HashSet;
use std::time::Duration;

use crate::app::App;
use crate::config::bot::Mode;
use crate::discord::channels::{CATEGORY, Channel, NEWS_CHANNEL, TEXT_CHANNEL};
use crate::discord::permission::Occupant;
use crate::discord::server::WholeServer;
use crate::error::{Error, Refusal};
use crate::ids::{ChannelId, ServerId};
use crate::models::actor::Act;
use crate::models::setting::Key;
use crate::models::setting::edit::Edit;
use crate::models::setting::value::Wrong;
use crate::models::ticket::Ticket;

/// How long Discord may take to tell its channels, before they go unchecked.
const PATIENCE: Duration = Duration::from_secs(3);

/// A channel of the staff server that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffChannel {
    /// The channel.
    pub id: ChannelId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub kind: ChannelKind,
    /// Whether everybody in its server may look into it.
    pub is_open: bool,
}

/// What a channel is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelKind {
    /// People write in it.
    Text,
    /// Other channels stand in it.
    Category,
}

impl App {
    /// The text channels and categories of the staff server, by name, without the channels of tickets: those are called like the members,
    /// and not everybody sees every ticket.
    ///
    /// # Errors
    ///
    /// Fails when Discord cannot be asked, and when the database does.
    pub async fn staff_channels(&self) -> Result<Vec<StaffChannel>, Error> {
        let mut known = self
            .channels_of(self.config.bot.mode.staff_server())
            .await?;
        let ids: Vec<ChannelId> = known.iter().map(|channel| channel.id).collect();
        let of_tickets = self.channels_of_tickets(&ids).await?;
        known.retain(|channel| !of_tickets.contains(&channel.id));
        known.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(known)
    }

    /// The channels of the staff server, and those of the members' where that is another one: the log may be written there.
    async fn every_channel(&self) -> Result<[Vec<StaffChannel>; 2], Error> {
        let mode = self.config.bot.mode;
        let staff = self.channels_of(mode.staff_server()).await?;
        let members = match mode {
            Mode::Single { .. } => Vec::new(),
            Mode::Dual { community, .. } => self.channels_of(community).await?,
        };
        Ok([staff, members])
    }

    async fn channels_of(&self, server: ServerId) -> Result<Vec<StaffChannel>, Error> {
        let asked = tokio::try_join!(
            self.discord.channels(server),
            self.discord.whole_server(server)
        );
        let (channels, server) = asked.map_err(anyhow::Error::new)?;
        let known = channels.iter();
        Ok(known
            .filter_map(|channel| staff_channel(server.as_ref(), channel))
            .collect())
    }

    async fn channels_of_tickets(&self, ids: &[ChannelId]) -> Result<HashSet<ChannelId>, Error> {
        let conn = &mut self.db().await?;
        let found = Ticket::categories_in(conn, ids).await?;
        Ok(found.into_iter().map(|(channel, _)| channel).collect())
    }

    /// Whether Discord has the channels that somebody wants to set, and whether they are of the kind that is needed. While Discord does
    /// not answer, ids are taken as they are, but for those of tickets. An inbox into which every member may look is only taken when it is
    /// named again, as `meant`.
    ///
    /// # Errors
    ///
    /// Refuses who may not change these settings, channels that do not exist, are of another kind, or belong to a ticket, and an inbox that
    /// every member may look into.
    pub async fn check_channels(
        &self,
        act: &Act,
        edit: &Edit,
        meant: Option<ChannelId>,
    ) -> Result<(), Error> {
        edit.require(act)?;
        let current = self.standing();
        let wanted: Vec<(Key, ChannelId)> = edit
            .values
            .iter()
            .filter(|(key, _)| matches!(key, Key::Inbox | Key::LogChannel))
            .filter(|(key, text)| *text != current.current.settings.text(*key))
            .filter_map(|(key, text)| Some((*key, text.trim().parse().ok()?)))
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let ids: Vec<ChannelId> = wanted.iter().map(|(_, id)| *id).collect();
        let of_tickets = self.channels_of_tickets(&ids).await?;
        let taken = wanted.iter().filter(|(_, id)| of_tickets.contains(id));
        let taken: Vec<_> = taken.map(|&(key, _)| (key, Wrong::OfATicket)).collect();
        if !taken.is_empty() {
            return Err(Refusal::Settings(taken).into());
        }
        let asked = tokio::time::timeout(PATIENCE, self.every_channel()).await;
        let Ok(Ok([staff, members])) = asked else {
            tracing::info!("Discord does not tell its channels, so a setting goes unchecked");
            return Ok(());
        };
        let wrong: Vec<(Key, Wrong)> = wanted
            .iter()
            .filter_map(|&(key, id)| {
                let members = members.iter().filter(|_| key == Key::LogChannel);
                let found = staff.iter().chain(members).find(|one| one.id == id);
                Some((key, flaw(key, found.map(|channel| channel.kind))?))
            })
            .collect();
        if !wrong.is_empty() {
            return Err(Refusal::Settings(wrong).into());
        }
        let inbox = wanted.into_iter().find(|(key, _)| *key == Key::Inbox);
        let inbox = inbox.map(|(_, id)| id).filter(|id| Some(*id) != meant);
        let mut open = staff.iter().filter(|channel| channel.is_open);
        match inbox.filter(|id| self.is_among_members() && open.any(|one| one.id == *id)) {
            Some(inbox) => Err(Refusal::OpenToMembers(inbox).into()),
            None => Ok(()),
        }
    }
}

/// What is wrong with a channel of this kind as the value of a setting.
fn flaw(key: Key, kind: Option<ChannelKind>) -> Option<Wrong> {
    match (key, kind) {
        (_, None) => Some(Wrong::NoSuchChannel),
        (Key::Inbox, Some(ChannelKind::Text)) => Some(Wrong::NotACategory),
        (Key::LogChannel, Some(ChannelKind::Category)) => Some(Wrong::NotATextChannel),
        _ => None,
    }
}

fn staff_channel(server: Option<&WholeServer>, channel: &Channel) -> Option<StaffChannel> {
    let kind = match channel.kind {
        TEXT_CHANNEL | NEWS_CHANNEL => ChannelKind::Text,
        CATEGORY => ChannelKind::Category,
        _ => return None,
    };
    Some(StaffChannel {
        id: channel.id(),
        name: channel.name.clone().unwrap_or_default(),
        kind,
        is_open: server.is_some_and(|server| Occupant::everyone_sees(server, channel)),
    })
}
