//! What somebody writes and chooses in the box of a ticket stays theirs, whatever happens around it.

use super::chrome::Chrome;
use super::visitor::{Scripts, Visitor};

/// Sends the next form as it is, and never lets the page know what came of it.
const LOSE_THE_NEXT_ANSWER: &str = "(() => {
    const real = XMLHttpRequest.prototype;
    const { open, send, setRequestHeader } = real;
    real.open = function (method, url, ...rest) {
        this.asked = { method, url, headers: {} };
        return open.call(this, method, url, ...rest);
    };
    real.setRequestHeader = function (name, value) {
        this.asked.headers[name] = value;
        return setRequestHeader.call(this, name, value);
    };
    real.send = async function (body) {
        if (!this.asked.url.endsWith('/messages')) return send.call(this, body);
        Object.assign(real, { open, send, setRequestHeader });
        window.wasLocked = document.querySelector('#composer-content').readOnly;
        const { method, url, headers } = this.asked;
        await fetch(url, { method, headers, body });
        this.onerror(new ProgressEvent('error'));
    };
    return true;
})()";

/// Notes whether anything can be typed while a request is on its way that brings another box.
const WATCH_THE_BOX: &str = "(() => {
    const real = XMLHttpRequest.prototype;
    const { send } = real;
    real.send = function (body) {
        window.boxWasLocked ||= document.querySelector('#composer-content').readOnly;
        return send.call(this, body);
    };
    return true;
})()";

/// Files that are chosen stay chosen while a saved answer comes into the box, and while somebody else closes the ticket and opens it
/// again.
pub async fn keep_files(visitor: &Visitor<'_>, colleague: &str) {
    let here = visitor.address().await;
    visitor.attach("#composer-files", "map.txt").await;
    visitor.unfold("#composer-snippets").await;
    visitor.choose("#composer-snippet", "/bye").await;
    let _: bool = visitor.evaluate(WATCH_THE_BOX).await;
    visitor.click(".composer-snippet button").await;
    visitor.until("window.boxWasLocked").await;
    visitor
        .until("document.querySelector('#composer-content').value.includes('Happy to help')")
        .await;
    visitor.until(IS_CHOSEN).await;

    let elsewhere = Chrome::start().await;
    let other = Visitor::enter(&elsewhere, visitor.desk, (colleague, Scripts::Run)).await;
    other.open(&here).await;
    other.unfold("#closing").await;
    other.click("#closing-silent").await;
    other.follow("#closing button[type=submit]").await;
    visitor.sees(".ticket-closure", "Member not told").await;
    visitor.sees("#composer-unsent", "").await;
    other.follow("form[action$='/reopening'] button").await;
    visitor.sees("#composer-send", "").await;
    other.assert_content();
    elsewhere.close().await;
    visitor
        .until("document.querySelector('#composer-content').value.includes('Happy to help')")
        .await;
    visitor.until(IS_CHOSEN).await;
    visitor.click("#composer-send").await;
    visitor.sees(".from-staff .attachment", "map.txt").await;
    visitor.until(&format!("!({IS_CHOSEN})")).await;
}

const IS_CHOSEN: &str = "document.querySelector('#composer-files')?.files[0]?.name === 'map.txt'";

/// No answer comes back, and the writer corrects what has arrived: they are told, and nothing of it is lost.
pub async fn correct_what_has_arrived(visitor: &Visitor<'_>) {
    visitor.type_into("#composer-content", "It is here").await;
    visitor.sees("#composer-draft", "Draft kept").await;
    let _: bool = visitor.evaluate(LOSE_THE_NEXT_ANSWER).await;
    visitor.click("#composer-send").await;
    visitor
        .sees("#not-done", "What you typed is still there")
        .await;
    visitor
        .until("window.wasLocked && !document.querySelector('#composer-content').readOnly")
        .await;
    visitor.replace("#composer-content", "It was here").await;
    visitor.sees("#composer-draft", "Draft kept").await;
    visitor.click("#composer-send").await;
    visitor
        .sees("#composer .refusal", "What you sent before has arrived")
        .await;
    visitor
        .until("document.querySelector('#composer-content').value === 'It was here'")
        .await;
    visitor.click("#composer-send").await;
    visitor
        .sees(".from-staff .message-text", "It was here")
        .await;
    visitor
        .until("document.querySelector('#composer-content').value === ''")
        .await;
    for said in ["htmx:sendError", "a status of 422"] {
        visitor.forgive(said);
    }
}

/// The same person writes in the same ticket in two windows: no text is lost, and none is said to be kept that is not.
pub async fn write_in_two_windows(chrome: &Chrome, visitor: &Visitor<'_>) {
    let other = chrome.tab().await;
    other.open(&visitor.address().await).await;
    visitor
        .type_into("#composer-content", "A long answer")
        .await;
    visitor.sees("#composer-draft", "Draft kept").await;
    other.type_into("#composer-content", "Short").await;
    other.sees("#composer-elsewhere", "A long answer").await;
    other.click("#composer-send").await;
    other.sees(".from-staff .message-text", "Short").await;
    visitor.sees(".from-staff .message-text", "Short").await;
    visitor.sees("#composer-draft", "Draft kept").await;

    other.reload().await;
    other
        .until("document.querySelector('#composer-content').value === 'A long answer'")
        .await;
    other.replace("#composer-content", "Another").await;
    other.until(IS_KEPT).await;
    let _: bool = visitor.evaluate(HEAR_OF_SOMETHING).await;
    visitor.sees("#composer-elsewhere", "Another").await;
    visitor.click("#composer-elsewhere button").await;
    visitor.sees("#composer-draft", "Draft kept").await;

    let _: bool = other.evaluate(HEAR_OF_SOMETHING).await;
    other.sees("#composer-elsewhere", "A long answer").await;
    other.click("#composer-discard").await;
    other
        .until("document.querySelector('#composer-content').value === 'A long answer'")
        .await;
    other.click("#composer-discard").await;
    other
        .until("document.querySelector('#composer-content').value === ''")
        .await;
    let _: bool = visitor.evaluate(HEAR_OF_SOMETHING).await;
    visitor.sees("#composer-draft", "Kept again").await;
    visitor.click("#composer-discard").await;
    visitor
        .until("document.querySelector('#composer-content').value === ''")
        .await;
    other.assert_content();
}

/// What the server has kept is the text with which the box would come back.
const IS_KEPT: &str = "document.querySelector('#composer-content').value
    === document.querySelector('#composer-content').defaultValue";

const HEAR_OF_SOMETHING: &str = "(htmx.trigger('#conversation', 'sse:ticket'), true)";

/// What is typed right before the page is left is there when somebody comes back.
pub async fn leave_in_a_hurry(visitor: &Visitor<'_>) {
    let here = visitor.address().await;
    visitor.type_into("#composer-content", "Just a mo").await;
    visitor.go("/tickets").await;
    visitor.open(&here).await;
    visitor
        .until("document.querySelector('#composer-content').value === 'Just a mo'")
        .await;
    visitor.click("#composer-discard").await;
    visitor
        .until("document.querySelector('#composer-content').value === ''")
        .await;
}
