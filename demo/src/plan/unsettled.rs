//! The tickets that are open when the demo starts: each in another state.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;

use super::{Act, Planner, Step};
use crate::cast::Cast;
use crate::conversations::{Deed, Tongue};

/// A ticket that is open when the demo starts.
struct Unsettled {
    /// What it is about.
    conversation: &'static str,
    /// How many lines of it have been said.
    lines: usize,
    /// How many minutes ago the last of them was said.
    minutes: i64,
    /// What is special about it.
    turn: Turn,
}

/// What is special about an open ticket.
#[derive(Clone, Copy)]
enum Turn {
    /// Nothing.
    Ordinary,
    /// It is scheduled to close.
    Closing,
    /// The last reply cannot be delivered: the member takes no direct messages any more.
    Undeliverable,
    /// Staff opened it.
    ByStaff,
    /// A program opened it.
    ByKey,
}

const fn open(conversation: &'static str, lines: usize, minutes: i64, turn: Turn) -> Unsettled {
    Unsettled {
        conversation,
        lines,
        minutes,
        turn,
    }
}

const UNSETTLED: [Unsettled; 15] = [
    open("crash", 2, 3, Turn::Ordinary),
    open("lost item", 1, 11, Turn::Ordinary),
    open("charged twice", 3, 26, Turn::Ordinary),
    open("quest", 2, 41, Turn::Ordinary),
    open("plantage", 2, 58, Turn::Ordinary),
    open("ban appeal", 5, 95, Turn::Ordinary),
    open("scam warning", 6, 130, Turn::Ordinary),
    open("event prize", 5, 200, Turn::Ordinary),
    open("refund", 2, 240, Turn::Undeliverable),
    open("controller", 4, 320, Turn::Closing),
    open("stream", 0, 470, Turn::ByKey),
    open("translation", 2, 700, Turn::Ordinary),
    open("data", 0, 1_150, Turn::ByStaff),
    open("objet perdu", 3, 1_500, Turn::Ordinary),
    open("lag", 4, 2_900, Turn::Ordinary),
];

impl Planner<'_> {
    /// Plans the tickets that stay open. Each belongs to a member who has no other from then on.
    pub(super) fn plan_unsettled(
        &mut self,
        (now, rng): (DateTime<Utc>, &mut StdRng),
    ) -> Result<()> {
        let mut strangers = by_tongue(self.cast, Tongue::English);
        let mut french = by_tongue(self.cast, Tongue::French);
        for unsettled in &UNSETTLED {
            let (conversation, tongue) = self.library.titled(unsettled.conversation)?;
            let members = match tongue {
                Tongue::English => &mut strangers,
                Tongue::French => &mut french,
            };
            let Some(member) = members.pop() else {
                continue;
            };
            let mut steps = self.tell(conversation, (member, now), rng);
            let case = self.plan.cases.len() - 1;
            steps.truncate(unsettled.lines);
            let end = now - TimeDelta::minutes(unsettled.minutes);
            let late = steps.last().map_or(TimeDelta::zero(), |step| step.at - end);
            for step in &mut steps {
                step.at -= late;
            }
            turn(&mut steps, (case, end), unsettled.turn);
            self.taken_from[member] = steps.first().map_or(end, |step| step.at);
            self.plan.steps.extend(steps);
        }
        Ok(())
    }
}

/// Members whom no ticket has been planned for yet, the one that the demo proposes to be excepted: they start with a clean slate.
fn by_tongue(cast: &Cast, tongue: Tongue) -> Vec<usize> {
    let members = cast.members.iter().enumerate().skip(1);
    let speakers = members.filter(|(_, member)| member.tongue == tongue);
    speakers.map(|(member, _)| member).collect()
}

/// Adds what is special.
fn turn(steps: &mut Vec<Step>, (case, end): (usize, DateTime<Utc>), turn: Turn) {
    let step = |at, act| Step { at, case, act };
    let line = |deed, text: &str| Act::Line(deed, text.to_owned(), None);
    match turn {
        Turn::Ordinary => {}
        Turn::Closing => {
            let act = line(
                Deed::CloseAfter(TimeDelta::days(1)),
                "No answer since the last hint",
            );
            steps.push(step(end + TimeDelta::minutes(2), act));
        }
        Turn::Undeliverable => {
            if let Some(reply) = steps.last() {
                steps.insert(
                    steps.len() - 1,
                    step(reply.at - TimeDelta::seconds(40), Act::CloseDms),
                );
            }
        }
        Turn::ByStaff => {
            let note = "They asked in #welcome how to see what we keep about them. I will write to them here.";
            steps.push(step(end, Act::OpenByStaff));
            steps.push(step(end + TimeDelta::seconds(75), line(Deed::Note, note)));
        }
        Turn::ByKey => {
            let note = "Came in through the contact form. Asks about the creator programme.";
            steps.push(step(end, Act::OpenByKey));
            steps.push(step(end + TimeDelta::minutes(9), line(Deed::Note, note)));
        }
    }
}
