//! What the demo tells the person at the terminal.

use std::io::{self, IsTerminal as _, Stdout, Write as _};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::cast::{AGENT, MEMBER, OWNER};
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
    pub fn welcome(&mut self, ports: Ports, (api_key, member): (&str, &str)) -> Result<()> {
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
      Be {member_name} (@{member_user}) and write to the bot Lantern Desk: the ticket appears in the panel at once.
      Be {agent} and answer from the ticket's channel: !r hello

  The API
      curl {panel}/graphql -H 'X-API-Key: {api_key}' \
          -H 'Content-Type: application/json' \
          -d '{{"query": "{{ tickets(first: 3) {{ nodes {{ number member {{ name }} }} }} }}"}}'
      curl {panel}/api/externals/tickets/create -H 'X-API-Key: {api_key}' \
          -H 'Content-Type: application/json' -d '{{"discord_id": "{member}"}}'

Ctrl-C stops everything; the next start goes on with the same desk, --fresh makes a new one."#,
            owner = OWNER.0,
            owner_name = OWNER.1,
            member_name = MEMBER.0,
            member_user = MEMBER.1,
        ))
    }
}
