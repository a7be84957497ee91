//! A conversation in which everything happens that can happen to a message.

use rustmail_views::form::Field;
use rustmail_views::markdown::Names;
use rustmail_views::ticket::attachment::{Attachment, Copied, Kind as File};
use rustmail_views::ticket::conversation::{Beyond, Conversation, Stretch};
use rustmail_views::ticket::delivery::Delivery;
use rustmail_views::ticket::message::{By, Kind, Message, Quote, Retrying, Revision};
use rustmail_views::ticket::own_reply::OwnReply;

use super::minutes_ago;

const DAY: i64 = 24 * 60;

pub fn conversation() -> Conversation {
    Conversation {
        ticket: 1042,
        messages: first_day().into_iter().chain(second_day()).collect(),
        earlier: Beyond::More,
        later: Beyond::None,
        stretch: Stretch::Latest,
        names: names(),
    }
}

fn names() -> Names {
    let mut names = Names::default();
    names
        .users
        .insert(201_000_000_000_000_001, "Jonas".to_owned());
    names
}

pub fn said(id: i64, kind: Kind, author: &str, content: &str) -> Message {
    Message {
        id,
        kind,
        author: author.to_owned(),
        picture: (author == "Jonas").then(|| "/avatars/201/0123".to_owned()),
        by: if author == "Jonas" {
            By::Reader
        } else {
            By::Other
        },
        content: content.to_owned(),
        sent_at: minutes_ago(3),
        reply_to: None,
        forwarded: None,
        attachments: Vec::new(),
        to_member: None,
        to_channel: None,
        revisions: Vec::new(),
        deleted_at: None,
        own: None,
        retrying: Retrying::Allowed,
    }
}

fn first_day() -> Vec<Message> {
    let welcome = "Thank you for writing! Somebody will answer you here soon.";
    let question = "Hello! I bought the supporter pack yesterday and nothing arrived.\n\nThe receipt is attached.";
    let answer =
        "Hi Mira, thank you for the receipt. I look it up and come back to you within the hour.";
    vec![
        Message {
            sent_at: minutes_ago(2 * DAY),
            attachments: vec![receipt(), film()],
            ..said(10, Kind::Member, "Mira Holt", question)
        },
        Message {
            sent_at: minutes_ago(2 * DAY),
            to_member: Some(Delivery::Delivered),
            to_channel: Some(Delivery::Failed("the channel is gone".to_owned())),
            ..said(11, Kind::Automatic, "Rustmail", welcome)
        },
        Message {
            sent_at: minutes_ago(2 * DAY - 9),
            ..said(
                12,
                Kind::Note,
                "Léa",
                "Third one today with the **same** provider. <@201000000000000001>, do you know more?",
            )
        },
        Message {
            sent_at: minutes_ago(2 * DAY - 14),
            to_member: Some(Delivery::Delivered),
            revisions: vec![Revision {
                number: 3,
                content: "Hi Mira, thanks. I look it up.".to_owned(),
                replaced_at: minutes_ago(2 * DAY - 15),
            }],
            ..said(13, Kind::Reply(1), "Jonas", answer)
        },
    ]
}

fn second_day() -> Vec<Message> {
    let forwarded = "Use the code SUPPORT-7Q2X within 24 hours.";
    vec![
        Message {
            sent_at: minutes_ago(58),
            to_member: Some(Delivery::Delivered),
            ..said(
                14,
                Kind::AnonymousReply(2),
                "Léa",
                "Your payment went through. The code is in your inbox now.",
            )
        },
        Message {
            sent_at: minutes_ago(31),
            attachments: vec![sticker()],
            forwarded: Some(forwarded.to_owned()),
            ..said(15, Kind::Member, "Mira Holt", "")
        },
        Message {
            sent_at: minutes_ago(28),
            deleted_at: Some(minutes_ago(27)),
            to_member: Some(Delivery::Delivered),
            ..said(16, Kind::Reply(3), "Jonas", "Wrong window, sorry.")
        },
        Message {
            sent_at: minutes_ago(12),
            to_member: Some(Delivery::Failed(
                "the member does not accept direct messages".to_owned(),
            )),
            own: Some(OwnReply {
                content: Field::of("Did you enter it on the redeem page?"),
            }),
            ..said(
                17,
                Kind::Reply(4),
                "Jonas",
                "Did you enter it on the redeem page?",
            )
        },
        Message {
            reply_to: Some(Quote {
                author: Some("Jonas".to_owned()),
                content: "Did you enter it on the redeem page?".to_owned(),
                message: Some(17),
            }),
            ..said(
                18,
                Kind::Member,
                "Mira Holt",
                "Now it says the code was already used, but I never got anything?",
            )
        },
        Message {
            sent_at: minutes_ago(0),
            to_member: Some(Delivery::Queued),
            own: Some(OwnReply {
                content: Field::of("One moment, I ask the shop."),
            }),
            ..said(19, Kind::Reply(5), "Jonas", "One moment, I ask the shop.")
        },
    ]
}

fn receipt() -> Attachment {
    Attachment {
        name: "receipt.png".to_owned(),
        bytes: 48_213,
        copy: Copied::Here("/attachments/31".to_owned()),
        kind: File::Image,
    }
}

fn film() -> Attachment {
    Attachment {
        name: "what happens when I click.mov".to_owned(),
        bytes: 18_350_080,
        copy: Copied::NotYet,
        kind: File::File,
    }
}

fn sticker() -> Attachment {
    Attachment {
        name: "Waving cat".to_owned(),
        bytes: 0,
        copy: Copied::Failed("Discord no longer has it".to_owned()),
        kind: File::Sticker,
    }
}
