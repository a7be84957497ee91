//! The figures of the dashboard, asked for by people and by programs.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, idle_desk, text};
use super::paging::open_tickets;

const FIGURES: &str = "query ($period: StatisticsPeriod) { statistics(period: $period) {
    period timeZone open waitingOnStaff waitingOnMember closedToday closedThisWeek totalClosed
    days { created closed } response { count meanSeconds } resolution { count meanSeconds medianSeconds p90Seconds }
    categories { name closed percent } fastestResponder { user { username } }
    mostMessages { user { username } messages } mostClosed { closed }
    leaderboard { user { username } messages closed responses meanResponseSeconds } } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_person_and_a_program_are_told_the_same_figures() {
    let desk = idle_desk().await;
    open_tickets(&desk.app, 3).await;
    let sam = Asker::person(&desk.app, (desk.cast.sam, "sam"), &[desk.cast.agents]).await;
    let found = sam.ask("{ ticket(number: 2) { id } }", json!({})).await;
    let id = text(&found, "/ticket/id");
    for mutation in [
        "mutation ($id: ID!) { replyToTicket(input: {ticketId: $id, content: \"Hi\"}) { message { id } } }",
        "mutation ($id: ID!) { closeTicket(input: {ticketId: $id}) { ticket { id } } }",
    ] {
        sam.ask(mutation, json!({ "id": id })).await;
    }
    let told = sam.ask(FIGURES, json!({ "period": "DAYS_7" })).await;
    let figures = &told["statistics"];
    let days = figures["days"].as_array().unwrap();
    assert_eq!(days.len(), 7);
    let created = days.iter().filter_map(|day| day["created"].as_i64());
    assert_eq!(created.sum::<i64>(), 3);
    assert_eq!(
        (&figures["open"], &figures["totalClosed"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(figures["timeZone"], "UTC");
    assert_eq!(
        figures["mostMessages"],
        json!({ "user": { "username": "sam" }, "messages": 1 })
    );
    assert_eq!(figures["fastestResponder"], Value::Null);
    assert_eq!(
        figures["categories"],
        json!([{ "name": null, "closed": 1, "percent": 100.0 }])
    );

    let reader = Asker::program(&desk.app, &[Scope::ReadTickets]).await;
    assert_eq!(
        reader.ask(FIGURES, json!({ "period": "DAYS_7" })).await,
        told
    );
    let month = reader.ask(FIGURES, json!({})).await;
    assert_eq!(
        month["statistics"]["period"], "DAYS_30",
        "a month unless told otherwise"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_the_panel_is_told_nothing() {
    let desk = idle_desk().await;
    let query = "{ statistics { open } }";
    let stranger = Asker::stranger(&desk.app);
    assert_eq!(stranger.code(query, json!({})).await, "UNAUTHENTICATED");
    let writer = Asker::program(&desk.app, &[Scope::CreateTicket]).await;
    assert_eq!(writer.code(query, json!({})).await, "FORBIDDEN");
    let mia = Asker::person(&desk.app, (desk.cast.mia, "mia"), &[]).await;
    assert_eq!(mia.code(query, json!({})).await, "FORBIDDEN");
}
