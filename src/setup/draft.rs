//! What was entered in the setup so far. It is kept as it was typed, so that every page shows it again. What was chosen while Discord
//! was silent is kept by its id, and has that for a name until Discord tells the name.

use std::sync::Arc;

use secrecy::SecretString;
use views::setup::Step;

use crate::discord::Discord;
use crate::discord::application::Application;
use crate::ids::{ChannelId, RoleId, ServerId, UserId};

/// Everything that was entered.
#[derive(Clone, Default)]
pub struct Draft {
    /// The last step that can be opened.
    pub reached: Step,
    /// A token that Discord could not be asked about yet.
    pub unjudged: Option<SecretString>,
    /// The bot, once Discord knows its token.
    pub bot: Option<Bot>,
    /// In which servers it works.
    pub servers: Servers,
    /// Where ticket channels go, and what that category is called.
    pub category: Option<(ChannelId, String)>,
    /// The panel and the people; nothing before they were asked for.
    pub panel: Option<Panel>,
    /// The code of the language and the name of the time zone; nothing before they were asked for.
    pub speech: Option<(String, String)>,
}

/// A bot that Discord knows.
#[derive(Clone)]
pub struct Bot {
    /// Its token.
    pub token: SecretString,
    /// Discord, as this bot.
    pub discord: Arc<Discord>,
    /// The account.
    pub user: UserId,
    /// Its name.
    pub name: String,
    /// The application behind it.
    pub application: Application,
}

/// In which servers the bot works.
#[derive(Clone, Default)]
pub struct Servers {
    /// Whether members and staff have a server each.
    pub is_dual: bool,
    /// The one server.
    pub server: Option<Server>,
    /// Where the members are.
    pub community: Option<Server>,
    /// Where the staff are.
    pub staff: Option<Server>,
}

/// A server that was chosen.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// The server.
    pub id: ServerId,
    /// What it is called.
    pub name: String,
}

/// The panel, and who may do what.
#[derive(Clone, Default)]
pub struct Panel {
    /// Whether the panel is served.
    pub is_enabled: bool,
    /// The client id.
    pub client_id: String,
    /// The client secret.
    pub client_secret: Option<SecretString>,
    /// The address under which people reach the panel.
    pub address: String,
    /// Who may do everything.
    pub admins: Vec<Named<UserId>>,
    /// Who was found by a name and is not chosen yet.
    pub found: Vec<Named<UserId>>,
    /// The name or the id that was typed last.
    pub person: String,
    /// Which roles work tickets.
    pub roles: Vec<Named<RoleId>>,
}

/// Somebody or something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<Id> {
    /// The id.
    pub id: Id,
    /// The name.
    pub name: String,
}

impl Draft {
    /// Notes which bot it is. What belongs to another bot is forgotten.
    pub fn know(&mut self, bot: Bot) {
        self.unjudged = None;
        let before = self.bot.replace(bot);
        let is_same = |now: &Bot| before.as_ref().is_none_or(|before| before.user == now.user);
        if !self.bot.as_ref().is_some_and(is_same) {
            let bot = self.bot.take();
            *self = Self {
                bot,
                ..Self::default()
            };
        }
    }

    /// Notes in which servers it works. What belongs to another staff server is forgotten.
    pub fn work_in(&mut self, servers: Servers) {
        let id = |servers: &Servers| servers.staff_server().map(|server| server.id);
        let before = id(&self.servers);
        self.servers = servers;
        if !self.servers.are_complete() {
            self.reached = self.reached.min(Step::Servers);
        }
        if id(&self.servers) == before {
            return;
        }
        self.category = None;
        self.reached = self.reached.min(Step::Servers);
        if let Some(panel) = &mut self.panel {
            panel.admins.clear();
            panel.found.clear();
            panel.roles.clear();
        }
    }
}

impl Servers {
    /// What is chosen, by id alone.
    pub fn ids(&self) -> (bool, [Option<ServerId>; 3]) {
        let chosen = [&self.server, &self.community, &self.staff];
        let ids = chosen.map(|server| server.as_ref().map(|server| server.id));
        (self.is_dual, ids)
    }

    /// Every server that is chosen somewhere.
    pub fn chosen(&self) -> impl Iterator<Item = &Server> {
        [&self.server, &self.community, &self.staff]
            .into_iter()
            .flatten()
    }

    /// Whether each that is needed is chosen.
    fn are_complete(&self) -> bool {
        match self.is_dual {
            true => self.staff.is_some() && self.community.is_some(),
            false => self.server.is_some(),
        }
    }

    /// Where the ticket channels will be.
    pub fn staff_server(&self) -> Option<&Server> {
        match self.is_dual {
            true => self.staff.as_ref(),
            false => self.server.as_ref(),
        }
    }
}
