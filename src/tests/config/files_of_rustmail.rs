//! Files that were written for Rustmail before still start, and mean what they meant.

use rustmail::config::attachments::AttachmentsConfig;
use rustmail::config::bot::Mode;
use rustmail::config::thread::Colour;
use rustmail::ids::{ChannelId, RoleId, ServerId, UserId};
use secrecy::ExposeSecret as _;
use words::{Language, Words};

use super::{loaded, warnings};

const FULL: &str = r#"
[bot]
token = "hush"
status = "DM us"
welcome_message = "Hello."
close_message = "Goodbye."
typing_proxy_from_user = true
typing_proxy_from_staff = false
enable_rustmail_logs = true
enable_discord_logs = false
enable_features = false
enable_panel = true
client_id = 123456789012345678
client_secret = "hush hush"
redirect_url = "https://panel.example.com/api/auth/callback"
timezone = "Europe/Paris"
logs_channel_id = 3
features_channel_id = 4
ip = "192.168.1.5"
panel_super_admin_users = [5, 6]
panel_super_admin_roles = ["7"]
panel_port = 4000

[bot.mode]
type = "dual"
community_guild_id = 8
staff_guild_id = "9"

[command]
prefix = "?"

[thread]
inbox_category_id = 10
embedded_message = false
user_message_color = "3d54ff"
staff_message_color = "ff3126"
system_message_color = "00ff00"
block_quote = true
time_to_close_thread = 5
create_ticket_by_create_channel = true
close_on_leave = false
auto_archive_duration = 10080

[language]
default_language = "fr"
fallback_language = "en"
supported_languages = ["en", "fr", "es", "de"]

[notifications]
show_success_on_edit = false
show_partial_success_on_edit = true
show_failure_on_edit = true
show_success_on_reply = false
show_success_on_delete = false
show_success = true
show_error = true

[logs]
show_log_on_edit = true
show_log_on_delete = false

[reminders]
embed_color = "ffb800"

[error_handling]
show_detailed_errors = false
log_errors = true
send_error_embeds = true
auto_delete_error_messages = true
error_message_ttl = 30
display_errors = true
"#;

#[test]
fn every_key_of_rustmail_keeps_its_meaning() {
    let config = loaded(FULL).config;
    assert_eq!(config.bot.token.expose_secret(), "hush");
    assert_eq!(
        config.bot.mode,
        Mode::Dual {
            community: ServerId(8),
            staff: ServerId(9)
        }
    );
    assert_eq!(config.bot.mode.staff_server(), ServerId(9));
    assert_eq!(config.bot.rustmail_logs, Some(ChannelId(3)));
    assert_eq!(config.bot.timezone.name(), "Europe/Paris");
    assert_eq!(config.bot.panel_super_admin_users, [UserId(5), UserId(6)]);
    assert_eq!(config.bot.panel_super_admin_roles, [RoleId(7)]);
    assert_eq!(config.server.port, 4000);
    assert_eq!(config.command.prefix, "?");
    assert_eq!(config.thread.inbox_category_id, ChannelId(10));
    assert_eq!(config.thread.user_message_color, Colour(0x3d_54_ff));
    assert_eq!(config.thread.time_to_close_thread_secs, 5);
    assert_eq!(config.language.default_language, "fr");
    assert!(!config.logs.show_log_on_delete);
    assert_eq!(config.public_url(), "https://panel.example.com");
}

#[test]
fn keys_that_mean_nothing_any_more_are_warnings() {
    let warnings = warnings(&loaded(FULL));
    insta::assert_snapshot!(warnings.join("\n"), @r"
    config.toml:10: bot.enable_discord_logs has no effect: Discord shows its audit log itself, under the settings of the server.
    config.toml:11: bot.enable_features has no effect: feature requests are not collected.
    config.toml:18: bot.features_channel_id has no effect: feature requests are not collected.
    config.toml:19: bot.ip has no effect: set server.public_url to tell people another address of the panel.
    config.toml:40: thread.create_ticket_by_create_channel has no effect: open a ticket with a command, in the panel or over the API, and it gets a channel.
    config.toml:41: thread.close_on_leave has no effect: Rustmail has never read it.
    config.toml:42: thread.auto_archive_duration has no effect: Rustmail has never read it.
    config.toml:46: language.fallback_language has no effect: every language has words for everything.
    config.toml:47: language.supported_languages names languages without words, which nobody is offered: es, de.
    config.toml:51: notifications.show_partial_success_on_edit has no effect: failures are always shown.
    config.toml:52: notifications.show_failure_on_edit has no effect: failures are always shown.
    config.toml:54: notifications.show_success_on_delete has no effect: failures are always shown.
    config.toml:55: notifications.show_success has no effect: failures are always shown.
    config.toml:56: notifications.show_error has no effect: failures are always shown.
    config.toml:63: reminders.embed_color has no effect: there are no reminders.
    config.toml:66: error_handling.show_detailed_errors has no effect: errors are always logged, and shown to whoever caused them.
    config.toml:67: error_handling.log_errors has no effect: errors are always logged, and shown to whoever caused them.
    config.toml:68: error_handling.send_error_embeds has no effect: errors are always logged, and shown to whoever caused them.
    config.toml:69: error_handling.auto_delete_error_messages has no effect: errors are always logged, and shown to whoever caused them.
    config.toml:70: error_handling.error_message_ttl has no effect: errors are always logged, and shown to whoever caused them.
    config.toml:71: error_handling.display_errors has no effect: errors are always logged, and shown to whoever caused them.
    ");
}

#[test]
fn warnings_are_told_in_the_language_of_their_reader() {
    let text = FULL.replace("[bot]", "[bot]\nenable_logs = true");
    let told: Vec<String> = loaded(&text)
        .warnings
        .iter()
        .map(|warning| warning.told(Words::of(Language::French)))
        // French has spaces before some marks that do not break.
        .map(|told| told.replace('\u{a0}', " "))
        .collect();
    for sentence in [
        "config.toml:3: bot.enable_logs est l’ancien nom de bot.enable_rustmail_logs. Écrivez plutôt bot.enable_rustmail_logs.",
        "config.toml:20: bot.ip n’a aucun effet : définissez server.public_url pour indiquer une autre adresse du panneau.",
        "config.toml:48: language.supported_languages cite des langues sans mots, que personne ne se voit proposer : es, de.",
    ] {
        assert!(
            told.iter().any(|one| one == sentence),
            "{sentence}: {told:#?}"
        );
    }
}

#[test]
fn the_flag_for_logs_is_understood_by_its_former_name() {
    let text = super::LEAST.replace(
        "[bot.mode]",
        "enable_logs = true\nlogs_channel_id = 3\n[bot.mode]",
    );
    let loaded = loaded(&text);
    assert_eq!(loaded.config.bot.rustmail_logs, Some(ChannelId(3)));
    assert_eq!(
        warnings(&loaded),
        [
            "config.toml:4: bot.enable_logs is the former name of bot.enable_rustmail_logs. Write \
          bot.enable_rustmail_logs instead."
        ]
    );
}

#[test]
fn the_least_configuration_has_sensible_defaults() {
    let config = loaded(super::LEAST).config;
    assert_eq!(config.public_url(), "http://localhost:3002");
    assert_eq!(config.server.socket_address().to_string(), "0.0.0.0:3002");
    assert_eq!(config.discord.rest_url(), "https://discord.com/api/v10");
    assert_eq!(
        config.discord.authorize_url(),
        "https://discord.com/oauth2/authorize"
    );
    assert!(config.database.data_dir.is_absolute());
    let AttachmentsConfig::Local { directory } = config.attachments else {
        panic!("attachments are kept elsewhere");
    };
    assert_eq!(directory, config.database.data_dir.join("attachments"));
}

#[test]
fn secrets_are_never_shown() {
    let debug = format!("{:?}", loaded(FULL));
    assert!(!debug.contains("hush"), "{debug}");
}
