//! The doctor, on a desk where everything is as it should be, and then with one fault at a time.

mod files;
mod terminal;

use std::sync::Arc;

use axum::Router;
use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::snowflake::Snowflake;
use discord_simulator::world::channel::{Overwrite, OverwriteKind};
use discord_simulator::world::permission::{MANAGE_CHANNELS, MANAGE_MESSAGES, VIEW_CHANNEL};
use rustmail::doctor::database::Whereabouts;
use rustmail::doctor::finding::{Diagnosis, State};
use rustmail::doctor::panel::{Here, Visit};
use rustmail::doctor::{Examination, Stage};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use words::{Language, Words};

use crate::support::test_app::{Setup, TestApp};

/// What the bot needs besides what everybody may do.
const OF_THE_BOT: u64 = MANAGE_CHANNELS | MANAGE_MESSAGES;

/// A desk with a panel that listens.
struct Clinic {
    test: TestApp,
    stop: CancellationToken,
    panel: JoinHandle<anyhow::Result<()>>,
}

impl Clinic {
    async fn open() -> Self {
        Self::open_with(Vec::new()).await
    }

    /// A desk with nothing wrong, besides what these lines of configuration do.
    async fn open_with(config: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let setup = Setup {
            port: Some(port),
            config,
            ..Setup::default()
        };
        let test = TestApp::start_with(setup).await;
        let redirect = format!("http://localhost:{port}/api/auth/callback");
        let change = test
            .discord
            .change_application(&test.cast.bot, |application| {
                application.redirect_uris = vec!["https://other.example/".to_owned(), redirect];
            });
        change.unwrap();
        let stop = CancellationToken::new();
        let router = rustmail::web::router(Arc::clone(&test.app), Router::new()).unwrap();
        let panel = tokio::spawn(rustmail::web::serving::serve(
            router,
            listener,
            stop.clone(),
        ));
        let clinic = Self { test, stop, panel };
        let (everyone, agents) = (clinic.test.cast.staff_server, clinic.test.cast.agents);
        clinic.allow(everyone, (0, VIEW_CHANNEL));
        clinic.allow(agents, (VIEW_CHANNEL, 0));
        clinic.allow(clinic.role_of_bot(), (VIEW_CHANNEL, 0));
        clinic.limit_bot(OF_THE_BOT);
        clinic.until_connected().await;
        clinic
    }

    /// Says what a role may do in the inbox.
    fn allow(&self, id: Snowflake, (allow, deny): (u64, u64)) {
        let overwrite = Overwrite {
            id,
            kind: OverwriteKind::Role,
            allow,
            deny,
        };
        let inbox = self.test.cast.inbox;
        self.test.discord.set_overwrite(inbox, overwrite).unwrap();
    }

    /// Lets the bot do only this, and what everybody may.
    fn limit_bot(&self, permissions: u64) {
        let (server, role) = (self.test.cast.staff_server, self.role_of_bot());
        let limited = self
            .test
            .discord
            .set_role_permissions(server, role, permissions);
        limited.unwrap();
    }

    fn role_of_bot(&self) -> Snowflake {
        let cast = &self.test.cast;
        self.test
            .discord
            .read(|world| world.servers[&cast.staff_server].members[&cast.bot.user_id].roles[0])
    }

    /// The process that leads says every second how the bot is.
    async fn until_connected(&self) {
        let mut look_again = tokio::time::interval(std::time::Duration::from_millis(50));
        let patience = std::time::Duration::from_secs(60);
        let connecting = async {
            loop {
                look_again.tick().await;
                let conn = &mut self.test.app.db().await.unwrap();
                let status = rustmail::models::bot::status::Status::latest(conn).await;
                let status = status.unwrap();
                if status.is_some_and(|status| status.connected_since.is_some()) {
                    return;
                }
            }
        };
        tokio::time::timeout(patience, connecting).await.unwrap();
    }

    async fn examine(&self) -> Diagnosis {
        let app = &self.test.app;
        let examination = Examination {
            config: &app.config,
            warnings: &[],
            discord: &app.discord,
            whereabouts: Whereabouts::At(app.database.connection_url().clone()),
            clock: &app.clock,
            here: Here::Panel(Visit::default()),
        };
        let stages = std::sync::Mutex::new(Vec::new());
        let diagnosis = examination
            .run(|stage| stages.lock().unwrap().push(stage))
            .await;
        assert_eq!(*stages.lock().unwrap(), [Stage::Asking, Stage::Servers]);
        diagnosis
    }

    /// The sentences of what is not as it should be.
    async fn faults(&self) -> Vec<String> {
        let diagnosis = self.examine().await;
        let faults = diagnosis.all().filter(|found| found.state != State::Good);
        let words = Words::of(Language::English);
        faults.map(|found| found.sentence(words)).collect()
    }

    /// The one thing that is wrong.
    async fn fault(&self) -> String {
        let faults = self.faults().await;
        let [fault] = faults.as_slice() else {
            panic!("not one fault: {faults:#?}");
        };
        // Ids and ports are other ones each time.
        let pieces = fault.split_inclusive(|letter: char| !letter.is_ascii_digit());
        let told: String = pieces
            .map(|piece| {
                let digits = piece.chars().take_while(char::is_ascii_digit).count();
                match digits > 3 {
                    true => format!("N{}", &piece[digits..]),
                    false => piece.to_owned(),
                }
            })
            .collect();
        told
    }

    async fn close(self) {
        self.stop.cancel();
        self.panel.await.unwrap().unwrap();
        self.test.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_desk_has_no_fault() {
    let clinic = Clinic::open().await;
    let diagnosis = clinic.examine().await;
    let words = Words::of(Language::English);
    let faults = diagnosis.all().filter(|found| found.state != State::Good);
    let faults: Vec<String> = faults.map(|found| found.sentence(words)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(diagnosis.summary(words), "Everything is as it should be.");
    assert_eq!(diagnosis.groups.len(), 11);
    for language in Language::ALL {
        let words = Words::of(language);
        for finding in diagnosis.all() {
            let sentence = finding.sentence(words);
            assert!(
                !sentence.contains('{') && sentence != finding.key,
                "{sentence}"
            );
        }
    }
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_intent_is_found() {
    let clinic = Clinic::open().await;
    let discord = &clinic.test.discord;
    let switched = discord.change_application(&clinic.test.cast.bot, |application| {
        application.privileged.message_content = false;
    });
    switched.unwrap();
    insta::assert_snapshot!(clinic.fault().await, @"The Message Content Intent is off, so the bot cannot work. Switch it on in the developer portal, on the Bot page under Privileged Gateway Intents, and restart the bot.");
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_is_found() {
    let clinic = Clinic::open().await;
    clinic.limit_bot(MANAGE_CHANNELS);
    insta::assert_snapshot!(clinic.fault().await, @"In Staff the bot lacks: Manage Messages. Give them to its role, in Server Settings under Roles.");
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overwrite_that_hides_the_inbox_is_found() {
    let clinic = Clinic::open().await;
    clinic.allow(clinic.role_of_bot(), (0, 0));
    insta::assert_snapshot!(clinic.fault().await, @"The overwrites of the Discord category Inbox take from the bot: View Channels. Allow them to the bot’s role there, in Edit Category under Permissions.");
    clinic.allow(clinic.role_of_bot(), (VIEW_CHANNEL, 0));
    clinic.allow(clinic.test.cast.staff_server, (0, 0));
    let fault = clinic.fault().await;
    assert!(
        fault.contains("is open to everybody in the staff server"),
        "{fault}"
    );
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_category_is_found() {
    let clinic = Clinic::open().await;
    let cast = &clinic.test.cast;
    for number in 0..50 {
        let name = format!("ticket-{number}");
        let discord = &clinic.test.discord;
        let made = discord.create_channel(cast.staff_server, &name, Some(cast.inbox));
        made.unwrap();
    }
    let fault = clinic.fault().await;
    assert!(
        fault.starts_with("The Discord category Inbox is full: it has 50 channels"),
        "{fault}"
    );
    clinic
        .test
        .discord
        .delete_channel(cast.olga, cast.inbox)
        .unwrap();
    insta::assert_snapshot!(clinic.fault().await, @"The staff server has no channel N, into which tickets are to be put. Choose another inbox on the page Configuration, or correct thread.inbox_category_id.");
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_redirect_and_a_wrong_secret_are_found() {
    let clinic = Clinic::open().await;
    let (discord, bot) = (&clinic.test.discord, &clinic.test.cast.bot);
    let right = discord.read(|world| world.applications[&bot.id].redirect_uris.clone());
    let changed = discord.change_application(bot, |application| {
        application.redirect_uris = vec![format!("{}/", right[1])];
    });
    changed.unwrap();
    insta::assert_snapshot!(clinic.fault().await, @"bot.redirect_url is http://localhost:N/api/auth/callback, but the application has http://localhost:N/api/auth/callback/. They differ in a slash at the end: make them the same on the OAuth2 page of the developer portal.");
    let changed = discord.change_application(bot, |application| {
        application.redirect_uris = right;
        application.client_secret = "regenerated".to_owned();
    });
    changed.unwrap();
    insta::assert_snapshot!(clinic.fault().await, @"The client id and the client secret do not belong together, so nobody can sign in. Regenerate the client secret on the OAuth2 page of the developer portal, write it into bot.client_secret, and restart.");
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_found_and_what_hangs_on_it_is_not_guessed() {
    let clinic = Clinic::open().await;
    let bot = &clinic.test.cast.bot;
    let token = bot.token.clone();
    let discord = &clinic.test.discord;
    discord
        .change_application(bot, |application| application.token = "other".to_owned())
        .unwrap();
    let diagnosis = clinic.examine().await;
    let keys = |state: State| -> Vec<&str> {
        let found = diagnosis.all().filter(|found| found.state == state);
        found.map(|found| found.key).collect()
    };
    assert_eq!(keys(State::Bad), ["doctor-token-bad"]);
    assert!(keys(State::Warning).is_empty());
    let needs = ["doctor-needs-token", "doctor-needs-server"];
    let unknown = keys(State::Unknown);
    assert!(
        !unknown.is_empty() && unknown.iter().all(|key| needs.contains(key)),
        "{unknown:?}"
    );
    discord
        .change_application(bot, |application| application.token = token)
        .unwrap();
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_and_people_who_are_not_there_are_found() {
    let clinic = Clinic::open_with(vec!["bot.staff_users = [4711]".to_owned()]).await;
    insta::assert_snapshot!(clinic.fault().await, @"N, whom bot.staff_users names, is not in the staff server. Invite or remove them.");
    let cast = &clinic.test.cast;
    clinic
        .test
        .discord
        .delete_role(cast.staff_server, cast.agents)
        .unwrap();
    let faults = clinic.faults().await;
    let unknown = format!(
        "The staff server has no role {}, which bot.staff_roles names. Correct or remove it.",
        cast.agents
    );
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(faults[0], unknown);
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_takes_nothing_is_found() {
    let clinic = Clinic::open().await;
    let set = async |setting: &str| {
        let sql = format!("ALTER DATABASE rustmail {setting} default_transaction_read_only");
        let sql = match setting {
            "SET" => format!("{sql} = on"),
            _ => sql,
        };
        let conn = &mut clinic.test.app.db().await.unwrap();
        conn.batch_execute("SET default_transaction_read_only = off")
            .await
            .unwrap();
        conn.batch_execute(&sql).await.unwrap();
    };
    set("SET").await;
    insta::assert_snapshot!(clinic.fault().await, @"The database takes nothing that is written: cannot execute UPDATE in a read-only transaction. Sessions end at once, and no ticket is kept. Look whether it is a standby, whether default_transaction_read_only is on, what its user may do, and whether its disk is full.");
    set("RESET").await;
    assert!(clinic.faults().await.is_empty());
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_off_is_found() {
    let clinic = Clinic::open().await;
    clinic
        .test
        .discord
        .clock()
        .advance(chrono::TimeDelta::minutes(5));
    let fault = clinic.fault().await;
    assert!(fault.starts_with("This machine’s clock is "), "{fault}");
    assert!(
        fault.contains("seconds behind Discord’s") && fault.contains("timedatectl"),
        "{fault}"
    );
    clinic.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_in_no_server_is_told_how_to_get_in() {
    let clinic = Clinic::open().await;
    let cast = &clinic.test.cast;
    let left = clinic
        .test
        .discord
        .leave(cast.staff_server, cast.bot.user_id);
    left.unwrap();
    let diagnosis = clinic.examine().await;
    let bad: Vec<String> = diagnosis
        .all()
        .filter(|found| found.state == State::Bad)
        .map(|found| found.sentence(Words::of(Language::English)))
        .collect();
    let [bad] = bad.as_slice() else {
        panic!("{bad:#?}");
    };
    let invitation = format!(
        "client_id={}&scope=bot%20applications.commands",
        cast.bot.client_id()
    );
    assert!(bad.contains(&invitation), "{bad}");
    clinic.close().await;
}
