//! How a message of a ticket looks on each side: which words, whose name, which files.

use futures::future::try_join_all;
use words::Words;

use crate::app::App;
use crate::discord::posting::{MOST_BYTES, MOST_FILES, Posting, Upload};
use crate::discord::speech::{Speech, Style, escaped};
use crate::jobs::errand::{Errand, Trouble};
use crate::models::attachment::Attachment;
use crate::models::delivery::{DeliveryState, Post, Side};
use crate::models::message::conversation::Line;
use crate::models::message::{Kind, Message};
use crate::models::setting::value::Colour;
use crate::models::user::User;

/// The messages on Discord that show `message` on one side, files included.
pub async fn postings(
    errand: &Errand,
    message: Message,
    side: Side,
) -> Result<Vec<Posting>, Trouble> {
    let answered = message.reply_to_id;
    let mut postings = revised(errand, message.clone(), side).await?;
    let attachments = Attachment::of(&mut *errand.db().await?, message.id).await?;
    add_files(&errand.app, &mut postings, &attachments).await?;
    if let Some(answered) = answered
        && let Some(post) = Post::first_of(&mut *errand.db().await?, answered, side).await?
        && let Some(first) = postings.first_mut()
    {
        first.answers = Some(post.discord_message_id);
    }
    Ok(postings)
}

/// The same without files and without the answered message, which an edit leaves as they are.
pub async fn revised(
    errand: &Errand,
    message: Message,
    side: Side,
) -> Result<Vec<Posting>, Trouble> {
    let (line, author) = {
        let conn = &mut errand.db().await?;
        let author = match message.author_id {
            Some(id) => User::find(conn, id).await?,
            None => None,
        };
        (Line::of_all(conn, vec![message], 0).await?.pop(), author)
    };
    let Some(line) = line else {
        return Ok(Vec::new());
    };
    let seen = match side {
        Side::Dm => as_member_sees(&errand.app, &line, author.as_ref()).await?,
        Side::Channel => as_staff_see(&errand.app, &line, author.as_ref()),
    };
    Ok(seen.parts())
}

async fn as_member_sees(app: &App, line: &Line, author: Option<&User>) -> Result<Speech, Trouble> {
    let message = &line.message;
    let named = author.filter(|_| message.kind == Kind::Reply && !message.anonymous);
    let (speaker, picture) = match named {
        Some(author) => (author.name().to_owned(), picture(app, author)),
        None => {
            let desk = app.user_of(&app.discord.myself().await?);
            (desk.name().to_owned(), picture(app, &desk))
        }
    };
    let settings = app.settings();
    let colour = match message.kind {
        Kind::Reply => settings.staff_colour,
        _ => settings.system_colour,
    };
    let text = text_with_links(app, line);
    Ok(Speech {
        speaker,
        picture,
        text,
        footer: None,
        at: message.created_at,
        style: style(app, colour),
    })
}

fn as_staff_see(app: &App, line: &Line, author: Option<&User>) -> Speech {
    let (message, words) = (&line.message, app.words());
    let settings = app.settings();
    let colour = match message.kind {
        Kind::Member => settings.member_colour,
        Kind::Reply => settings.staff_colour,
        Kind::Note | Kind::System => settings.system_colour,
    };
    let speaker = match message.kind {
        Kind::Reply if message.anonymous => words.with(
            "channel-speaker-anonymous",
            &[("name", (&*message.author_name).into())],
        ),
        Kind::Note => words.with(
            "channel-speaker-note",
            &[("name", (&*message.author_name).into())],
        ),
        _ => message.author_name.clone(),
    };
    Speech {
        speaker,
        picture: author.and_then(|author| picture(app, author)),
        text: text_with_links(app, line),
        footer: footer(app, line),
        at: message.created_at,
        style: style(app, colour),
    }
}

/// What staff should know of a message beside what it says.
fn footer(app: &App, line: &Line) -> Option<String> {
    let (message, words) = (&line.message, app.words());
    let mut remarks = Vec::new();
    if let Some(number) = message.number {
        let values = [
            ("number", number.to_string().into()),
            ("prefix", app.settings().prefix.into()),
        ];
        remarks.push(words.with("channel-reply-number", &values));
    }
    let to_member = line.deliveries.iter().find(|one| one.side == Side::Dm);
    match to_member.map(|delivery| delivery.state) {
        Some(DeliveryState::Failed) => {
            remarks.push(words.text("channel-not-delivered").into_owned());
        }
        Some(DeliveryState::Outdated) => remarks.push(words.text("channel-outdated").into_owned()),
        Some(DeliveryState::Queued | DeliveryState::Delivered) | None => {}
    }
    if message.deleted_at.is_some() {
        remarks.push(words.text("channel-deleted").into_owned());
    } else if message.edited_at.is_some() {
        remarks.push(words.text("channel-edited").into_owned());
    }
    (!remarks.is_empty()).then(|| remarks.join(" • "))
}

fn text_with_links(app: &App, line: &Line) -> String {
    let (message, words) = (&line.message, app.words());
    let mut paragraphs = Vec::new();
    if let Some(forwarded) = &message.forwarded {
        paragraphs.push(forwarded_text(words, forwarded));
    }
    if !message.content.trim().is_empty() {
        paragraphs.push(message.content.clone());
    }
    let linked = line.attachments.iter().filter(|one| !is_sendable(one));
    paragraphs.extend(linked.map(|attachment| link(app, attachment)));
    paragraphs.join("\n\n")
}

fn forwarded_text(words: &Words, forwarded: &str) -> String {
    let mut text = words.text("forwarded-message").into_owned();
    for line in forwarded.lines() {
        text.push_str("\n> ");
        text.push_str(line);
    }
    text
}

/// A file that the bot cannot send: a link that opens it, or why there is none.
fn link(app: &App, attachment: &Attachment) -> String {
    let name = escaped(&attachment.name);
    if attachment.object_key.is_none() {
        return app
            .words()
            .with("attachment-lost", &[("name", name.into())]);
    }
    if !app.config.bot.enable_panel {
        return app
            .words()
            .with("attachment-too-large", &[("name", name.into())]);
    }
    let url = shared_url(app, attachment);
    app.words().with(
        "attachment-linked",
        &[("name", name.into()), ("url", url.into())],
    )
}

/// The address under which whoever holds it can open a file.
fn shared_url(app: &App, attachment: &Attachment) -> String {
    let mut url = format!(
        "{}/files/{}/",
        app.config.public_url(),
        attachment.share_key
    );
    url.extend(url::form_urlencoded::byte_serialize(
        attachment.name.as_bytes(),
    ));
    url.replace('+', "%20")
}

fn is_sendable(attachment: &Attachment) -> bool {
    let size = u64::try_from(attachment.size).unwrap_or(u64::MAX);
    attachment.object_key.is_some() && size <= MOST_BYTES
}

/// Puts the files that the bot can send on the first message, and on messages of their own where they are too many or too large
/// together.
async fn add_files(
    app: &App,
    postings: &mut Vec<Posting>,
    attachments: &[Attachment],
) -> Result<(), Trouble> {
    let sendable: Vec<&Attachment> = attachments.iter().filter(|one| is_sendable(one)).collect();
    for (index, group) in grouped(&sendable).into_iter().enumerate() {
        let files = try_join_all(group.into_iter().map(|one| upload(app, one))).await?;
        match postings.first_mut().filter(|_| index == 0) {
            Some(first) => first.files = files,
            None => postings.push(Posting {
                files,
                ..Posting::default()
            }),
        }
    }
    Ok(())
}

fn grouped<'a>(attachments: &[&'a Attachment]) -> Vec<Vec<&'a Attachment>> {
    let mut groups: Vec<Vec<&Attachment>> = Vec::new();
    let mut room = 0;
    for attachment in attachments {
        let size = u64::try_from(attachment.size).unwrap_or(u64::MAX);
        match groups
            .last_mut()
            .filter(|group| group.len() < MOST_FILES && size <= room)
        {
            Some(group) => group.push(attachment),
            None => {
                groups.push(vec![attachment]);
                room = MOST_BYTES;
            }
        }
        room = room.saturating_sub(size);
    }
    groups
}

async fn upload(app: &App, attachment: &Attachment) -> Result<Upload, Trouble> {
    let key = attachment.object_key.as_deref().unwrap_or_default();
    let bytes = app.files.read_whole(key).await?;
    let (name, media_type) = (attachment.name.clone(), attachment.media_type.clone());
    Ok(Upload {
        name,
        media_type,
        bytes,
    })
}

fn style(app: &App, Colour(colour): Colour) -> Style {
    let settings = app.settings();
    if settings.embedded {
        Style::Embed {
            colour,
            quoted: settings.block_quote,
        }
    } else {
        Style::Plain
    }
}

fn picture(app: &App, user: &User) -> Option<String> {
    let avatar = user.avatar.as_ref()?;
    Some(format!(
        "{}/avatars/{}/{avatar}.png",
        app.discord.cdn_url(),
        user.id
    ))
}
