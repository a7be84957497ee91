//! Settings: versions, who may change them, and what happens when two do at once.

use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use rustmail::error::{Error, Refusal};
use rustmail::ids::ChannelId;
use rustmail::models::actor::Act;
use rustmail::models::effect::Change;
use rustmail::models::permission::Permission;
use rustmail::models::setting::edit::Edit;
use rustmail::models::setting::value::{Colour, Presence, Wrong};
use rustmail::models::setting::version::{Current, Version};
use rustmail::models::setting::{Key, Settings};

use super::scene::{SAM, SUE, Scene, refusal};

fn file() -> Settings {
    Settings {
        presence: Presence::Online,
        activity: "DM for support".to_owned(),
        welcome: "Hello!".to_owned(),
        farewell: "Bye!".to_owned(),
        inbox: ChannelId(7),
        embedded: true,
        block_quote: false,
        member_typing: true,
        staff_typing: true,
        show_edits: true,
        show_deletions: true,
        channel_stays_secs: 0,
        member_colour: Colour(1),
        staff_colour: Colour(2),
        system_colour: Colour(3),
        prefix: "!".to_owned(),
        confirm_replies: true,
        confirm_edits: true,
        language: "en".to_owned(),
        time_zone: chrono_tz::Tz::UTC,
        log_closures: false,
        log_channel: None,
    }
}

fn editor(scene: &Scene) -> Act {
    let may = [Permission::EditConfiguration].into_iter().collect();
    scene.staff(SAM, "Sam", may)
}

async fn save(scene: &Scene, base: i64, values: &[(Key, &str)]) -> Result<Current, Error> {
    let values = values
        .iter()
        .map(|(key, text)| (*key, (*text).to_owned()))
        .collect();
    let edit = Edit {
        base,
        values,
        ..Edit::default()
    };
    let conn = &mut scene.database.conn().await;
    Current::save(conn, &editor(scene), &file(), edit).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_counts_until_the_file_has_the_say_again() {
    let scene = Scene::set().await;
    let conn = &mut scene.database.conn().await;
    let untouched = Current::load(conn, &file()).await.unwrap();
    assert_eq!((untouched.number, &untouched.settings), (0, &file()));

    let saved = save(
        &scene,
        0,
        &[(Key::Welcome, " Hi\r\nthere "), (Key::Farewell, "Bye!")],
    );
    assert_eq!(saved.await.unwrap().number, 1);
    let now = Current::load(conn, &file()).await.unwrap();
    assert_eq!(now.settings.welcome, "Hi\nthere");
    assert!(now.is_changed(Key::Welcome) && !now.is_changed(Key::Farewell));

    let reset = Edit {
        base: 1,
        resets: vec![Key::Welcome],
        ..Edit::default()
    };
    let now = Current::save(conn, &editor(&scene), &file(), reset)
        .await
        .unwrap();
    assert_eq!((now.number, &now.settings), (2, &file()));
    assert!(!now.is_changed(Key::Welcome));
    let unchanged = save(&scene, 2, &[(Key::Welcome, "Hello!")]).await.unwrap();
    assert_eq!(
        unchanged.number, 2,
        "nothing was changed, so nothing is new"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_never_overwrite_each_other_unseen() {
    let scene = Scene::set().await;
    save(&scene, 0, &[(Key::Welcome, "Sam’s"), (Key::Prefix, "!")])
        .await
        .unwrap();
    // Sue looked before that, and sends the whole form.
    let other_field = save(&scene, 0, &[(Key::Welcome, "Hello!"), (Key::Prefix, "?")]);
    let now = other_field.await.unwrap();
    assert_eq!(
        (now.settings.welcome.as_str(), now.settings.prefix.as_str()),
        ("Sam’s", "?")
    );

    let refused = refusal(save(&scene, 0, &[(Key::Welcome, "Sue’s")]).await);
    let Refusal::SettingsMoved(conflicts) = refused else {
        panic!("no conflict: {refused:?}");
    };
    assert_eq!(
        (conflicts[0].theirs.as_str(), conflicts[0].ours.as_str()),
        ("Sam’s", "Sue’s")
    );
    let same = save(&scene, 0, &[(Key::Welcome, "Sam’s")]).await.unwrap();
    assert_eq!(same.number, 2, "both want the same, which is no conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_refused_key_by_key() {
    let scene = Scene::set().await;
    let values = [
        (Key::Prefix, " "),
        (Key::SystemColour, "red"),
        (Key::TimeZone, "Paris"),
        (Key::Embedded, "maybe"),
        (Key::Inbox, ""),
        (Key::LogClosures, "true"),
        (Key::LogChannel, ""),
        (Key::Language, "tlh"),
    ];
    let refused = refusal(save(&scene, 0, &values).await);
    let expected = vec![
        (Key::Prefix, Wrong::Missing),
        (Key::SystemColour, Wrong::NoColour),
        (Key::TimeZone, Wrong::NoTimeZone),
        (Key::Embedded, Wrong::NoSwitch),
        (Key::Inbox, Wrong::Missing),
        (Key::Language, Wrong::NoChoice),
        (Key::LogChannel, Wrong::Missing),
    ];
    assert_eq!(refused, Refusal::Settings(expected));
    let conn = &mut scene.database.conn().await;
    assert_eq!(Current::load(conn, &file()).await.unwrap().number, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn going_back_is_a_new_version_and_the_history_tells_all() {
    let scene = Scene::set().await;
    save(&scene, 0, &[(Key::Welcome, "One")]).await.unwrap();
    save(&scene, 1, &[(Key::Welcome, "Two"), (Key::LogChannel, "9")])
        .await
        .unwrap();
    let conn = &mut scene.database.conn().await;
    let act = editor(&scene);
    let back = Current::roll_back(conn, &act, &file(), 1).await.unwrap();
    assert_eq!((back.number, back.settings.welcome.as_str()), (3, "One"));
    assert_eq!(back.settings.log_channel, None);
    let to_file = Current::roll_back(conn, &act, &file(), 0).await.unwrap();
    assert_eq!(to_file.settings, file());
    let stale = Change {
        to: 1,
        from: Some(3),
    };
    let moved = refusal(Current::roll_back(conn, &act, &file(), stale).await);
    assert_eq!(moved, Refusal::ChangedMeanwhile);
    let unknown = refusal(Current::roll_back(conn, &act, &file(), 99).await);
    assert_eq!(unknown, Refusal::VersionNotFound);

    let history = Version::history(conn, &act, None, 10).await.unwrap();
    let numbers: Vec<i64> = history.iter().map(|version| version.number).collect();
    assert_eq!(numbers, [4, 3, 2, 1]);
    assert_eq!(history[1].rolled_back_to, Some(1));
    let second = history[2].differences();
    let told: Vec<_> = second
        .iter()
        .map(|one| (one.key, one.old.as_str(), one.new.as_str()))
        .collect();
    assert_eq!(
        told,
        [(Key::Welcome, "One", "Two"), (Key::LogChannel, "", "9")]
    );
    assert_eq!(
        Version::history(conn, &act, Some(2), 10)
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_keeps_every_version_as_it_was() {
    let scene = Scene::set().await;
    save(&scene, 0, &[(Key::Welcome, "One")]).await.unwrap();
    let conn = &mut scene.database.conn().await;
    for statement in [
        "UPDATE settings_versions SET author_name = 'nobody'",
        "DELETE FROM settings_versions",
        "TRUNCATE settings_versions",
    ] {
        let error = diesel::sql_query(statement)
            .execute(conn)
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("never changed"),
            "{statement}: {error}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_changes_settings() {
    let scene = Scene::set().await;
    let conn = &mut scene.database.conn().await;
    let edit = |key: Key, text: &str| Edit {
        values: vec![(key, text.to_owned())],
        ..Edit::default()
    };
    let viewer = [Permission::ViewConfiguration].into_iter().collect();
    let viewer = scene.staff(SUE, "Sue", viewer);
    for text in ["Hi", "Hello!"] {
        let refused = Current::save(conn, &viewer, &file(), edit(Key::Welcome, text)).await;
        assert_eq!(refusal(refused), Refusal::Forbidden("edit_configuration"));
    }
    let keeper = [Permission::ManageBot].into_iter().collect();
    let keeper = scene.staff(SUE, "Sue", keeper);
    let refused = Current::save(conn, &keeper, &file(), edit(Key::Welcome, "Hi")).await;
    assert_eq!(refusal(refused), Refusal::Forbidden("edit_configuration"));
    let shown = Current::save(conn, &keeper, &file(), edit(Key::Presence, "idle")).await;
    assert_eq!(shown.unwrap().settings.presence, Presence::Idle);
    let refused = Version::history(conn, &keeper, None, 10).await;
    assert_eq!(refusal(refused), Refusal::Forbidden("view_configuration"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_zone_that_postgres_does_not_know_is_refused() {
    let scene = Scene::set().await;
    let conn = &mut scene.database.conn().await;
    // A Postgres whose list of time zones is short.
    conn.batch_execute(
        "SET search_path TO public, pg_catalog;
         CREATE VIEW pg_timezone_names AS SELECT 'Europe/Paris'::text AS name",
    )
    .await
    .unwrap();
    let mut zone = async |zone: &str| {
        let edit = Edit {
            values: vec![(Key::TimeZone, zone.to_owned())],
            ..Edit::default()
        };
        Current::save(conn, &editor(&scene), &file(), edit).await
    };
    let refused = refusal(zone("Europe/Kyiv").await);
    assert_eq!(
        refused,
        Refusal::Settings(vec![(Key::TimeZone, Wrong::NoTimeZone)])
    );
    assert_eq!(zone("Europe/Paris").await.unwrap().number, 1);
}
