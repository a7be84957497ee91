//! The server is killed at random moments while messages flow both ways: afterwards every message has arrived exactly once and in
//! order, on both sides.

use std::process::Stdio;
use std::time::Duration;

use discord_simulator::{Draft, Snowflake};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use tokio::process::{Child, Command};

use crate::support::test_app::{Setup, TestApp};

/// How often the server is killed.
const KILLS: usize = 20;
/// How long a conversation may take to be complete after the last kill.
const PATIENCE: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread")]
async fn every_message_arrives_once_and_in_order_however_often_the_server_is_killed() {
    let seed = seed();
    #[expect(
        clippy::print_stdout,
        reason = "whoever sees the test fail needs the seed"
    )]
    {
        println!("seed {seed} (set RUSTMAIL_TEST_SEED={seed} to run it again)");
    }
    let mut random = StdRng::seed_from_u64(seed);
    let test = TestApp::start_with(Setup {
        outside: true,
        ..Setup::default()
    })
    .await;
    let mut server = start(&test).await;
    let mut said = Said::begin(&test).await;

    for _ in 0..KILLS {
        let requests = test.discord.requests().len();
        let until = requests + random.random_range(1..25);
        for _ in 0..random.random_range(1..6) {
            said.say_something(&test, &mut random);
        }
        let patience = Duration::from_secs(5);
        let reached = |discord: &discord_simulator::Simulator| {
            (discord.requests().len() >= until).then_some(())
        };
        // When everything has been said before the chosen moment comes, an idle server is killed: that must be harmless as well.
        let _: Option<()> = test.discord.wait_for(patience, reached).await;
        server.kill().await.unwrap();
        said.say_something(&test, &mut random);
        server = start(&test).await;
    }

    said.is_complete(&test).await;
    test.settle().await;
    server.kill().await.unwrap();
    test.finish().await;
}

fn log(test: &TestApp) -> String {
    std::fs::read_to_string(test.log_path()).unwrap()
}

fn seed() -> u64 {
    match std::env::var("RUSTMAIL_TEST_SEED") {
        Ok(given) => given.parse().expect("RUSTMAIL_TEST_SEED is a number"),
        Err(_) => rand::random_range(0..1_000_000),
    }
}

/// Starts the server as a process of its own, on the database and the Discord of the test.
async fn start(test: &TestApp) -> Child {
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(test.log_path())
        .unwrap();
    Command::new(env!("CARGO_BIN_EXE_rustmail"))
        .arg("--config")
        .arg(test.config_path())
        .env("RUSTMAIL_LOG", "info")
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

/// What was said on each side, in order.
struct Said {
    member: Snowflake,
    channel: Snowflake,
    by_member: Vec<String>,
    by_staff: Vec<String>,
}

impl Said {
    /// The member opens a ticket. Discord tells a bot of nobody who never wrote to it before, so it has to be there for the first message.
    async fn begin(test: &TestApp) -> Self {
        if test.discord.until_connected().await.is_err() {
            panic!("the server does not connect:\n{}", log(test));
        }
        let member = test.cast.mia;
        let first = "member says 0".to_owned();
        test.dm(member, Draft::text(&first));
        let channel = test.channel_of(member).await;
        Self {
            member,
            channel,
            by_member: vec![first],
            by_staff: Vec::new(),
        }
    }

    fn say_something(&mut self, test: &TestApp, random: &mut StdRng) {
        if random.random_bool(0.5) {
            let text = format!("member says {}", self.by_member.len());
            test.dm(self.member, Draft::text(&text));
            self.by_member.push(text);
        } else {
            let text = format!("staff says {}", self.by_staff.len());
            let command = Draft::text(format!("!r {text}"));
            test.discord
                .send(test.cast.sam, self.channel, command)
                .unwrap();
            self.by_staff.push(text);
        }
    }

    /// What the staff read of the member and of themselves, and what the member reads of the staff.
    fn arrived(&self, test: &TestApp) -> [Vec<String>; 3] {
        let bot = test.cast.bot.user_id;
        let from_bot = |messages: Vec<discord_simulator::world::message::Message>, start: &str| {
            let own = messages
                .into_iter()
                .filter(|message| message.author_id == bot);
            let texts = own.filter_map(|message| {
                let text = message
                    .embeds
                    .first()?
                    .pointer("/description")?
                    .as_str()?
                    .to_owned();
                Some(text)
            });
            texts
                .filter(|text| text.starts_with(start))
                .collect::<Vec<_>>()
        };
        let channel = test.discord.messages(self.channel);
        [
            from_bot(channel.clone(), "member says"),
            from_bot(channel, "staff says"),
            from_bot(test.dms(self.member), "staff says"),
        ]
    }

    async fn is_complete(&self, test: &TestApp) {
        let wanted = [
            self.by_member.clone(),
            self.by_staff.clone(),
            self.by_staff.clone(),
        ];
        let all_there = |_: &discord_simulator::Simulator| {
            let arrived = self.arrived(test);
            let complete = arrived
                .iter()
                .zip(&wanted)
                .all(|(is, ought)| is.len() >= ought.len());
            complete.then_some(())
        };
        let complete = test.discord.wait_for(PATIENCE, all_there).await;
        assert_eq!(
            self.arrived(test),
            wanted,
            "complete: {}",
            complete.is_some()
        );
        let welcomes = test.told(self.member);
        let welcomes = welcomes
            .iter()
            .filter(|told| told.contains("Welcome!"))
            .count();
        assert_eq!(welcomes, 1, "the member is greeted once");
        let log = log(test);
        let secrets = [test.cast.bot.token.as_str(), "member says", "staff says"];
        for unwanted in ["panicked at"].iter().chain(&secrets) {
            assert!(
                !log.contains(unwanted),
                "{unwanted:?} is in the log:\n{log}"
            );
        }
    }
}
