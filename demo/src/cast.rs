//! The people and places of the demo desk: who they are, and how they come to be in the simulated Discord.

mod people;

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use discord_simulator::Simulator;
use discord_simulator::snowflake::Snowflake;
use discord_simulator::world::application::Application;
use discord_simulator::world::channel::OverwriteKind;
use discord_simulator::world::user::User as Account;
use rand::Rng as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rustmail::ids::{RoleId, UserId};
use rustmail::models::user::User;

use crate::conversations::Tongue;
pub use people::{AGENT, MEMBER, OWNER};
use people::{MEMBERS, STAFF};

/// What the server is called in which the staff work.
pub const STAFF_SERVER: &str = "Lanternwood Staff";

/// The people and places of the desk.
pub struct Cast {
    /// The bot.
    pub bot: Application,
    /// The server that the members are in.
    pub community: Snowflake,
    /// The server that the staff work in.
    pub staff_server: Snowflake,
    /// The category of the ticket channels.
    pub inbox: Snowflake,
    /// The role of everybody who works tickets.
    pub support: Snowflake,
    /// The role of those who also look after the API keys.
    pub leads: Snowflake,
    /// Founded it all, and may do everything.
    pub owner: Person,
    /// Who works tickets; the first two are leads.
    pub staff: Vec<Person>,
    /// Who asks for help.
    pub members: Vec<Person>,
}

/// Somebody with an account.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: Snowflake,
    /// The unique name.
    pub username: &'static str,
    /// The name that people see.
    pub name: &'static str,
    /// In which language they write.
    pub tongue: Tongue,
}

impl Person {
    /// The account's id, as the desk writes it.
    pub fn user_id(&self) -> UserId {
        UserId(self.id.signed())
    }

    /// The account, as the desk remembers it.
    pub fn as_user(&self, at: DateTime<Utc>) -> User {
        User {
            id: self.user_id(),
            username: self.username.to_owned(),
            display_name: Some(self.name.to_owned()),
            avatar: Some(picture_of(self.username)),
            updated_at: at,
        }
    }

    /// The name by which one would speak to them.
    pub fn first_name(&self) -> &'static str {
        self.name.split(' ').next().unwrap_or(self.name)
    }
}

impl Cast {
    /// Lets everybody be born, and the servers be founded and filled, before `start`.
    ///
    /// # Errors
    ///
    /// Fails when the simulator refuses anything.
    pub fn assemble(simulator: &Simulator, start: DateTime<Utc>, rng: &mut StdRng) -> Result<Self> {
        let mut born = births(start, rng);
        let clock = simulator.clock();
        clock.set(born[0]);
        let owner = people::bear(simulator, &OWNER);
        let mut others: Vec<_> = STAFF.iter().chain(&MEMBERS).collect();
        others.shuffle(rng);
        let mut people = Vec::new();
        for (born, description) in born.drain(1..).zip(others) {
            clock.set(born);
            people.push(people::bear(simulator, description));
        }
        clock.set(start - TimeDelta::days(700));
        let mut cast = Self::found(simulator, owner)?;
        cast.admit(simulator, people, (start, rng))?;
        clock.set(start);
        Ok(cast)
    }

    /// The support role, as the desk writes it.
    pub fn support_role(&self) -> RoleId {
        RoleId(self.support.signed())
    }

    /// The roles that somebody of the staff holds.
    pub fn roles_of(&self, index: usize) -> Vec<RoleId> {
        let mut roles = vec![self.support_role()];
        if index < LEADS {
            roles.push(RoleId(self.leads.signed()));
        }
        roles
    }

    fn found(simulator: &Simulator, owner: Person) -> Result<Self> {
        let bot = simulator.create_application("Lantern Desk");
        simulator.change(|world| {
            if let Some(user) = world.users.get_mut(&bot.user_id) {
                user.avatar = Some(picture_of("lantern-desk"));
            }
        });
        let community = simulator.create_server("Lanternwood", owner.id)?;
        let staff_server = simulator.create_server(STAFF_SERVER, owner.id)?;
        for server in [community, staff_server] {
            simulator.invite_bot(server, &bot)?;
        }
        for channel in ["welcome", "news", "suggestions"] {
            simulator.create_channel(community, channel, None)?;
        }
        let support = simulator.create_role(staff_server, "Support", 0)?;
        let seen_by = [(support, OverwriteKind::Role)];
        let inbox = simulator.create_private_category(staff_server, "Tickets", &seen_by)?;
        Ok(Self {
            community,
            staff_server,
            inbox,
            support,
            leads: simulator.create_role(staff_server, "Team lead", 0)?,
            bot,
            owner,
            staff: Vec::new(),
            members: Vec::new(),
        })
    }

    fn admit(
        &mut self,
        simulator: &Simulator,
        people: Vec<Person>,
        (start, rng): (DateTime<Utc>, &mut StdRng),
    ) -> Result<()> {
        let titles = ["Villager", "Booster", "Guild leader", "Translator"];
        let titles = titles.map(|title| simulator.create_role(self.community, title, 0));
        let pause = TimeDelta::hours(650 * 24 / i64::try_from(people.len())?);
        for (person, days) in people.into_iter().zip(0..) {
            simulator
                .clock()
                .set(start - TimeDelta::days(690) + pause * days);
            simulator.join(self.community, person.id)?;
            for title in &titles {
                if rng.random_bool(0.3) {
                    let title = title.clone().context("a role could not be made")?;
                    simulator.give_role(self.community, person.id, title)?;
                }
            }
            match STAFF.iter().any(|staff| staff.1 == person.username) {
                true => self.staff.push(person),
                false => self.members.push(person),
            }
        }
        let place = |list: &[people::Description], person: &Person| {
            list.iter().position(|one| one.1 == person.username)
        };
        self.staff.sort_by_key(|person| place(&STAFF, person));
        self.members.sort_by_key(|person| place(&MEMBERS, person));
        for (index, person) in self.staff.iter().enumerate() {
            simulator.join(self.staff_server, person.id)?;
            for role in self.roles_of(index) {
                let role = Snowflake(role.0.unsigned_abs());
                simulator.give_role(self.staff_server, person.id, role)?;
            }
        }
        Ok(())
    }
}

/// How many of the staff are leads.
const LEADS: usize = 2;

/// When the accounts were made, the oldest first.
fn births(start: DateTime<Utc>, rng: &mut StdRng) -> Vec<DateTime<Utc>> {
    let first = Utc
        .timestamp_opt(1_457_000_000, 0)
        .single()
        .unwrap_or(start);
    let last = start - TimeDelta::days(701);
    let span = (last - first).num_seconds().max(1);
    let people = 1 + STAFF.len() + MEMBERS.len();
    let mut births: Vec<_> = (0..people)
        .map(|_| first + TimeDelta::seconds(rng.random_range(0..span)))
        .collect();
    births.sort();
    births
}

/// The name of somebody's picture; any 32 hexadecimal digits do.
fn picture_of(username: &str) -> String {
    let mut digits: String = username.bytes().map(|byte| format!("{byte:02x}")).collect();
    digits.extend(std::iter::repeat_n('0', 32));
    digits.truncate(32);
    digits
}

fn account(id: Snowflake, username: &str, name: &str) -> Account {
    Account {
        id,
        username: username.to_owned(),
        global_name: Some(name.to_owned()),
        avatar: Some(picture_of(username)),
        ..Account::default()
    }
}
