//! The audit log: what happened, and who read what.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::ids::{RoleId, UserId};
use rustmail::models::block::changing::{Change, Until};
use rustmail::models::block::{Block, Blocking};
use rustmail::models::event::EventKind;
use rustmail::models::permission::Permission;

use super::{agent, desk, restrict, ticket_of};

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
            "Nobody among the staff is called that, and no API key.",
        ),
        ("ticket=first", "Write the number of a ticket"),
        ("from=yesterday", "Write a day such as"),
        ("to=2026-02-30", "Write a day such as"),
        (
            "from=2026-03-01&to=2026-02-28",
            "This is before the first day.",
        ),
    ] {
        let refused = olga.get(&format!("/administration/log?{query}")).await;
        assert!(refused.text.contains(told), "{query}: {}", refused.text);
        assert!(!refused.text.contains("Nothing like this"), "{query}");
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
async fn every_kind_of_event_has_a_name_and_a_sentence() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let conn = &mut test.app.db().await.unwrap();
    for kind in EventKind::ALL {
        let word = kind.word();
        let sql = format!(
            "INSERT INTO events (at, kind, actor_kind, actor_name) VALUES (now(), '{word}', 'staff', 'Jonas')"
        );
        conn.batch_execute(&sql).await.unwrap();
        let page = olga.get(&format!("/administration/log?kind={word}")).await;
        let plain = word.replace('_', " ");
        assert!(
            !page.text.contains(&format!("Jonas: {plain}")),
            "{word} has no sentence"
        );
        assert!(
            page.text.contains(&format!("value=\"{word}\" selected")),
            "{word}"
        );
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_shows_what_was_said_is_a_reading() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Where is my parcel?")).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let file = ("parcel.txt", "text/plain", b"parcel".to_vec());
    let fields = [("kind", "reply"), ("content", "The parcel is here")];
    sam.upload("/tickets/1/messages", &fields, &[file]).await;
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let ways = [
        (test.cast.sue, "sue", "/search?q=parcel"),
        (test.cast.sam, "sam", "/attachments/1/parcel.txt"),
    ];
    for (person, name, address) in ways {
        let mut browser = test.signed_in(person).await;
        for _ in 0..2 {
            assert_eq!(browser.get(address).await.status, 200, "{address}");
        }
        let log = format!("/administration/log?kind=ticket_read&person={name}");
        let read = olga.get(&log).await.text;
        let sentence = format!("{name} read a ticket.");
        assert_eq!(read.matches(&sentence).count(), 1, "{address}: {read}");
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_the_log_away_is_in_the_log() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let export = "/administration/log.csv?kind=signed_in&person=olga&from=2026-01-31";
    assert_eq!(olga.get(export).await.status, 200);
    let log = olga.get("/administration/log").await.text;
    assert!(log.contains("olga exported the audit log."), "{log}");
    for fact in ["Signed in", "People", ">olga<", "31 January 2026"] {
        assert!(log.contains(fact), "{fact}: {log}");
    }
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn why_somebody_was_blocked_is_told_to_those_who_see_a_ticket_of_theirs() {
    let test = desk().await;
    let [member, other] = [test.cast.mia, test.cast.max].map(|one| UserId(one.signed()));
    let act = agent(&test, test.cast.sam, "sam").await;
    agent(&test, test.cast.mia, "mia").await;
    agent(&test, test.cast.max, "max").await;
    let conn = &mut test.app.db().await.unwrap();
    let because = |why: &str| Some(why.to_owned());
    for (blocked, why) in [(member, "zanzibar"), (other, "spam")] {
        let placed = Blocking {
            reason: because(why),
            lasts: None,
        };
        let block = Block::place(conn, &act, blocked, placed).await.unwrap();
        let change = Change {
            reason: because(&format!("More {why}")),
            until: Until::Kept,
        };
        Block::change(conn, &act, (block.id, 1), change)
            .await
            .unwrap();
        Block::lift(conn, &act, block.id).await.unwrap();
    }
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.grant(test.cast.paul, Permission::ManagePermissions)
        .await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let addresses = ["/administration/log", "/administration/log.csv"];
    for address in addresses {
        let told = paul.get(address).await.text;
        assert!(told.matches("zanzibar").count() >= 3, "{address}: {told}");
    }
    restrict(&test, ticket.id, RoleId(77)).await;
    for address in addresses {
        let told = paul.get(address).await.text;
        assert!(!told.contains("zanzibar"), "{address}: {told}");
        assert!(told.matches("spam").count() >= 3, "{address}: {told}");
        assert!(told.contains("blocked"), "{address}: {told}");
        let whole = olga.get(address).await.text;
        assert!(whole.matches("zanzibar").count() >= 3, "{address}: {whole}");
    }
    test.settle().await;
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_names_categories_and_a_grant_says_to_what_it_was_given() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    restrict(&test, ticket.id, RoleId(77)).await;
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO categories (name, staff_roles, position, created_at) VALUES ('Orders', '{}', 1, now());
         UPDATE tickets SET category_id = (SELECT id FROM categories WHERE name = 'Orders');
         INSERT INTO events (at, kind, actor_kind, actor_name, ticket_id, details)
             SELECT now(), 'ticket_moved', 'staff', 'Jonas', 1, json_build_object('from', legal.id::text, 'to', orders.id::text)
             FROM categories AS legal, categories AS orders WHERE legal.name = 'Legal' AND orders.name = 'Orders'",
    )
    .await
    .unwrap();
    test.grant(test.cast.paul, Permission::ManagePermissions)
        .await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let moved = "/administration/log?kind=ticket_moved";
    let told = paul.get(moved).await.text;
    for fact in ["Orders", "a category that you do not see"] {
        assert!(told.contains(fact), "{fact}: {told}");
    }
    assert!(!told.contains("Legal"), "{told}");
    let told = olga.get(moved).await.text;
    assert!(told.contains("Legal") && told.contains("Orders"), "{told}");
    let granted = "/administration/log?kind=permission_granted";
    let told = olga.get(granted).await.text;
    assert!(
        told.contains("Person") && !told.contains(">user<"),
        "{told}"
    );
    olga.headers.push(("accept-language", "fr".to_owned()));
    let told = olga.get(granted).await.text;
    assert!(
        told.contains("Personne") && !told.contains(">user<"),
        "{told}"
    );
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_did_is_found_by_the_name_of_its_key() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    test.settle().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("name", "The shop"),
        ("permissions", "read_tickets"),
        ("permissions", "update_ticket"),
        ("expires_on", "2999-01-31"),
    ];
    assert_eq!(olga.post("/api-keys", &fields).await.status, 200);
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(
        "INSERT INTO events (at, kind, actor_kind, actor_id, actor_name, ticket_id)
         SELECT now(), 'ticket_closed', 'api_key', id, name, 1 FROM api_keys",
    )
    .await
    .unwrap();
    for removed in [false, true] {
        if removed {
            conn.batch_execute("DELETE FROM api_keys").await.unwrap();
        }
        let found = olga.get("/administration/log?person=the+SHOP").await.text;
        assert!(found.contains("The shop closed a ticket."), "{found}");
        assert!(!found.contains("signed in."), "{found}");
    }
    for impossible in ["", ".csv"] {
        let path = format!("/administration/log{impossible}?person=a%00b");
        assert_eq!(olga.get(&path).await.status, 200, "{path}");
    }
    let mine = olga.get("/administration/log?person=olga").await.text;
    assert!(!mine.contains("The shop closed"), "{mine}");
    // What the key may do was noted when it was made.
    let made = olga.get("/administration/log?kind=api_key_created").await;
    for fact in ["Read tickets, Answer and close tickets", "2999"] {
        assert!(made.text.contains(fact), "{fact}: {}", made.text);
    }
    olga.headers.push(("accept-language", "fr".to_owned()));
    let made = olga.get("/administration/log?kind=api_key_created").await;
    for fact in ["Lire les tickets", "<dt>Peut</dt>", "<dt>Expiration</dt>"] {
        assert!(made.text.contains(fact), "{fact}: {}", made.text);
    }
    assert!(!made.text.contains("<dt>scopes"), "{}", made.text);
    // What can be looked for stands in the order of a dictionary.
    let kind = |name: &str| made.text.find(name).unwrap();
    assert!(kind("Échec réessayé") < kind("Urgence changée"));
    assert!(kind("Étiquette ajoutée") < kind("Urgence changée"));
    test.finish().await;
}
