//! Taking back what was done, over the API.

use rustmail::models::api_key::Scope;
use serde_json::{Value, json};

use super::asker::{Asker, desk, text};

const CREATE: &str = "mutation ($member: Snowflake!) {
    createTicket(input: { memberId: $member }) { ticket { id } } }";
const FIELDS: &str =
    "ticket { scheduledClosure { id reason dueAt } } calledOff { id } userErrors { code field }";

#[tokio::test(flavor = "multi_thread")]
async fn a_closure_that_was_called_off_is_scheduled_again() {
    let desk = desk().await;
    let scopes = [Scope::CreateTicket, Scope::ReadTickets, Scope::UpdateTicket];
    let shop = Asker::program(&desk.app, &scopes).await;
    let member = json!({ "member": desk.cast.mia.to_string() });
    let ticket = text(&shop.ask(CREATE, member).await, "/createTicket/ticket/id");
    let does = async |mutation: &str, kind: &str, mut input: Value| {
        input["ticketId"] = json!(ticket);
        let query =
            format!("mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {FIELDS} }} }}");
        shop.ask(&query, json!({ "input": input })).await[mutation].clone()
    };
    let close = ("closeTicket", "CloseTicketInput");
    let again = ("scheduleClosureAgain", "ScheduleClosureAgainInput");
    let first = does(
        close.0,
        close.1,
        json!({ "after": "5h", "reason": "No answer" }),
    )
    .await;
    let first = &first["ticket"]["scheduledClosure"];
    let second = does(close.0, close.1, json!({ "after": "1h" })).await;
    assert_eq!(second["calledOff"]["id"], first["id"]);
    let second = &second["ticket"]["scheduledClosure"];
    let blind = json!({ "closureId": first["id"] });
    let refused = does(again.0, again.1, blind).await;
    assert_eq!(
        refused["userErrors"],
        json!([{ "code": "CHANGED_MEANWHILE", "field": null }])
    );
    let wrong = does(again.0, again.1, json!({ "closureId": ticket })).await;
    assert_eq!(wrong["userErrors"][0]["field"], "closureId");
    let undo = json!({ "closureId": first["id"], "insteadOfId": second["id"] });
    let undone = does(again.0, again.1, undo).await;
    let restored = &undone["ticket"]["scheduledClosure"];
    assert_eq!(
        (&restored["reason"], &restored["dueAt"]),
        (&first["reason"], &first["dueAt"])
    );
    let kept = does("cancelClosure", "CancelClosureInput", json!({})).await;
    assert_eq!(kept["ticket"]["scheduledClosure"], Value::Null);
    let undo = json!({ "closureId": kept["calledOff"]["id"] });
    let undone = does(again.0, again.1, undo).await;
    assert_eq!(
        undone["ticket"]["scheduledClosure"]["dueAt"],
        first["dueAt"]
    );
    desk.finish().await;
}
