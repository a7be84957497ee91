//! Where no process hears what happens on Discord, whoever may see less than before still sees less within seconds.

use std::time::Duration;

use discord_simulator::faults::{Effect, Fault};
use discord_simulator::gateway::close::Close;
use discord_simulator::gateway::{Door, Flow};
use discord_simulator::snowflake::Snowflake;
use rustmail::models::bot::status::Status;
use tokio::time::timeout;

use super::access::{SOON, ends, goes_dark, open_pages};
use super::live::Stream;
use super::{desk, ticket_of};
use crate::support::browser::Browser;
use crate::support::test_app::TestApp;

/// How long anything may take that comes before.
const PATIENCE: Duration = Duration::from_secs(60);

async fn go_dark(pages: &mut [Stream; 3]) {
    for page in pages.iter_mut() {
        goes_dark(page).await;
    }
    ends(&mut pages[0]).await;
    ends(&mut pages[1]).await;
}

/// A desk with a ticket, at which Sam and Sue are signed in.
struct AtWork {
    test: TestApp,
    sam: Browser,
    sue: Browser,
}

/// What Sam and Sue have open.
type Pages = ([Stream; 3], [Stream; 3]);

impl AtWork {
    async fn at(test: TestApp) -> Self {
        ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
        test.settle().await;
        let sam = test.signed_in(test.cast.sam).await;
        let sue = test.signed_in(test.cast.sue).await;
        Self { test, sam, sue }
    }

    /// They have pages open while the gateway tells of changes.
    async fn connected() -> (Self, Pages) {
        let mut at_work = Self::at(TestApp::start().await).await;
        until_heard(&at_work.test).await;
        let pages = at_work.open().await;
        (at_work, pages)
    }

    async fn open(&mut self) -> Pages {
        let of_sam = open_pages(&mut self.sam).await;
        (of_sam, open_pages(&mut self.sue).await)
    }

    /// Sam loses the role and Sue leaves.
    async fn lose_what_they_had(&mut self, (mut of_sam, mut of_sue): Pages) {
        let (test, cast) = (&self.test, &self.test.cast);
        let (server, agents) = (cast.staff_server, cast.agents);
        test.discord.take_role(server, cast.sam, agents).unwrap();
        test.discord.leave(server, cast.sue).unwrap();
        tokio::join!(go_dark(&mut of_sam), go_dark(&mut of_sue));
        assert_eq!(self.sam.get("/tickets").await.status, 403);
        assert_eq!(self.sue.get("/tickets").await.status, 403);
    }

    /// The same when the gateway lets nobody in any more, until it does again.
    async fn lose_it_behind_a_shut_door(mut self, pages: Pages) {
        self.test.discord.gateway().set_door(Door::Shut);
        until_disconnected(&self.test).await;
        self.lose_what_they_had(pages).await;
        self.test.discord.gateway().set_door(Door::Open);
        until_back(&self.test).await;
        self.test.finish().await;
    }
}

async fn until_disconnected(test: &TestApp) {
    let gone = test.discord.wait_for(PATIENCE, |discord| {
        (discord.gateway().connected() == 0).then_some(())
    });
    assert!(gone.await.is_some(), "the bot never left");
}

/// From then on nobody is asked for: whatever changes is heard of.
async fn until_heard(test: &TestApp) {
    let heard = async {
        let mut look_again = tokio::time::interval(Duration::from_millis(100));
        loop {
            look_again.tick().await;
            let conn = &mut test.app.db().await.unwrap();
            let status = Status::latest(conn).await.unwrap();
            if status.is_some_and(|status| status.hears_since(test.app.clock.now()).is_some()) {
                return;
            }
        }
    };
    let heard = timeout(PATIENCE, heard).await;
    assert!(heard.is_ok(), "the bot never heard of the staff server");
}

/// A client that was refused waits longer every time before it tries again.
async fn until_back(test: &TestApp) {
    let back = test.discord.wait_for(3 * PATIENCE, |discord| {
        (discord.gateway().connected() > 0).then_some(())
    });
    assert!(back.await.is_some(), "the bot never came back");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_no_bot_at_all_pages_go_dark() {
    let mut at_work = AtWork::at(desk().await).await;
    let pages = at_work.open().await;
    at_work.lose_what_they_had(pages).await;
    at_work.test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_bot_stopped_pages_go_dark() {
    let mut at_work = AtWork::at(TestApp::start().await).await;
    let mut olga = at_work.test.signed_in(at_work.test.cast.olga).await;
    olga.post("/bot/stop", &[]).await;
    until_disconnected(&at_work.test).await;
    let pages = at_work.open().await;
    at_work.lose_what_they_had(pages).await;
    olga.post("/bot/start", &[]).await;
    at_work.test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_gateway_cut_pages_go_dark() {
    let (at_work, pages) = AtWork::connected().await;
    at_work.lose_it_behind_a_shut_door(pages).await;
}

/// A session that cannot be resumed is gone at once, however long the client takes for the next one.
#[tokio::test(flavor = "multi_thread")]
async fn with_the_session_closed_for_good_pages_go_dark() {
    let (at_work, pages) = AtWork::connected().await;
    let gateway = at_work.test.discord.gateway();
    gateway.close(Close::new(4009, "Session timed out."));
    at_work.lose_it_behind_a_shut_door(pages).await;
}

/// A network that swallows everything leaves a connection that looks as if it lived. It is given up in the end.
#[tokio::test(flavor = "multi_thread")]
async fn with_a_gateway_that_says_nothing_more_pages_go_dark() {
    let (mut at_work, pages) = AtWork::connected().await;
    at_work.test.discord.gateway().set_flow(Flow::Paused);
    at_work.lose_what_they_had(pages).await;
    let anew = at_work.test.discord.wait_for(PATIENCE, |discord| {
        (discord.gateway().identifies() == 2).then_some(())
    });
    assert!(anew.await.is_some(), "the connection is not given up");
    at_work.test.discord.gateway().set_flow(Flow::Flowing);
    until_heard(&at_work.test).await;
    at_work.test.finish().await;
}

/// Nobody is asked for while the gateway tells of changes.
#[tokio::test(flavor = "multi_thread")]
async fn a_connected_gateway_spares_discord_the_questions() {
    let test = TestApp::start().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let asked = |person: Snowflake| {
        let path = format!("/members/{person}");
        let requests = test.discord.requests().into_iter();
        requests
            .filter(|request| request.method == "GET" && request.path.ends_with(&path))
            .count()
    };
    // Whoever signs in while the connection comes about may be asked for once.
    let settled = async {
        let mut look_again = tokio::time::interval(Duration::from_millis(500));
        let mut before = usize::MAX;
        loop {
            look_again.tick().await;
            sam.get("/tickets").await;
            let now = asked(test.cast.sam);
            if now == before {
                return now;
            }
            before = now;
        }
    };
    let mut before = timeout(PATIENCE, settled).await.expect("the questions end");
    let mut look_again = tokio::time::interval(Duration::from_millis(500));
    // Without the gateway there would be a question every few seconds, in each of these spells. On a busy machine one of them may have
    // some, when an answer of the gateway is late.
    for _ in 0..5 {
        for _ in 0..16 {
            look_again.tick().await;
            assert_eq!(sam.get("/tickets").await.status, 200);
        }
        let now = asked(test.cast.sam);
        if now <= before + 1 {
            return test.finish().await;
        }
        before = now;
    }
    panic!("Discord is asked over and over");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_a_page_without_a_stream_is_refused_as_soon() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    assert_eq!(sam.get("/tickets").await.status, 200);
    let (server, agents) = (test.cast.staff_server, test.cast.agents);
    test.discord
        .take_role(server, test.cast.sam, agents)
        .unwrap();
    let refused = async {
        let mut look_again = tokio::time::interval(Duration::from_millis(100));
        while sam.get("/tickets").await.status != 403 {
            look_again.tick().await;
        }
    };
    assert!(timeout(SOON, refused).await.is_ok(), "still let in");
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_discord_does_not_answer_what_was_known_has_to_do() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let silence = Effect::Refuse {
        status: 503,
        code: 0,
        message: "down".to_owned(),
    };
    test.discord.fault(Fault::everywhere(silence));
    let mut look_again = tokio::time::interval(Duration::from_millis(500));
    for _ in 0..8 {
        look_again.tick().await;
        assert_eq!(sam.get("/tickets").await.status, 200);
    }
    test.discord.clear_faults();
    test.finish().await;
}

/// The pages on which a token is replaced and the bot is stopped are needed most while Discord hangs.
#[tokio::test(flavor = "multi_thread")]
async fn while_discord_hangs_the_bot_and_its_configuration_are_open() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let mut another = test.signed_in(test.cast.olga).await;
    test.discord
        .fault(Fault::everywhere(Effect::Delay { millis: 60_000 }));
    let both = async {
        tokio::join!(olga.get("/configuration"), another.get("/configuration"));
        tokio::join!(olga.get("/bot"), another.get("/bot"))
    };
    let (page, same) = timeout(PATIENCE, both).await.expect("they open");
    assert_eq!((page.status.as_u16(), same.status.as_u16()), (200, 200));
    test.discord.clear_faults();
    test.finish().await;
}
