//! Working tickets over the API: who has them, where they lie, what they are called.

use diesel_async::SimpleAsyncConnection as _;
use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};
use crate::support::test_app::TestApp;

const FIELDS: &str =
    "ticket { state assignee { username } category { name emoji } priority tags label }
    userErrors { code field }";

const CREATE: &str = "mutation ($member: Snowflake!) { createTicket(input: { memberId: $member }) { ticket { id } } }";

/// A desk with Mia's ticket, Sam, Sue and a program that work it, and a category that only Sue's role sees.
struct Working {
    desk: TestApp,
    sam: Asker,
    sue: Asker,
    shop: Asker,
    ticket: String,
}

impl Working {
    async fn begin() -> Self {
        let desk = desk().await;
        let cast = &desk.cast;
        let lawyers = desk
            .discord
            .create_role(cast.staff_server, "Lawyers", 0)
            .unwrap();
        let given = desk.discord.give_role(cast.staff_server, cast.sue, lawyers);
        given.unwrap();
        let (sam, sue) = ((cast.sam, "sam"), (cast.sue, "sue"));
        let sam = Asker::person(&desk.app, sam, &[cast.agents]).await;
        let sue = Asker::person(&desk.app, sue, &[cast.agents, lawyers]).await;
        let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
        let shop = Asker::program(&desk.app, &scopes).await;
        let made = format!(
            "INSERT INTO categories (name, emoji, staff_roles, enabled, position, created_at) VALUES
             ('Orders', '📦', '{{}}', true, 0, now()), ('Legal', NULL, '{{{lawyers}}}', true, 1, now()),
             ('Old', NULL, '{{}}', false, 2, now())"
        );
        let mut conn = desk.app.db().await.unwrap();
        conn.batch_execute(&made).await.unwrap();
        drop(conn);
        let member = json!({ "member": cast.mia.to_string() });
        let created = shop.ask(CREATE, member).await;
        let ticket = text(&created, "/createTicket/ticket/id");
        Self {
            desk,
            sam,
            sue,
            shop,
            ticket,
        }
    }

    /// What a mutation answers; `input` is what it takes beside the ticket.
    async fn does(&self, who: &Asker, mutation: &str, mut input: Value) -> Value {
        input["ticketId"] = json!(self.ticket);
        let kind = match mutation {
            "addTicketTag" | "removeTicketTag" => "TicketTagInput".to_owned(),
            other => format!("{}{}Input", other[..1].to_uppercase(), &other[1..]),
        };
        let more = if mutation == "closeTicket" {
            ""
        } else {
            "changed"
        };
        let query = format!(
            "mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {FIELDS} {more} }} }}"
        );
        let answer = who.ask(&query, json!({ "input": input })).await;
        answer[mutation].clone()
    }

    async fn refuses(&self, who: &Asker, mutation: &str, input: Value) -> String {
        let answer = self.does(who, mutation, input).await;
        assert_eq!(answer["ticket"], Value::Null);
        text(&answer, "/userErrors/0/code")
    }

    /// The id of a category in the API.
    fn category(&self, number: i64) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(format!("category:{number}"))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_taken_handed_over_and_let_go() {
    let it = Working::begin().await;
    let nothing = || json!({});
    assert_eq!(
        it.refuses(&it.shop, "takeTicket", nothing()).await,
        "ONLY_PEOPLE"
    );
    assert_eq!(
        it.refuses(&it.sam, "releaseTicket", nothing()).await,
        "NOT_TAKEN"
    );
    let taken = it.does(&it.sam, "takeTicket", nothing()).await;
    assert_eq!(taken["ticket"]["assignee"]["username"], "sam");
    assert_eq!(
        it.refuses(&it.sue, "takeTicket", nothing()).await,
        "ALREADY_TAKEN"
    );
    let over = it
        .does(&it.sue, "takeTicket", json!({ "takeOver": true }))
        .await;
    assert_eq!(over["ticket"]["assignee"]["username"], "sue");
    let to =
        |who: discord_simulator::snowflake::Snowflake| json!({ "assigneeId": who.to_string() });
    let handed = it
        .does(&it.shop, "transferTicket", to(it.desk.cast.sam))
        .await;
    assert_eq!(handed["ticket"]["assignee"]["username"], "sam");
    let stranger = it
        .refuses(&it.shop, "transferTicket", to(it.desk.cast.mia))
        .await;
    assert_eq!(stranger, "CANNOT_WORK_IT");
    let people = "query ($id: ID!) { assignees(ticketId: $id) { username } }";
    let found = it.sue.ask(people, json!({ "id": it.ticket })).await;
    let all = json!([{ "username": "sam" }, { "username": "sue" }]);
    assert_eq!(found["assignees"], all, "{found}");
    let moved = json!({ "categoryId": it.category(2) });
    it.does(&it.sue, "moveTicket", moved).await;
    let found = it.sue.ask(people, json!({ "id": it.ticket })).await;
    assert_eq!(found["assignees"], json!([{ "username": "sue" }]));
    let hidden = it.sam.ask(people, json!({ "id": it.ticket })).await;
    assert_eq!(hidden["assignees"], Value::Null);
    it.does(&it.sue, "moveTicket", json!({ "categoryId": null }))
        .await;
    let freed = it.does(&it.sue, "releaseTicket", nothing()).await;
    assert_eq!(freed["ticket"]["assignee"], Value::Null);
    it.desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_moves_out_of_sight_is_gone_for_who_does_not_see_it() {
    let it = Working::begin().await;
    let to = |number| json!({ "categoryId": it.category(number) });
    let moved = it.does(&it.sam, "moveTicket", to(1)).await;
    let orders = json!({ "name": "Orders", "emoji": "📦" });
    assert_eq!(moved["ticket"]["category"], orders);
    assert_eq!(
        it.refuses(&it.sam, "moveTicket", to(2)).await,
        "CATEGORY_NOT_FOUND"
    );
    assert_eq!(
        it.refuses(&it.sam, "moveTicket", to(3)).await,
        "CATEGORY_DISABLED"
    );
    let wrong = json!({ "categoryId": it.ticket });
    assert_eq!(it.refuses(&it.sam, "moveTicket", wrong).await, "INVALID");
    let moved = it.does(&it.sue, "moveTicket", to(2)).await;
    assert_eq!(moved["ticket"]["category"]["name"], "Legal");
    let attempts = [
        ("takeTicket", json!({})),
        ("releaseTicket", json!({})),
        (
            "transferTicket",
            json!({ "assigneeId": it.desk.cast.sam.to_string() }),
        ),
        ("moveTicket", json!({})),
        ("renameTicket", json!({ "label": "Mine" })),
        ("setTicketPriority", json!({ "priority": "LOW" })),
        ("addTicketTag", json!({ "tag": "mine" })),
        ("removeTicketTag", json!({ "tag": "mine" })),
        ("reopenTicket", json!({})),
    ];
    for who in [&it.sam, &it.shop] {
        for (mutation, input) in &attempts {
            let person_only = *mutation == "takeTicket" && std::ptr::eq(who, &it.shop);
            let code = it.refuses(who, mutation, input.clone()).await;
            let expected = if person_only {
                "ONLY_PEOPLE"
            } else {
                "TICKET_NOT_FOUND"
            };
            assert_eq!(code, expected, "{mutation}");
        }
    }
    let back = it.does(&it.sue, "moveTicket", json!({})).await;
    assert_eq!(back["ticket"]["category"], Value::Null);
    it.desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_named_ranked_tagged_closed_and_reopened() {
    let it = Working::begin().await;
    let named = it
        .does(
            &it.shop,
            "renameTicket",
            json!({ "label": " Lost  parcel" }),
        )
        .await;
    assert_eq!(named["ticket"]["label"], "Lost parcel");
    let long = json!({ "label": "x".repeat(61) });
    assert_eq!(it.refuses(&it.shop, "renameTicket", long).await, "TOO_LONG");
    let urgent = it
        .does(
            &it.shop,
            "setTicketPriority",
            json!({ "priority": "URGENT" }),
        )
        .await;
    assert_eq!(urgent["ticket"]["priority"], "URGENT");
    let tagged = it
        .does(&it.shop, "addTicketTag", json!({ "tag": "Refund" }))
        .await;
    assert_eq!(tagged["ticket"]["tags"], json!(["refund"]));
    assert_eq!(
        it.refuses(&it.shop, "addTicketTag", json!({ "tag": "<b>" }))
            .await,
        "NOT_A_TAG"
    );
    let untagged = it
        .does(&it.shop, "removeTicketTag", json!({ "tag": "refund" }))
        .await;
    assert_eq!(untagged["ticket"]["tags"], json!([]));
    assert_eq!(
        it.refuses(&it.shop, "reopenTicket", json!({})).await,
        "NOT_CLOSED"
    );
    it.does(&it.shop, "closeTicket", json!({ "silent": true }))
        .await;
    let reopened = it.does(&it.shop, "reopenTicket", json!({})).await;
    assert_eq!(reopened["ticket"]["state"], "OPEN");
    it.desk
        .is_told(it.desk.cast.mia, "Your ticket is open again.")
        .await;
    it.desk.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_has_changed_since_is_not_undone() {
    let it = Working::begin().await;
    let taken = it.does(&it.sam, "takeTicket", json!({})).await;
    assert_eq!(taken["changed"], true);
    let again = it.does(&it.sam, "takeTicket", json!({})).await;
    assert_eq!(
        (&again["changed"], &again["userErrors"]),
        (&json!(false), &json!([]))
    );
    let (sam, sue) = (it.desk.cast.sam.to_string(), it.desk.cast.sue.to_string());
    let held_by = |who: Value| json!({ "expectedAssigneeId": who });
    for (who, input, code) in [
        (&it.sue, json!({}), "NOTHING_TO_GIVE_BACK"),
        (&it.sam, held_by(json!(sue)), "CHANGED_MEANWHILE"),
        (&it.sam, held_by(Value::Null), "CHANGED_MEANWHILE"),
    ] {
        assert_eq!(it.refuses(who, "giveTicketBack", input).await, code);
    }
    let back = it
        .does(&it.sam, "giveTicketBack", held_by(json!(sam)))
        .await;
    assert_eq!(back["ticket"]["assignee"], Value::Null);

    it.does(&it.sue, "renameTicket", json!({ "label": "Parcel" }))
        .await;
    it.does(&it.sue, "setTicketPriority", json!({ "priority": "HIGH" }))
        .await;
    let orders = it.category(1);
    it.does(&it.sue, "moveTicket", json!({ "categoryId": orders }))
        .await;
    for (mutation, wrong, right) in [
        (
            "renameTicket",
            json!({ "expectedLabel": null }),
            json!({ "expectedLabel": "Parcel" }),
        ),
        (
            "setTicketPriority",
            json!({ "priority": "LOW", "expectedPriority": "URGENT" }),
            json!({ "priority": "LOW", "expectedPriority": "HIGH" }),
        ),
        (
            "moveTicket",
            json!({ "expectedCategoryId": null }),
            json!({ "expectedCategoryId": orders }),
        ),
    ] {
        let refused = it.refuses(&it.sam, mutation, wrong).await;
        assert_eq!(refused, "CHANGED_MEANWHILE", "{mutation}");
        let done = it.does(&it.sam, mutation, right).await;
        assert_eq!(done["changed"], true, "{mutation}: {done}");
    }
    it.desk.finish().await;
}
