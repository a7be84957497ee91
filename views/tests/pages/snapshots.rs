//! The main part of every page, word for word.

use maud::Markup;
use rustmail_views::ticket;
use words::Language;

use crate::samples;

#[test]
fn every_page_reads_as_it_did() {
    let reader = samples::reader(Language::English);
    for (name, page) in samples::every_page(&reader) {
        insta::assert_snapshot!(name, main_part(page));
    }
}

#[test]
fn a_ticket_reads_in_french() {
    let reader = samples::reader(Language::French);
    let page = ticket::page(&reader, &samples::open_ticket());
    insta::assert_snapshot!("ticket-in-french", main_part(page));
}

#[test]
fn the_frame_leads_to_what_the_reader_may_open() {
    let mut reader = samples::notice(samples::reader(Language::English), "The key was revoked.");
    reader.can.graphiql = false;
    let page = ticket::page(&reader, &samples::closed_ticket()).into_string();
    let frame = page.split("<body>").nth(1).unwrap();
    let frame = frame.split("<div class=\"ticket\">").next().unwrap();
    insta::assert_snapshot!("frame", lines(frame));
}

#[test]
fn a_sent_message_answers_with_an_empty_box_and_the_conversation() {
    let reader = samples::reader(Language::English);
    let answer = ticket::sent(&reader, &samples::composer(), &samples::conversation());
    let answer = answer.into_string();
    assert!(answer.starts_with("<form class=\"composer\" id=\"composer\""));
    assert!(answer.contains("<section class=\"conversation\" id=\"conversation\""));
    assert!(answer.contains("data-hx-swap-oob=\"morph\""));
}

/// The live fragments are the very markup of the page, so a refresh changes nothing by itself.
#[test]
fn the_page_holds_the_same_fragments_that_live_updates_fetch() {
    let reader = samples::reader(Language::English);
    let sample = samples::open_ticket();
    let page = ticket::page(&reader, &sample).into_string();
    let header = ticket::header::header(&reader, &sample.header).into_string();
    let conversation = ticket::conversation::conversation(&reader, &sample.conversation);
    assert!(page.contains(&header));
    assert!(page.contains(&conversation.into_string()));
}

fn main_part(page: Markup) -> String {
    let html = page.into_string();
    let main = html.split("<main").nth(1).unwrap();
    lines(&format!("<main{}", main.split("</main>").next().unwrap()))
}

/// One element a line, so that a difference is readable.
fn lines(html: &str) -> String {
    html.replace("><", ">\n<")
}
