//! The configuration page: what is checked against Discord and Postgres, and what is never lost.

use axum::http::StatusCode;
use diesel_async::SimpleAsyncConnection as _;
use discord_simulator::faults::{Effect, Fault};
use rustmail::models::permission::Permission;

use super::configuration::{change, fields_of, send};
use super::notices::undo;
use super::{desk, ticket_of};
use crate::support::test_app::TestApp;

/// Where the messages to members are saved, and where they are only shown.
const SAVE: &str = "/configuration/messages";
const PREVIEW: &str = "/configuration/messages/preview";

/// A group, what is sent for it, and what is said.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

#[tokio::test]
async fn channels_are_checked_beside_the_field() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let (lounge, inbox) = (test.cast.lounge.to_string(), test.cast.inbox.to_string());
    let cases: [Case<'_>; 4] = [
        (
            "look",
            &[("thread.inbox_category_id", "77")],
            "no such channel",
        ),
        (
            "look",
            &[("thread.inbox_category_id", &lounge)],
            "has to be a category of channels",
        ),
        ("logs", &[("bot.logs_channel_id", "77")], "no such channel"),
        (
            "logs",
            &[("bot.logs_channel_id", &inbox)],
            "has to be a text channel",
        ),
    ];
    for (group, changes, why) in cases {
        let refused = change(&mut olga, group, changes).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{changes:?}"
        );
        assert!(refused.text.contains(why), "{why}: {}", refused.text);
    }
    assert_eq!(test.app.standing().current.number, 0);
    let silent = Effect::Refuse {
        status: 500,
        code: 0,
        message: "broken".to_owned(),
    };
    let route = "/guilds/{id}/channels";
    test.discord.fault(Fault {
        times: None,
        ..Fault::on("GET", route, silent)
    });
    // Nobody is kept from changing a setting because Discord is away.
    let saved = change(&mut olga, "logs", &[("bot.logs_channel_id", &lounge)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    test.discord.clear_faults();
    test.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_into_the_channel_of_a_ticket_and_none_is_named() {
    let test = desk().await;
    ticket_of(&test, test.cast.mia, ("zanzibar", "Hello?")).await;
    test.settle().await;
    let ticket = test.open_ticket(test.cast.mia).await;
    let channel = ticket.channel_id.unwrap().to_string();
    test.grant(test.cast.paul, Permission::EditConfiguration)
        .await;
    let mut paul = test.signed_in(test.cast.paul).await;
    let page = paul.get("/configuration").await.text;
    let lounge = format!("<option value=\"{}\"", test.cast.lounge);
    assert!(page.contains(&lounge), "{page}");
    assert!(
        !page.contains("zanzibar") && !page.contains(&channel),
        "{page}"
    );
    let refused = change(&mut paul, "logs", &[("bot.logs_channel_id", &channel)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = "This is the channel of a ticket";
    assert!(refused.text.contains(why), "{}", refused.text);
    assert!(!refused.text.contains("zanzibar"), "{}", refused.text);
    // One that the file names stays chosen, and is no more than a number.
    let sql = format!("UPDATE tickets SET channel_id = {}", test.cast.lounge);
    let lounge = test.cast.lounge.to_string();
    let chosen = change(&mut paul, "logs", &[("bot.logs_channel_id", &lounge)]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    let conn = &mut test.app.db().await.unwrap();
    conn.batch_execute(&sql).await.unwrap();
    let page = paul.get("/configuration").await.text;
    let kept = format!("value=\"{0}\" selected>{0}<", test.cast.lounge);
    assert!(page.contains(&kept), "{page}");
    test.finish().await;
}

#[tokio::test]
async fn whoever_saves_over_somebody_elses_change_is_shown_both() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let first = olga.get("/configuration").await.text;
    let theirs = [
        ("bot.welcome_message", "Their welcome"),
        ("bot.close_message", "Theirs"),
    ];
    change(&mut olga, "messages", &theirs).await;
    let mine = fields_of(&first, "messages", &[("bot.close_message", "Mine")]);
    let refused = send(&mut olga, SAVE, &mine).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains("Somebody else has set this to “Theirs” meanwhile.")
    );
    assert!(
        refused.text.contains("\nMine</textarea>"),
        "{}",
        refused.text
    );
    // What nobody typed here shows what they have made of it, and stays so. Saving what is shown now replaces the other.
    assert!(refused.text.contains("\nTheir welcome</textarea>"));
    let again = fields_of(&refused.text, "messages", &[("bot.close_message", "Mine")]);
    let saved = send(&mut olga, SAVE, &again).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(test.app.farewell().as_deref(), Some("Mine"));
    let settings = &test.app.standing().current.settings;
    assert_eq!(settings.welcome, "Their welcome");
    test.finish().await;
}

#[tokio::test]
async fn a_preview_without_scripts_takes_nothing_back_that_somebody_else_saves() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let first = olga.get("/configuration").await.text;
    change(&mut olga, "messages", &[("bot.close_message", "Theirs")]).await;
    let mine = fields_of(&first, "messages", &[("bot.welcome_message", "Mine")]);
    let preview = send(&mut olga, PREVIEW, &mine).await;
    let shown = fields_of(&preview.text, "messages", &[]);
    let saved = send(&mut olga, SAVE, &shown).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let settings = &test.app.standing().current.settings;
    assert_eq!(
        (settings.welcome.as_str(), settings.farewell.as_str()),
        ("Mine", "Theirs")
    );

    // What both have written is told when it is saved.
    let conflict = fields_of(&first, "messages", &[("bot.close_message", "Mine too")]);
    let preview = send(&mut olga, PREVIEW, &conflict).await;
    let shown = fields_of(&preview.text, "messages", &[]);
    let refused = send(&mut olga, SAVE, &shown).await;
    assert!(refused.text.contains("set this to “Theirs” meanwhile"));
    test.finish().await;
}

#[tokio::test]
async fn a_wrong_value_beside_it_hides_no_change_of_somebody_else() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let first = olga.get("/configuration").await.text;
    change(&mut olga, "look", &[("thread.time_to_close_thread", "7")]).await;
    let typed = [
        ("thread.time_to_close_thread", "9"),
        ("thread.user_message_color", "no colour"),
    ];
    let save = "/configuration/look";
    let wrong = send(&mut olga, save, &fields_of(&first, "look", &typed)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mended = [("thread.user_message_color", "00ff00")];
    let again = fields_of(&wrong.text, "look", &mended);
    let refused = send(&mut olga, save, &again).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Somebody else has set this to"));
    assert_eq!(test.app.settings().channel_stays_secs, 7);
    test.finish().await;
}

#[tokio::test]
async fn whoever_undoes_going_back_does_not_undo_what_somebody_else_saved_since() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    change(&mut olga, "messages", &[("bot.close_message", "First")]).await;
    olga.post("/configuration/history/0/restoration", &[]).await;
    let back = olga.get("/configuration/history").await;
    change(&mut olga, "messages", &[("bot.close_message", "Theirs")]).await;
    let refused = undo(&mut olga, &back).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(test.app.farewell().as_deref(), Some("Theirs"));

    olga.post("/configuration/history/0/restoration", &[]).await;
    let back = olga.get("/configuration/history").await;
    assert_eq!(undo(&mut olga, &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(test.app.farewell().as_deref(), Some("Theirs"));
    test.finish().await;
}

#[tokio::test]
async fn going_back_to_the_file_does_not_pass_over_a_newer_change() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    change(&mut olga, "commands", &[("command.prefix", "?")]).await;
    change(&mut olga, "commands", &[("command.prefix", "$")]).await;
    let stale = [("base", "1"), ("key", "command.prefix")];
    let refused = olga.post("/configuration/commands/reset", &stale).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains("Somebody else has set this to “$” meanwhile."),
        "{}",
        refused.text
    );
    assert_eq!(test.app.settings().prefix, "$");
    let baseless = [("key", "command.prefix")];
    let refused = olga.post("/configuration/commands/reset", &baseless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Open the page again."));
    let page = olga.get("/configuration").await.text;
    let form = page.split("id=\"settings-commands\"").nth(1).unwrap();
    assert!(
        form.split("</form>")
            .next()
            .unwrap()
            .contains("name=\"base\" value=\"2\"")
    );
    let fresh = [("base", "2"), ("key", "command.prefix")];
    olga.post("/configuration/commands/reset", &fresh).await;
    assert_eq!(test.app.settings().prefix, "!");
    test.finish().await;
}

#[tokio::test]
async fn going_back_to_the_file_keeps_what_is_typed_beside_it() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    change(&mut olga, "messages", &[("bot.welcome_message", "Hi!")]).await;
    let typed = [
        ("base", "1"),
        ("bot.welcome_message", "Hi!"),
        ("bot.close_message", "Half a fare"),
        ("key", "bot.welcome_message"),
    ];
    let reset = "/configuration/messages/reset";
    let part = olga.post_fragment(reset, &typed).await;
    assert_eq!(part.status, StatusCode::OK);
    let shows = |text: &str| {
        assert!(text.contains("Half a fare</textarea>"), "{text}");
        assert!(text.contains("not saved yet"), "{text}");
        assert!(
            text.contains("Somebody will answer you here.</textarea>"),
            "{text}"
        );
        assert!(text.contains("name=\"base\" value=\"2\""), "{text}");
    };
    shows(&part.text);
    assert_eq!(
        test.app.greeting().as_deref(),
        Some("Welcome! Somebody will answer you here.")
    );
    assert!(!part.text.contains("Saved, and in effect now."));

    // Without scripts the page comes with it, and what somebody else saves meanwhile is not overwritten.
    change(&mut olga, "messages", &[("bot.welcome_message", "Hi!")]).await;
    change(&mut olga, "messages", &[("bot.close_message", "Bye!")]).await;
    let mut typed = typed;
    typed[0].1 = "3";
    let page = olga.post(reset, &typed).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("<html") && page.text.contains("Half a fare</textarea>"));
    let group = page.text.split("id=\"settings-messages\"").nth(1).unwrap();
    let group = group.split("</section>").next().unwrap();
    assert!(group.contains("name=\"base\" value=\"3\""), "{group}");
    let save = [typed[0], ("bot.welcome_message", ""), typed[2]];
    let refused = olga.post("/configuration/messages", &save).await;
    assert!(refused.text.contains("set this to “Bye!” meanwhile"));

    // With nothing else typed it is as it was.
    change(&mut olga, "messages", &[("bot.welcome_message", "Hi!")]).await;
    typed[0].1 = "6";
    typed[2].1 = "Bye!";
    let saved = olga.post(reset, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    test.finish().await;
}

#[tokio::test]
async fn a_presence_goes_back_to_the_file_with_what_is_typed_beside_it() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    change(&mut olga, "presence", &[("bot.status", "Lanterns")]).await;
    let typed = [
        ("base", "1"),
        ("bot.status", "Lanterns"),
        ("bot.presence", "idle"),
        ("key", "bot.status"),
    ];
    let part = olga.post_fragment("/bot/presence/reset", &typed).await;
    assert!(part.text.contains("not saved yet"), "{}", part.text);
    assert!(
        part.text.contains("value=\"idle\" selected"),
        "{}",
        part.text
    );
    let page = olga.post("/bot/presence/reset", &typed).await;
    assert!(page.text.contains("<html") && page.text.contains("value=\"idle\" selected"));
    test.finish().await;
}

#[tokio::test]
async fn previews_show_markdown_as_discord_does() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    let fields = [
        ("base", "0"),
        ("bot.welcome_message", "Hi, **you**!"),
        ("bot.close_message", "*Bye*"),
    ];
    let part = olga
        .post_fragment("/configuration/messages/preview", &fields)
        .await;
    assert!(
        part.text.contains("Hi, <strong>you</strong>!") && part.text.contains("<em>Bye</em>"),
        "{}",
        part.text
    );
    test.finish().await;
}

#[tokio::test]
async fn no_secret_changes_without_a_line_in_the_log() {
    let test = desk().await;
    let path = test.config_path();
    let app = test.another_process_from(&path).await;
    let mut olga = test.signed_in_to(&app, test.cast.olga).await;
    let before = std::fs::read_to_string(&path).unwrap();
    let conn = &mut test.app.db().await.unwrap();
    let nothing_is_noted =
        "ALTER TABLE events ADD CONSTRAINT full_up CHECK (kind <> 'secret_replaced') NOT VALID";
    conn.batch_execute(nothing_is_noted).await.unwrap();
    let address = "/configuration/secrets/attachments.secret_access_key";
    let failed = olga.post(address, &[("value", "new")]).await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    conn.batch_execute("ALTER TABLE events DROP CONSTRAINT full_up")
        .await
        .unwrap();
    let replaced = olga.post(address, &[("value", "of the bucket")]).await;
    assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.text);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("attachments.secret_access_key = \"of the bucket\""),
        "{text}"
    );
    let log = olga.get("/administration/log").await.text;
    assert!(log.contains("attachments.secret_access_key"), "{log}");
    test.finish().await;
}

#[tokio::test]
async fn a_refusal_is_told_in_the_language_of_the_reader() {
    let test = desk().await;
    let mut olga = test.signed_in(test.cast.olga).await;
    olga.headers.push(("accept-language", "fr".to_owned()));
    let key = olga.post("/api-keys", &[("name", " ")]).await;
    assert!(key.text.contains("Donnez un nom à la clé"), "{}", key.text);
    super::ticket_of(&test, test.cast.mia, ("mia", "Bonjour ?")).await;
    let late = olga
        .post("/tickets/1/closure", &[("when", "bientôt")])
        .await;
    assert!(late.text.contains("n’est pas une durée"), "{}", late.text);
    let nowhere = olga.get("/members?after=x").await;
    assert!(
        nowhere
            .text
            .contains("Cette page de la liste n’existe pas.")
    );
    test.finish().await;
}

#[tokio::test]
async fn only_the_languages_of_the_file_can_be_chosen() {
    let test = TestApp::start_with(crate::support::test_app::Setup {
        without_bot: true,
        config: vec!["language.supported_languages = [\"en\"]".to_owned()],
        ..Default::default()
    })
    .await;
    let mut olga = test.signed_in(test.cast.olga).await;
    olga.headers.push(("accept-language", "fr".to_owned()));
    let page = olga.get("/").await.text;
    assert!(page.contains("<html lang=\"en\"") && !page.contains("action=\"/language\""));
    let chosen = [("language", "fr"), ("return_to", "/")];
    let unheard = olga.post("/language", &chosen).await;
    assert!(unheard.headers.get("set-cookie").is_none());
    test.finish().await;
}
