//! The administration: who may do what and why, who is signed in, what happened, what failed, how everything is.

use rustmail_demo::cast::AGENT;

use super::chrome::Chrome;
use super::sessions;
use super::visitor::{Scripts, Visitor};

pub async fn look_after(visitor: &Visitor<'_>) {
    grant(visitor).await;
    look_up(visitor).await;
    end_a_session(visitor).await;
    read_the_log(visitor).await;
    try_again(visitor).await;
    visitor.go("/administration/health").await;
    visitor.sees(".health .card", "").await;
    consult_the_doctor(visitor).await;
}

/// The doctor finds what is wrong, says how to mend it, and looks again when it is mended.
async fn consult_the_doctor(visitor: &Visitor<'_>) {
    let simulator = &visitor.desk.desk.simulator;
    let switch = |is_on| {
        simulator.change(|world| {
            for application in world.applications.values_mut() {
                application.privileged.message_content = is_on;
            }
        });
    };
    switch(false);
    visitor.go("/administration/doctor").await;
    // Where scripts run, the page asks by itself.
    if visitor.scripts == Scripts::Off {
        visitor.follow(".doctor-look button").await;
    }
    visitor.sees(".doctor-bad", "Message Content Intent").await;
    visitor.sees(".doctor-good", "").await;
    switch(true);
    visitor.send(".doctor-look button").await;
    visitor
        .misses(".doctor-bad", "Message Content Intent")
        .await;
    visitor.sees(".doctor-summary", "").await;
}

/// Permissions are given to whom one finds by typing a name.
async fn grant(visitor: &Visitor<'_>) {
    let agent = format!("#candidate-user-{}", visitor.desk.person(AGENT.1));
    let revoke = format!(
        ".given button[aria-label*='Edit the configuration'][aria-label*='{}']",
        AGENT.0
    );
    for is_overtaken in [false, true] {
        visitor.go("/administration/grants").await;
        visitor.type_into("#find", AGENT.0).await;
        if visitor.scripts == Scripts::Off {
            visitor
                .follow("form[method=get][action$='/grants'] button")
                .await;
        }
        visitor.click(&agent).await;
        visitor.click("#permissions-edit_configuration").await;
        visitor.send(".giving button[type=submit]").await;
        visitor.sees(".given", "Edit the configuration").await;
        if visitor.scripts == Scripts::Run {
            // The name is still in its box, and so is who it found.
            visitor
                .sees(&format!("label[for={}]", &agent[1..]), "")
                .await;
        }
        if is_overtaken {
            let elsewhere = TAKE_BACK_ELSEWHERE.replace("BUTTON", &format!("{revoke:?}"));
            let _: bool = visitor.evaluate(&elsewhere).await;
        }
        visitor.send(&revoke).await;
        visitor
            .until(&format!("!document.querySelector({revoke:?})"))
            .await;
        let told = match is_overtaken {
            true => "somebody may have taken it back already",
            false => "Edit the configuration",
        };
        visitor.sees("#notice", told).await;
    }
    if visitor.scripts == Scripts::Run {
        be_told_why_not(visitor).await;
    }
}

/// Somebody else presses the same button on their page.
const TAKE_BACK_ELSEWHERE: &str = "(async () => {
    const { form } = document.querySelector(BUTTON);
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } });
    return answer.ok;
})()";

/// An act that is refused without an answer in place: the server's sentence is told, and nothing of what was typed where nothing was.
async fn be_told_why_not(visitor: &Visitor<'_>) {
    let act = "(htmx.ajax('POST', '/tickets/999999/label', { source: '.giving' }), true)";
    let _: bool = visitor.evaluate(act).await;
    visitor.sees("#not-done", "There is no such ticket.").await;
    visitor.misses("#not-done", "typed").await;
    let write = "(document.querySelector('.giving').append(document.createElement('textarea')), (document.querySelector('.giving textarea').value = 'Half a word'), true)";
    let _: bool = visitor.evaluate(write).await;
    let _: bool = visitor.evaluate(act).await;
    visitor
        .sees("#not-done", "no such ticket. What you typed is still there")
        .await;
    visitor.forgive("the server responded with a status of 404");
    visitor.forgive("Response Status Error Code 404");
}

async fn look_up(visitor: &Visitor<'_>) {
    visitor.go("/administration/people").await;
    visitor
        .follow(&format!(
            ".people a[href$='{}']",
            visitor.desk.person(AGENT.1)
        ))
        .await;
    visitor.sees("main", "Support").await;
    visitor.sees(".table tbody", "Yes").await;
}

/// Whoever's session is ended has to sign in again.
async fn end_a_session(visitor: &Visitor<'_>) {
    let chrome = Chrome::start().await;
    let agent = Visitor::enter(&chrome, visitor.desk, (AGENT.1, Scripts::Run)).await;
    agent.go("/tickets").await;
    agent.sees("h1", "Tickets").await;
    sessions::end_of(visitor, AGENT.0).await;
    visitor.misses(".session", AGENT.0).await;
    agent.until("location.pathname === '/sign-in'").await;
    chrome.close().await;
}

async fn read_the_log(visitor: &Visitor<'_>) {
    visitor.go("/administration/log").await;
    visitor.sees(".log-entry", "").await;
    visitor.type_into("#log-person", AGENT.0).await;
    visitor.follow(".log-filter button.primary").await;
    visitor.sees(".log-entry", AGENT.0).await;
    visitor.until(&format!(
        "[...document.querySelectorAll('.log-sentence')].every((one) => one.innerText.includes({:?}))",
        AGENT.0
    )).await;
    visitor.replace("#log-person", "nobody of this name").await;
    visitor.follow(".log-filter button.primary").await;
    visitor
        .until("document.querySelector('#log-person').value === 'nobody of this name' && !document.querySelector('.log-entry')")
        .await;
    visitor
        .follow(".log-acts a[href='/administration/log']")
        .await;
    visitor.sees(".log-entry", "").await;
}

/// What Discord refused is tried again once the cause is mended.
async fn try_again(visitor: &Visitor<'_>) {
    let simulator = &visitor.desk.desk.simulator;
    visitor.go("/administration/deliveries").await;
    let ticket: String = visitor
        .evaluate("document.querySelector('.failure a').pathname")
        .await;
    visitor.go(&ticket).await;
    let member: String = visitor
        .evaluate("document.querySelector('#ticket-header code').textContent")
        .await;
    let member = member.parse().unwrap();
    simulator.open_dms(member).unwrap();
    visitor.go("/administration/deliveries").await;
    visitor.send(".failure form[action$='/retry'] button").await;
    visitor
        .misses(".failure a", &ticket.replace("/tickets/", "#"))
        .await;
    visitor.go(&ticket).await;
    visitor.misses(".delivery-failed", "").await;

    simulator.close_dms(member).unwrap();
    let answer = format!("Are you there? ({})", visitor.word());
    visitor.type_into("#composer-content", &answer).await;
    visitor.send("#composer-send").await;
    visitor.sees(".from-staff", &answer).await;
    visitor
        .sees_in_time(".delivery-failed", "does not accept direct messages")
        .await;
}
