//! A ticket: answered in every way, worked in every way, closed in every way.

use rustmail_demo::cast::{AGENT, MEMBER};

use super::chrome::{Chrome, Tab};
use super::tickets;
use super::visitor::{Scripts, Visitor};
use super::write_on_discord;
use super::{composing, keyboard};

/// Another of the staff, who answers the same tickets.
const COLLEAGUE: (&str, &str) = ("Jonas Brandt", "jonas");

pub async fn work(chrome: &Chrome, visitor: &Visitor<'_>) {
    let member = chrome.tab().await;
    member.open(&visitor.desk.dm_page(MEMBER.1)).await;
    let question = format!("Where do the {} lanterns grow?", visitor.word());
    write_on_discord(&member, &question).await;
    visitor.go("/tickets").await;
    visitor.sees_in_time(".ticket-preview", &question).await;
    if visitor.scripts == Scripts::Run {
        tickets::hold_still(chrome, visitor).await;
    }
    visitor.follow_row(&question).await;
    visitor.sees(".from-member .message-text", &question).await;

    answer(visitor, &member).await;
    if visitor.scripts == Scripts::Run {
        stay_put(visitor).await;
    }
    use_a_snippet(visitor, &member).await;
    keep_a_draft(visitor).await;
    be_overtaken(visitor).await;
    if visitor.scripts == Scripts::Run {
        composing::keep_files(visitor, COLLEAGUE.1).await;
        composing::correct_what_has_arrived(visitor).await;
        composing::write_in_two_windows(chrome, visitor).await;
        composing::leave_in_a_hurry(visitor).await;
        keyboard::work(visitor).await;
    }
    arrange(visitor).await;
    block(visitor).await;
    take_away(visitor).await;
    close(visitor, &member).await;
    member.assert_content();
}

/// A reply with one's name, one without it, and a note.
async fn answer(visitor: &Visitor<'_>, member: &Tab) {
    let word = visitor.word();
    say(visitor, &format!("By the {word} river.")).await;
    visitor
        .sees_in_time(".from-staff .delivery-delivered", "")
        .await;
    member
        .sees("#messages", &format!("By the {word} river."))
        .await;
    member.sees("#messages", AGENT.0).await;

    visitor.click("label[for=kind-anonymous_reply]").await;
    say(visitor, &format!("Go at {word} dusk.")).await;
    member
        .sees("#messages", &format!("Go at {word} dusk."))
        .await;

    visitor.click("label[for=kind-note]").await;
    say(visitor, &format!("Has asked {word} before.")).await;
    visitor.sees(".is-note .message-text", word).await;
    assert!(!member.shows("#messages", "Has asked").await);
    visitor.click("label[for=kind-reply]").await;
}

/// A live update leaves the page where somebody has scrolled it.
async fn stay_put(visitor: &Visitor<'_>) {
    let moved = "new Promise((done) => {
        const page = document.scrollingElement;
        page.scrollTo(0, page.scrollHeight);
        const before = page.scrollTop;
        document.addEventListener('htmx:afterSettle', () => done(page.scrollTop - before), { once: true });
        htmx.trigger('#conversation', 'sse:ticket');
    })";
    let moved: f64 = visitor.evaluate(moved).await;
    assert!(moved.abs() < 1.0, "the page jumps by {moved} px");
}

async fn say(visitor: &Visitor<'_>, text: &str) {
    visitor.type_into("#composer-content", text).await;
    visitor.send("#composer-send").await;
    visitor.sees(".message-text", text).await;
    visitor
        .until("document.querySelector('#composer-content').value === ''")
        .await;
}

async fn use_a_snippet(visitor: &Visitor<'_>, member: &Tab) {
    match visitor.scripts {
        Scripts::Run => {
            // What is offered goes when the cursor leaves what it was offered for, and no key is swallowed.
            visitor.type_into("#composer-content", "/").await;
            visitor.sees("#suggestions", "bye").await;
            visitor.press("ArrowLeft").await;
            visitor.press("Enter").await;
            visitor
                .until("!document.querySelector('#suggestions') && document.querySelector('#composer-content').value === '\\n/'")
                .await;
            visitor.replace("#composer-content", "/by").await;
            visitor.sees("#suggestions", "bye").await;
            visitor.press("Enter").await;
        }
        Scripts::Off => {
            visitor.unfold("#composer-snippets").await;
            visitor.choose("#composer-snippet", "/bye").await;
            visitor.follow(".composer-snippet button").await;
        }
    }
    visitor
        .until(&format!(
            "document.querySelector('#composer-content').value.includes('Happy to help, {}')",
            MEMBER.0
        ))
        .await;
    visitor.send("#composer-send").await;
    visitor
        .sees(".from-staff .message-text", "Happy to help")
        .await;
    member.sees("#messages", "Happy to help").await;
}

/// What is being written is there again after a reload. A script saves it by itself, and without one there is a button.
async fn keep_a_draft(visitor: &Visitor<'_>) {
    visitor
        .type_into("#composer-content", "Half a thought")
        .await;
    if visitor.scripts == Scripts::Off {
        visitor
            .follow("noscript button[formaction$='/draft/upload']")
            .await;
    }
    visitor.sees("#composer-draft", "Draft kept").await;
    visitor.reload().await;
    visitor
        .until("document.querySelector('#composer-content').value === 'Half a thought'")
        .await;
    visitor.send("#composer-discard").await;
    visitor
        .until("document.querySelector('#composer-content').value === ''")
        .await;
}

/// Somebody else answers while one is writing: one is told, and nothing is sent that one might not say any more.
async fn be_overtaken(visitor: &Visitor<'_>) {
    let (word, here) = (visitor.word(), visitor.address().await);
    let elsewhere = Chrome::start().await;
    let colleague = Visitor::enter(&elsewhere, visitor.desk, (COLLEAGUE.1, Scripts::Run)).await;
    colleague.open(&here).await;
    visitor
        .type_into("#composer-content", &format!("Mine, {word}"))
        .await;
    if visitor.scripts == Scripts::Run {
        colleague.sees("#presence-others", AGENT.0).await;
    }
    say(&colleague, &format!("Theirs, {word}")).await;
    if visitor.scripts == Scripts::Run {
        visitor
            .sees("#composer-hint", "Somebody else has just answered")
            .await;
    }
    visitor.send("#composer-send").await;
    visitor.sees(".composer-meanwhile", COLLEAGUE.0).await;
    visitor
        .sees(".composer-meanwhile", &format!("Theirs, {word}"))
        .await;
    visitor
        .until(&format!(
            "document.querySelector('#composer-content').value === 'Mine, {word}'"
        ))
        .await;
    visitor.forgive("the server responded with a status of 409");
    visitor.send("#composer-send").await;
    visitor
        .sees(".from-staff .message-text", &format!("Mine, {word}"))
        .await;
    if visitor.scripts == Scripts::Run {
        // Nobody is told any more that it is being written.
        colleague.sees("#presence-others", "is here").await;
    }
    colleague.assert_content();
    elsewhere.close().await;
}

/// Who works it, where it is, how urgent it is, what it is called.
async fn arrange(visitor: &Visitor<'_>) {
    let word = visitor.word();
    visitor.send("form[action$='/assignment'] button").await;
    visitor.sees(".work", "You").await;
    change(visitor, "#work-category", async || {
        visitor.choose("#work-category-list", "Gameplay").await;
    })
    .await;
    visitor.sees(".work-value", "Gameplay").await;
    change(visitor, "#work-priority", async || {
        visitor.choose("#work-priority-list", "Urgent").await;
    })
    .await;
    visitor.sees(".work-value", "Urgent").await;
    change(visitor, "#work-label", async || {
        visitor
            .replace("#work-label-name", &format!("{word} lanterns"))
            .await;
    })
    .await;
    visitor.sees("h1", &format!("{word} lanterns")).await;
    change(visitor, "#work-tags", async || {
        visitor
            .replace("#work-tag-name", &format!("{word}-growth"))
            .await;
    })
    .await;
    visitor.sees(".ticket-tag", &format!("{word}-growth")).await;
    visitor.send(".tag-remove").await;
    visitor.misses(".ticket-tag", word).await;

    change(visitor, "#work-assignment", async || {
        visitor.choose("#work-transfer", COLLEAGUE.0).await;
    })
    .await;
    visitor.sees(".work-value", COLLEAGUE.0).await;
    visitor.unfold("#work-assignment").await;
    visitor
        .send("#work-assignment form[action$='/assignment'] button")
        .await;
    visitor.sees(".work-value", "You").await;
    visitor.unfold("#work-assignment").await;
    visitor
        .send("#work-assignment form[action$='/release'] button")
        .await;
    visitor.sees(".work-value", "Nobody").await;
}

/// Unfolds a form, fills it in, and sends it.
async fn change(visitor: &Visitor<'_>, tool: &str, fill: impl AsyncFnOnce()) {
    visitor.unfold(tool).await;
    fill().await;
    visitor
        .send(&format!("{tool} form:last-of-type button[type=submit]"))
        .await;
}

async fn block(visitor: &Visitor<'_>) {
    visitor.unfold("#work-block").await;
    visitor.type_into("#work-block-lasts", "2d").await;
    visitor.type_into("#work-block-reason", "Trolls").await;
    visitor.follow("#work-block button.danger").await;
    visitor.sees(".work", "Trolls").await;
    visitor.send("form[action$='/block/lifting'] button").await;
    visitor.misses(".work", "Trolls").await;
}

async fn take_away(visitor: &Visitor<'_>) {
    visitor.unfold("#export").await;
    visitor.sees(".export-formats", "JSON").await;
    if visitor.scripts == Scripts::Off {
        return;
    }
    for format in ["html", "txt", "json"] {
        let transcript: String = visitor
            .evaluate(&format!(
                "fetch(`${{location.pathname}}/transcript.{format}`).then((answer) => answer.text())"
            ))
            .await;
        assert!(transcript.contains("By the swift river."), "{transcript}");
    }
}

/// Later, which can be called off; without a word, which can be undone; and for good.
async fn close(visitor: &Visitor<'_>, member: &Tab) {
    let word = visitor.word();
    visitor.unfold("#closing").await;
    visitor.type_into("#closing-when", "some day").await;
    visitor.type_into("#closing-reason", "No answer").await;
    visitor.follow("#closing button[type=submit]").await;
    visitor.sees("#closing-when-error", "").await;
    visitor
        .until("document.querySelector('#closing-reason').value === 'No answer'")
        .await;
    visitor.forgive("the server responded with a status of 422");
    visitor.replace("#closing-when", "2h").await;
    visitor.follow("#closing button[type=submit]").await;
    visitor.sees(".ticket-scheduled", "No answer").await;
    // Nothing but a script would take away what lies over the page.
    let is_over = "getComputedStyle(document.querySelector('#notice > *')).position === 'fixed'";
    let is_over: bool = visitor.evaluate(is_over).await;
    assert_eq!(is_over, visitor.scripts == Scripts::Run);
    visitor.send(".ticket-scheduled form button").await;
    visitor.misses(".ticket-scheduled", "").await;

    visitor.unfold("#closing").await;
    visitor.click("#closing-silent").await;
    visitor.follow("#closing button[type=submit]").await;
    visitor.sees(".ticket-closure", "Member not told").await;
    visitor.follow("form[action$='/reopening'] button").await;
    visitor.misses(".ticket-closure", "Member not told").await;
    visitor.sees("#composer", "").await;

    visitor.unfold("#closing").await;
    visitor
        .type_into("#closing-reason", &format!("Found {word}ly"))
        .await;
    visitor.follow("#closing button[type=submit]").await;
    visitor
        .sees(".ticket-closure", &format!("Found {word}ly"))
        .await;
    member
        .sees("#messages", "We have closed this conversation")
        .await;
}
