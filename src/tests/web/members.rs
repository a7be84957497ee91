//! Members: found by name, and shown with what the reader may know of them.

use axum::http::StatusCode;
use discord_simulator::snowflake::Snowflake;
use rustmail::ids::{CategoryId, TicketId, UserId};
use rustmail::models::permission::Permission;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;

use super::{desk, ticket_of};
use crate::support::browser::Browser;
use crate::support::test_app::TestApp;

/// Closes the ticket, so that the member can have another.
async fn close(test: &TestApp, ticket: &Ticket) {
    let conn = &mut test.app.db().await.unwrap();
    let act = super::agent(test, test.cast.sam, "sam").await;
    Ticket::close(conn, &act, ticket.id, Closing::default())
        .await
        .unwrap();
}

/// Puts a ticket into a category that only the holders of a role see, which nobody has.
async fn hide(test: &TestApp, olga: &mut Browser, ticket: &Ticket) {
    let server = test.cast.staff_server;
    let lawyers = test.discord.create_role(server, "Lawyers", 0).unwrap();
    let fields = [("name", "Legal"), ("roles", &*lawyers.to_string())];
    olga.post("/categories", &fields).await;
    let mut act = super::agent(test, test.cast.olga, "olga").await;
    if let rustmail::models::actor::Actor::Staff(staff) = &mut act.actor {
        staff.is_super_admin = true;
    }
    let place = (test.app.appointments(), Some(CategoryId(1)));
    let conn = &mut test.app.db().await.unwrap();
    Ticket::move_to(conn, &act, ticket.id, place).await.unwrap();
}

fn address(member: Snowflake) -> String {
    format!("/members/{member}")
}

#[tokio::test]
async fn members_are_listed_by_their_last_contact_and_found_by_name_or_id() {
    let test = desk().await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = ("mia_<b>", "Hello?");
    close(&test, &ticket_of(&test, test.cast.mia, mia).await).await;
    ticket_of(&test, test.cast.mia, ("mia_<b>", "Me again")).await;
    ticket_of(&test, test.cast.max, ("max", "Hi")).await;
    let list = sam.get("/members").await.text;
    assert!(
        list.find("@max").unwrap() < list.find("@mia_&lt;b&gt;").unwrap(),
        "{list}"
    );
    for text in ["One ticket", "2 tickets", "Open: #2", "Open: #3"] {
        assert!(list.contains(text), "{text} is missing: {list}");
    }
    assert!(!list.contains("@sam"), "staff are no members");
    let id = test.cast.mia.to_string();
    for search in ["MIA", "@mia_", &id, "%3C%40123%3E"] {
        let found = sam.get_fragment(&format!("/members?q={search}")).await.text;
        let is_found = found.contains(&address(test.cast.mia));
        assert_eq!(is_found, search != "%3C%40123%3E", "{search}: {found}");
        assert!(!found.contains("@max") && !found.contains("<html"));
        // A reload shows the same.
        let kept = search.replace('@', "%40");
        let own = format!("data-address=\"/members?q={kept}\"");
        assert!(found.contains(&own), "{search}: {found}");
    }
    let none = sam.get("/members?q=%25").await.text;
    assert!(none.contains("Nobody is called “%”"), "{none}");
    assert_eq!(
        sam.get("/members?after=x").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    test.finish().await;
}

#[tokio::test]
async fn members_are_found_by_every_word_of_their_names_best_first_and_everywhere_the_same() {
    let test = desk().await;
    let mut people = Vec::new();
    for name in [
        "Éloïse of the Lantern",
        "Lantern",
        "Mia Lantern",
        "Max Landing",
    ] {
        let username = name.to_lowercase().replace([' ', 'é', 'ï'], "_");
        let member = test.discord.create_user(&username);
        test.discord.join(test.cast.community, member).unwrap();
        ticket_of(&test, member, (name, "Hello")).await;
        people.push(member);
    }
    let mut sam = test.signed_in(test.cast.sam).await;
    let found = sam.get_fragment("/members?q=lantern").await.text;
    let place = |member: &Snowflake| found.find(&address(*member));
    assert!(place(&people[1]).unwrap() < place(&people[2]).unwrap());
    assert!(place(&people[2]).unwrap() < place(&people[0]).unwrap());
    assert_eq!(place(&people[3]), None);
    assert!(found.contains("<mark>Lantern</mark>"), "{found}");
    for (typed, text) in [
        ("eloise", "<mark>Éloïse</mark>"),
        ("mia+lan", "<mark>Lantern</mark>"),
    ] {
        for page in ["members", "search"] {
            let found = sam.get(&format!("/{page}?q={typed}")).await.text;
            assert!(found.contains(text), "{page} {typed}: {found}");
        }
        let list = sam.get(&format!("/tickets?filter={typed}")).await.text;
        assert_eq!(list.matches("class=\"ticket-row\"").count(), 1, "{list}");
    }
    let asked = sam
        .post("/blocks", &[("member", "landing"), ("reason", "x")])
        .await;
    assert!(asked.text.contains("Max Landing (@"), "{}", asked.text);
    test.finish().await;
}

#[tokio::test]
async fn a_long_list_of_members_goes_on_where_it_ended() {
    let test = desk().await;
    let conn = &mut test.app.db().await.unwrap();
    diesel_async::SimpleAsyncConnection::batch_execute(
        &mut **conn,
        "INSERT INTO users SELECT 1000 + n, 'member' || n, NULL, NULL, now() FROM generate_series(1, 60) n;
         INSERT INTO tickets (member_id, origin, opened_by_id, opened_by_name, opened_at, silent, last_activity_at, waiting_on,
                waiting_since, closed_at)
         SELECT 1000 + n, 'member', 1000 + n, 'x', '2026-01-01', false, timestamptz '2026-02-01' + n * interval '1 minute' - o * interval
                '20 days', 'staff', '2026-01-01', '2026-03-01' FROM generate_series(1, 60) n, generate_series(0, 1) o",
    )
    .await
    .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let first = sam.get("/members").await.text;
    assert_eq!(first.matches("class=\"member-row\"").count(), 50);
    assert!(first.contains("@member60<") && !first.contains("@member10<"));
    let next = first.split("rel=\"next\" href=\"").nth(1).unwrap();
    let second = sam.get(next.split('"').next().unwrap()).await.text;
    assert_eq!(second.matches("class=\"member-row\"").count(), 10);
    assert!(
        second.contains("@member10<")
            && second.contains("@member1<")
            && !second.contains("rel=\"next\"")
    );
    let back = second.split("rel=\"prev\" href=\"").nth(1).unwrap();
    let back = sam.get(back.split('"').next().unwrap()).await.text;
    assert!(
        back.contains("@member60<")
            && back.contains("@member11<")
            && !back.contains("rel=\"prev\""),
        "{back}"
    );
    test.finish().await;
}

#[tokio::test]
async fn who_does_not_see_a_ticket_learns_nothing_of_its_member() {
    let test = desk().await;
    let secret = ticket_of(&test, test.cast.mia, ("mia", "My lawyer will write.")).await;
    let mut olga = test.signed_in(test.cast.olga).await;
    hide(&test, &mut olga, &secret).await;
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = address(test.cast.mia);
    assert!(
        sam.get("/members")
            .await
            .text
            .contains("Nobody has written yet")
    );
    assert!(
        sam.get("/members?q=mia")
            .await
            .text
            .contains("Nobody is called")
    );
    for path in [mia.clone(), format!("{mia}/membership")] {
        assert_eq!(sam.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(olga.get(&path).await.status, StatusCode::OK, "{path}");
    }
    assert!(olga.get("/members").await.text.contains("@mia"));

    let conn = &mut test.app.db().await.unwrap();
    let system = test.app.act(rustmail::models::actor::Actor::System);
    Ticket::close(conn, &system, secret.id, Closing::default())
        .await
        .unwrap();
    ticket_of(&test, test.cast.mia, ("mia", "Something else")).await;
    let page = sam.get(&mia).await.text;
    assert!(
        page.contains("One ticket") && page.contains("/tickets/2") && !page.contains("/tickets/1")
    );
    let page = olga.get(&mia).await.text;
    assert!(page.contains("2 tickets") && page.contains("/tickets/1") && page.contains("Legal"));
    test.finish().await;
}

#[tokio::test]
async fn a_members_page_asks_discord_after_it_is_shown() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    let villager = test
        .discord
        .create_role(test.cast.community, "Villager <3", 0);
    test.discord
        .give_role(test.cast.community, test.cast.mia, villager.unwrap())
        .unwrap();
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = address(test.cast.mia);
    let page = sam.get(&mia).await.text;
    assert!(
        page.contains(&format!("data-hx-get=\"{mia}/membership\"")),
        "{page}"
    );
    assert!(page.contains("Account created") && !page.contains("Villager"));
    let part = sam.get_fragment(&format!("{mia}/membership")).await.text;
    assert!(
        part.contains("Villager &lt;3") && part.contains("In the community since"),
        "{part}"
    );
    assert!(
        !part.contains("data-hx-get"),
        "it would ask again for ever: {part}"
    );
    let plain = sam.get(&format!("{mia}?ask=discord")).await.text;
    assert!(plain.contains("Villager &lt;3"), "{plain}");

    test.discord
        .leave(test.cast.community, test.cast.mia)
        .unwrap();
    let part = sam.get_fragment(&format!("{mia}/membership")).await.text;
    assert!(part.contains("Not in the server any more"), "{part}");
    assert_eq!(sam.get("/members/999").await.status, StatusCode::NOT_FOUND);
    test.finish().await;
}

#[tokio::test]
async fn a_member_is_blocked_and_unblocked_on_their_page() {
    let test = desk().await;
    let ticket = ticket_of(&test, test.cast.mia, ("mia", "Hello?")).await;
    assert_eq!(ticket.id, TicketId(1));
    assert_eq!(ticket.member_id, UserId(test.cast.mia.signed()));
    let mut sam = test.signed_in(test.cast.sam).await;
    let mia = address(test.cast.mia);
    let id = test.cast.mia.to_string();
    let fields = [
        ("member", &*id),
        ("from", "member"),
        ("reason", "Spam <i>"),
        ("lasts", "7d"),
    ];
    let placed = sam.post("/blocks", &fields).await;
    assert_eq!(placed.location(), mia);
    let page = sam.get(&mia).await.text;
    for text in [
        "Blocked by sam",
        "Spam &lt;i&gt;",
        "in 7 d",
        "Lift the block",
    ] {
        assert!(page.contains(text), "{text} is missing: {page}");
    }
    let lifted = sam.post("/blocks/1/lifting", &[("from", "member")]).await;
    assert_eq!(lifted.location(), mia);
    let page = sam.get(&mia).await.text;
    assert!(
        page.contains("lifted by sam") && page.contains("id=\"new-block\""),
        "{page}"
    );

    test.grant(test.cast.paul, Permission::ViewTickets).await;
    let mut viewer = test.signed_in(test.cast.paul).await;
    let page = viewer.get(&mia).await.text;
    assert!(
        page.contains("lifted by sam") && !page.contains("id=\"new-block\""),
        "{page}"
    );
    test.finish().await;
}
