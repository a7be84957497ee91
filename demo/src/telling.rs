//! What the demo tells the person at the terminal.

use std::io::{self, IsTerminal as _, Stdout, Write as _};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use discord_simulator::Simulator;
use discord_simulator::snowflake::Snowflake;

use crate::cast::{AGENT, MEMBER, OWNER, STAFF_SERVER};
use crate::configuration;
use crate::desk::Ports;
use crate::seeding::Progress;

/// How often progress is told where lines cannot be written over.
const RARELY: Duration = Duration::from_secs(5);

/// The terminal.
pub struct Terminal {
    out: Stdout,
    overwrites: bool,
    told: Option<Instant>,
}

/// The ids of those whom the demo speaks of.
pub struct People {
    member: Snowflake,
    agent: Snowflake,
    bot: Snowflake,
    staff_server: Snowflake,
}

impl People {
    /// Looks them up.
    ///
    /// # Errors
    ///
    /// Fails when the simulated Discord does not have them.
    pub fn of(simulator: &Simulator) -> Result<Self> {
        let found = simulator.read(|world| {
            let named = |name: &str| {
                let mut users = world.users.values();
                users.find(|user| user.username == name).map(|user| user.id)
            };
            let agent = named(AGENT.1)?;
            let mut servers = world.servers.values();
            Some(Self {
                member: named(MEMBER.1)?,
                agent,
                bot: world.applications.keys().next().copied()?,
                staff_server: servers.find(|server| server.name == STAFF_SERVER)?.id,
            })
        });
        found.context("the people of the demo are not in the simulated Discord")
    }
}

impl Default for Terminal {
    fn default() -> Self {
        let out = io::stdout();
        Self {
            overwrites: out.is_terminal(),
            out,
            told: None,
        }
    }
}

impl Terminal {
    /// Says something.
    ///
    /// # Errors
    ///
    /// Fails when nobody can be told.
    pub fn say(&mut self, text: &str) -> Result<()> {
        Ok(writeln!(self.out, "{text}")?)
    }

    /// Tells how many tickets there are already: on one line where that is possible, else now and then.
    ///
    /// # Errors
    ///
    /// Fails when nobody can be told.
    pub fn count(&mut self, progress: Progress) -> Result<()> {
        let text = format!(
            "==> Seeding {} tickets… {}/{0}",
            progress.tickets, progress.opened
        );
        if self.overwrites {
            write!(self.out, "\r{text}")?;
            return Ok(self.out.flush()?);
        }
        if self.told.is_none_or(|told| told.elapsed() >= RARELY) {
            self.told = Some(Instant::now());
            return self.say(&text);
        }
        Ok(())
    }

    /// Ends the line on which progress was told.
    ///
    /// # Errors
    ///
    /// Fails when nobody can be told.
    pub fn end_count(&mut self) -> Result<()> {
        match self.overwrites {
            true => self.say(""),
            false => Ok(()),
        }
    }

    /// Says where to click, and as whom.
    ///
    /// # Errors
    ///
    /// Fails when nobody can be told.
    pub fn welcome(&mut self, ports: Ports, (api_key, people): (&str, &People)) -> Result<()> {
        let panel = configuration::panel_url(ports.panel);
        let discord = configuration::panel_url(ports.simulator);
        let (agent, agent_name) = (AGENT.0, AGENT.1);
        self.say(&format!(
            r#"
The support desk of Lanternwood is open.

  The panel              {panel}
      Signing in is choosing a person. {agent} (@{agent_name}) works tickets; {owner} (@{owner_name}) may do
      everything, API keys included; {member_name} is a member and is kept out.

  The simulated Discord  {discord}
      Be {member_name} and write to the bot; the ticket appears in the panel at once:
          {discord}/as/{member}/dms/{bot}
      Be {agent} in the staff server, and answer from a ticket's channel with !r hello:
          {discord}/as/{agent_id}/servers/{staff_server}

  The API
      curl {panel}/graphql -H 'X-API-Key: {api_key}' \
          -H 'Content-Type: application/json' \
          -d '{{"query": "{{ tickets(first: 3) {{ nodes {{ number member {{ username }} }} }} }}"}}'
      curl {panel}/api/externals/tickets/create -H 'X-API-Key: {api_key}' \
          -H 'Content-Type: application/json' -d '{{"discord_id": "{member}"}}'

Ctrl-C stops everything; the next start goes on with the same desk, --fresh makes a new one."#,
            owner = OWNER.0,
            owner_name = OWNER.1,
            member_name = MEMBER.0,
            member = people.member,
            agent_id = people.agent,
            bot = people.bot,
            staff_server = people.staff_server,
        ))
    }
}
