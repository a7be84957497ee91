//! What happens at the desk in the ninety days before the demo starts: the same for the same seed and day.
//!
//! Nothing here acts. The plan says who does what and when; [`crate::seeding`] has it done.

mod pace;
mod unsettled;

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;

use crate::cast::{Cast, Person};
use crate::conversations::{Conversation, Deed, Library, Line, Tongue, Topic, Wording};

/// The category of what only the leads are to see.
pub const DELICATE: &str = "Appeals and data";

/// Over how many days the tickets spread.
pub const DAYS: i64 = 90;

/// How much of a desk to plan.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// How many tickets have been opened and closed.
    pub closed: usize,
    /// When the demo starts.
    pub now: DateTime<Utc>,
}

/// Everything that happens, in order.
#[derive(Default)]
pub struct Plan {
    /// The tickets.
    pub cases: Vec<Case>,
    /// What happens.
    pub steps: Vec<Step>,
}

/// A ticket to be.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where it belongs.
    pub topic: Topic,
    /// Who is helped, as a place among the members.
    pub member: usize,
    /// Who helps, as a place among the staff.
    pub agent: usize,
    /// Who is asked for an opinion.
    pub colleague: usize,
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// Which ticket it belongs to, as a place among the cases.
    pub case: usize,
    /// What happens.
    pub act: Act,
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Act {
    /// Somebody does what a line of a conversation says.
    Line(Deed, String, Option<String>),
    /// Staff open the ticket.
    OpenByStaff,
    /// A program opens the ticket with its API key.
    OpenByKey,
    /// The member takes no more direct messages.
    CloseDms,
    /// A time comes for which something was scheduled.
    Elapse,
}

impl Plan {
    /// Plans everything.
    ///
    /// # Errors
    ///
    /// Fails when a conversation that is asked for does not exist.
    pub fn new(
        library: &Library,
        cast: &Cast,
        (extent, rng): (Extent, &mut StdRng),
    ) -> Result<Self> {
        let mut planner = Planner {
            library,
            cast,
            plan: Self {
                cases: Vec::new(),
                steps: Vec::new(),
            },
            free_from: vec![DateTime::<Utc>::MIN_UTC; cast.members.len()],
            taken_from: vec![DateTime::<Utc>::MAX_UTC; cast.members.len()],
        };
        planner.plan_unsettled((extent.now, rng))?;
        planner.plan_closed(extent, rng);
        let mut plan = planner.plan;
        plan.steps.sort_by_key(|step| step.at);
        Ok(plan)
    }
}

struct Planner<'a> {
    library: &'a Library,
    cast: &'a Cast,
    plan: Plan,
    /// From when on each member has no open ticket.
    free_from: Vec<DateTime<Utc>>,
    /// From when on each member has the ticket that stays open.
    taken_from: Vec<DateTime<Utc>>,
}

impl Planner<'_> {
    fn plan_closed(&mut self, extent: Extent, rng: &mut StdRng) {
        // What has been is the same all day.
        let today = extent.now - TimeDelta::seconds(extent.now.timestamp().rem_euclid(86_400));
        let mut openings: Vec<_> = (0..extent.closed)
            .map(|_| pace::opening(today, rng))
            .collect();
        openings.sort();
        for opening in openings {
            let free = |member: &usize| self.free_from[*member] < opening;
            let members: Vec<usize> = (0..self.cast.members.len()).filter(free).collect();
            let Some(&member) = members.choose(rng) else {
                continue;
            };
            let tongue = self.cast.members[member].tongue;
            let Some(conversation) = self.library.conversations(tongue).choose(rng) else {
                continue;
            };
            let steps = self.tell(conversation, (member, opening), rng);
            let end = steps.last().map_or(opening, |step| step.at) + TimeDelta::days(1);
            if end < self.taken_from[member].min(extent.now) {
                self.free_from[member] = end;
                self.plan.steps.extend(steps);
            } else {
                self.plan.cases.pop();
            }
        }
    }

    /// Sets down a whole conversation as the steps of a new case.
    fn tell(
        &mut self,
        conversation: &Conversation,
        (member, opening): (usize, DateTime<Utc>),
        rng: &mut StdRng,
    ) -> Vec<Step> {
        let case = self.add_case(member, &conversation.topic, rng);
        let mut wording = wording(self.library, self.cast, &self.plan.cases[case]);
        let mut at = opening;
        let mut earlier = None;
        let mut steps = Vec::new();
        for line in &conversation.lines {
            if line.is_optional && rng.random_bool(0.5) {
                continue;
            }
            if let Some(earlier) = earlier {
                at += pace::pause((earlier, line.deed), rng);
            }
            earlier = Some(line.deed);
            steps.extend(step(line, (case, at), (&mut wording, rng)));
            if let Deed::CloseAfter(delay) = line.deed {
                at += delay;
                let act = Act::Elapse;
                steps.push(Step { at, case, act });
            }
        }
        steps
    }

    fn add_case(&mut self, member: usize, topic: &Topic, rng: &mut StdRng) -> usize {
        let mut agents: Vec<usize> = (0..self.cast.staff.len()).collect();
        let tongue = self.cast.members[member].tongue;
        if tongue == Tongue::French {
            agents.retain(|agent| self.cast.staff[*agent].tongue == tongue);
        }
        let agent = agents.choose(rng).copied().unwrap_or(0);
        let others = self.cast.staff.len() - 1;
        let colleague = (agent + 1 + rng.random_range(0..others)) % self.cast.staff.len();
        // What is delicate stays among the leads, who are the first two.
        let (agent, colleague) = match topic.category == DELICATE {
            true => (agent % 2, 1 - agent % 2),
            false => (agent, colleague),
        };
        self.plan.cases.push(Case {
            topic: topic.clone(),
            member,
            agent,
            colleague,
        });
        self.plan.cases.len() - 1
    }
}

fn wording<'a>(library: &'a Library, cast: &Cast, case: &Case) -> Wording<'a> {
    let (member, agent): (&Person, &Person) = (&cast.members[case.member], &cast.staff[case.agent]);
    let names = (member.first_name(), agent.first_name());
    library.wording(member.tongue, names)
}

fn step(
    line: &Line,
    (case, at): (usize, DateTime<Utc>),
    (wording, rng): (&mut Wording<'_>, &mut StdRng),
) -> Option<Step> {
    if matches!(line.deed, Deed::Wait(_)) {
        return None;
    }
    let text = wording.of(line, rng);
    let act = Act::Line(line.deed, text, line.file.clone());
    Some(Step { at, case, act })
}
