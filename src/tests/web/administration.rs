//! The administration: permissions, people, sessions, the audit log, failures and health.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::replying::Draft;

use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

const GRANTS: &str = "/administration/grants";

#[tokio::test(flavor = "multi_thread")]
async fn permissions_are_given_by_name_and_taken_back() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let found = olga.get("/administration/grants?find=pau").await;
    assert!(
        found.text.contains(&format!("user:{}", test.cast.paul)),
        "{}",
        found.text
    );
    let part = olga
        .get_fragment("/administration/grants/candidates?find=Agen")
        .await;
    assert!(
        part.text.contains(&format!("role:{}", test.cast.agents)),
        "{}",
        part.text
    );
    assert!(!part.text.contains("<html"));

    let paul = format!("user:{}", test.cast.paul);
    let fields = [
        ("subject", paul.as_str()),
        ("permissions", "view_tickets"),
        ("permissions", "manage_snippets"),
    ];
    assert_eq!(olga.post(GRANTS, &fields).await.location(), GRANTS);
    let page = olga.get(GRANTS).await;
    assert!(page.text.contains("View tickets") && page.text.contains("Manage snippets"));
    assert!(
        page.text.contains(">paul</a>") && page.text.contains("by olga"),
        "{}",
        page.text
    );

    let mut browser = test.signed_in(test.cast.paul).await;
    assert_eq!(browser.get("/tickets").await.status, 200);
    let address = page
        .text
        .split("/administration/grants/")
        .filter_map(|rest| {
            let (id, rest) = rest.split_once('/')?;
            rest.starts_with("revocation")
                .then(|| format!("{GRANTS}/{id}/revocation"))
        });
    let mut addresses: Vec<String> = address.collect();
    addresses.dedup();
    assert_eq!(addresses.len(), 2, "{addresses:?}");
    let part = olga.post_fragment(&addresses[0], &[]).await;
    assert_eq!(part.status, 200);
    assert!(part.text.starts_with("<div id=\"grants\""), "{}", part.text);
    assert_eq!(browser.get("/tickets").await.status, 403);
    assert_eq!(olga.post(&addresses[0], &[]).await.status, 404);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_gives_what_it_was_given_to_everybody_who_holds_it() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let role = test
        .discord
        .create_role(test.cast.staff_server, "Auditors", 0)
        .unwrap();
    test.discord
        .give_role(test.cast.staff_server, test.cast.paul, role)
        .unwrap();
    let subject = format!("role:{role}");
    let given = olga
        .post(
            GRANTS,
            &[("subject", &subject), ("permissions", "view_configuration")],
        )
        .await;
    assert_eq!(given.status, 303, "{}", given.text);
    let page = olga.get(GRANTS).await;
    assert!(page.text.contains("Auditors") && page.text.contains("View the configuration"));
    test.signed_in(test.cast.paul).await;
    let person = olga
        .get(&format!("/administration/people/{}", test.cast.paul))
        .await;
    assert!(
        person.text.contains("olga gave it to the role Auditors."),
        "{}",
        person.text
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_given_is_told_beside_its_field() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let nobody = olga
        .post(GRANTS, &[("find", "pau"), ("permissions", "view_tickets")])
        .await;
    assert_eq!(nobody.status, 422);
    assert!(nobody.text.contains("Choose a person or a role."));
    // What was looked for and ticked is still there.
    assert!(
        nobody.text.contains("value=\"view_tickets\" checked") && nobody.text.contains(">paul<")
    );
    let paul = format!("user:{}", test.cast.paul);
    let nothing = olga
        .post(GRANTS, &[("find", "pau"), ("subject", &paul)])
        .await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("Choose at least one permission."));
    let outside = format!("user:{}", test.cast.mia);
    let stranger = olga
        .post(
            GRANTS,
            &[("subject", &outside), ("permissions", "view_tickets")],
        )
        .await;
    assert!(
        stranger
            .text
            .contains("This user is not in the staff server.")
    );
    let role = olga
        .post(
            GRANTS,
            &[("subject", "role:77"), ("permissions", "view_tickets")],
        )
        .await;
    assert!(role.text.contains("The staff server has no such role."));
    for forged in ["user:", "user:x", "admin:7", "77", "role:-1"] {
        let refused = olga
            .post(
                GRANTS,
                &[("subject", forged), ("permissions", "view_tickets")],
            )
            .await;
        assert_eq!(refused.status, 422, "{forged}");
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_or_takes_what_they_do_not_hold() {
    let test = desk().await;
    test.grant(test.cast.paul, Permission::ManagePermissions)
        .await;
    test.grant(test.cast.sue, Permission::ManageBot).await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get(GRANTS).await;
    assert!(page.text.contains("value=\"manage_permissions\""));
    assert!(
        !page.text.contains("value=\"manage_bot\""),
        "offers what they do not hold"
    );
    // Sue's grant stands there, without the button that takes it back.
    assert_eq!(
        page.text.matches("/revocation\"").count() / 2,
        1,
        "{}",
        page.text
    );
    let sam = format!("user:{}", test.cast.sam);
    let refused = paul
        .post(GRANTS, &[("subject", &sam), ("permissions", "manage_bot")])
        .await;
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("Manage the bot"), "{}", refused.text);
    // One that they hold beside one that they do not: neither is given.
    let both = [
        ("subject", sam.as_str()),
        ("permissions", "manage_permissions"),
        ("permissions", "manage_bot"),
    ];
    assert_eq!(paul.post(GRANTS, &both).await.status, 403);
    let sams = paul
        .get(&format!("/administration/people/{}", test.cast.sam))
        .await;
    assert_eq!(
        sams.status, 404,
        "nothing was given to him, and he was never here"
    );
    for grant in 1..=2 {
        let taken = paul
            .post(&format!("{GRANTS}/{grant}/revocation"), &[])
            .await;
        let page = paul.get(GRANTS).await;
        assert_eq!(
            taken.status,
            if grant == 1 { 303 } else { 403 },
            "{}",
            page.text
        );
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_may_do_is_told_with_its_reasons() {
    let test = desk().await;
    let conn = &mut test.app.db().await.unwrap();
    let (agents, other) = (test.cast.agents, 77);
    conn.batch_execute(&format!(
        "INSERT INTO categories (name, staff_roles, position, created_at)
         VALUES ('Appeals', '{{{agents}}}', 0, now()), ('Legal', '{{{other}}}', 1, now())"
    ))
    .await
    .unwrap();
    test.signed_in(test.cast.sam).await;
    test.grant(test.cast.sam, Permission::ManageSnippets).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let list = olga.get("/administration/people?find=SA").await;
    assert!(
        list.text.contains(">sam</a>") && !list.text.contains(">olga</a>"),
        "{}",
        list.text
    );
    let sam = olga
        .get(&format!("/administration/people/{}", test.cast.sam))
        .await;
    for told in [
        "The configuration names the role Agents as staff.",
        "olga gave it to them.",
        "It comes with “Manage tickets”.",
        "by Agents",
        "Does not see its tickets",
        "Roles: Agents",
    ] {
        assert!(sam.text.contains(told), "{told}: {}", sam.text);
    }
    let herself = olga
        .get(&format!("/administration/people/{}", test.cast.olga))
        .await;
    assert!(
        herself
            .text
            .contains("The configuration names them as a super administrator.")
    );
    assert!(herself.text.contains("as a super administrator"));
    assert_eq!(olga.get("/administration/people/77").await.status, 404);
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended() {
    let test = desk().await;
    let mut here = test.browser();
    here.headers.push((
        "user-agent",
        "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0".to_owned(),
    ));
    here.sign_in(&test, test.cast.sam, "/").await;
    let mut there = test.signed_in(test.cast.sam).await;
    let own = here.get("/sessions").await;
    assert!(
        own.text.contains("Firefox on Linux") && own.text.contains("This browser"),
        "{}",
        own.text
    );
    assert_eq!(
        own.text.matches("/end\"").count(),
        2,
        "one to end, and all others: {}",
        own.text
    );
    // Whoever is no administrator reaches no session of anybody else.
    let mut olga = test.signed_in(test.cast.olga).await;
    assert_eq!(here.post("/sessions/3/end", &[]).await.status, 404);
    assert_eq!(olga.get("/tickets").await.status, 200);
    assert_eq!(
        here.post("/sessions/end", &[]).await.location(),
        "/sessions"
    );
    assert!(
        there
            .get("/tickets")
            .await
            .location()
            .starts_with("/sign-in")
    );
    assert_eq!(here.get("/tickets").await.status, 200);

    let all = olga.get("/administration/sessions").await;
    assert!(all.text.contains(">sam</a>") && all.text.contains("Firefox on Linux"));
    assert_eq!(
        olga.post("/administration/sessions/1/end", &[])
            .await
            .status,
        303
    );
    assert!(
        here.get("/tickets")
            .await
            .location()
            .starts_with("/sign-in")
    );
    assert_eq!(
        olga.post("/administration/sessions/1/end", &[])
            .await
            .status,
        404
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_who_did_what_and_who_read_which_ticket() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    sam.get("/tickets/1").await;
    sam.get("/tickets/1").await;
    let mut olga = test.signed_in(test.cast.olga).await;
    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let done = olga.get("/administration/log").await;
    for told in [
        "olga gave “View tickets” to",
        "sam signed in.",
        "mia opened a ticket.",
    ] {
        assert!(done.text.contains(told), "{told}: {}", done.text);
    }
    assert!(!done.text.contains("read a ticket"), "{}", done.text);
    let read = olga
        .get("/administration/log?kind=ticket_read&person=sam&ticket=1")
        .await;
    assert_eq!(
        read.text.matches("sam read a ticket.").count(),
        1,
        "{}",
        read.text
    );
    assert!(
        olga.get("/administration/log?kind=ticket_read&person=olga")
            .await
            .text
            .contains("Nothing like this")
    );
    let all = olga.get("/administration/log?kind=all&ticket=%231").await;
    assert!(all.text.contains("mia wrote in a ticket."));
    for (query, told) in [
        (
            "person=nobody-of-that-name",
            "Nobody among the staff is called that.",
        ),
        ("ticket=first", "Write the number of a ticket"),
        ("from=yesterday", "Write a day such as"),
        ("to=2026-02-30", "Write a day such as"),
    ] {
        let refused = olga.get(&format!("/administration/log?{query}")).await;
        assert!(refused.text.contains(told), "{query}: {}", refused.text);
    }
    assert!(
        olga.get("/administration/log?to=2020-01-01")
            .await
            .text
            .contains("Nothing like this")
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_read_page_by_page_and_taken_away_whole() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO events (at, kind, actor_kind, actor_name, details)
         SELECT now() - interval '1 day' + n * interval '1 second', 'api_key_created', 'staff', '=cmd|'' /C calc''!A0',
                json_build_object('name', 'key ' || n)
         FROM generate_series(1, 1200) AS n",
    )
    .await
    .unwrap();
    let mut address = "/administration/log?kind=api_key_created".to_owned();
    let mut seen = 0;
    loop {
        let page = olga.get(&address).await;
        seen += page.text.matches("class=\"log-entry\"").count();
        let Some((before, _)) = page.text.split_once("\">Older") else {
            break;
        };
        address = before
            .rsplit("href=\"")
            .next()
            .unwrap()
            .replace("&amp;", "&");
    }
    assert_eq!(seen, 1200);
    let table = olga
        .get("/administration/log.csv?kind=api_key_created")
        .await;
    assert!(table.header("content-type").starts_with("text/csv"));
    let lines: Vec<&str> = table.text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 1201);
    assert!(
        lines[1].contains("key 1\"") && lines[1200].contains("key 1200\""),
        "{}",
        lines[1]
    );
    assert!(
        table.text.contains("\"'=cmd|") && !table.text.contains("\"=cmd"),
        "{}",
        lines[1]
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_or_given_up() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    test.discord.close_dms(test.cast.mia).unwrap();
    let sam = test.act_as(test.cast.sam, "Sam");
    test.signed_in(test.cast.sam).await;
    for text in ["One", "Two"] {
        let conn = &mut test.app.db().await.unwrap();
        Ticket::reply(conn, &sam, ticket.id, Draft::text(text))
            .await
            .unwrap();
    }
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/deliveries").await;
    assert_eq!(
        page.text.matches("Send a message to the member").count(),
        2,
        "{}",
        page.text
    );
    assert!(
        page.text.contains("does not accept direct messages") && page.text.contains("/tickets/1")
    );

    // As long as the cause is there, it fails again.
    assert_eq!(
        olga.post("/administration/deliveries/retry", &[])
            .await
            .status,
        303
    );
    test.settle().await;
    let page = olga.get("/administration/deliveries").await;
    assert_eq!(page.text.matches("Send a message to the member").count(), 2);
    test.discord.open_dms(test.cast.mia).unwrap();
    let ids = failures(&page.text);
    let part = olga
        .post_fragment(
            &format!("/administration/deliveries/{}/giving-up", ids[0]),
            &[],
        )
        .await;
    assert!(
        part.text.starts_with("<div id=\"deliveries\""),
        "{}",
        part.text
    );
    let retried = olga
        .post(&format!("/administration/deliveries/{}/retry", ids[1]), &[])
        .await;
    assert_eq!(retried.status, 303);
    test.settle().await;
    assert_eq!(test.told(test.cast.mia).last().unwrap(), "Sam: One");
    let page = olga.get("/administration/deliveries").await;
    assert!(page.text.contains("Nothing has failed"), "{}", page.text);
    let again = olga
        .post(&format!("/administration/deliveries/{}/retry", ids[1]), &[])
        .await;
    assert_eq!(again.status, 404);
    let log = olga.get("/administration/log").await;
    assert!(
        log.text
            .contains("olga gave this up: Send a message to the member."),
        "{}",
        log.text
    );
    test.finish().await;
}

/// The ids of the failures on the page, latest first.
fn failures(text: &str) -> Vec<String> {
    text.split("id=\"failure-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_told() {
    let test = TestApp::start().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let page = olga.get("/administration/health").await;
    assert_eq!(page.status, 200);
    for told in [
        "this server process",
        "Postgres",
        "Latest migration",
        "Free space",
    ] {
        assert!(page.text.contains(told), "{told}: {}", page.text);
    }
    assert!(
        !page.text.contains("No server process runs the bot"),
        "{}",
        page.text
    );
    assert_eq!(olga.get("/administration").await.location(), GRANTS);
    test.finish().await;
}
