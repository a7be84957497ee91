//! A bad file is refused with one message that names the file, the line, the key and the remedy of everything.

use std::path::Path;

use rustmail::config::{Config, Environment};

use super::{LEAST, complaint};

/// The least configuration with another line, or another value, in one of its sections.
fn with(section: &str, line: &str) -> String {
    let header = format!("[{section}]\n");
    let key = line.split(" = ").next().unwrap();
    let kept = LEAST
        .lines()
        .filter(|kept| !kept.starts_with(&format!("{key} = ")));
    let kept: String = kept.map(|kept| format!("{kept}\n")).collect();
    if kept.contains(&header) {
        return kept.replace(&header, &format!("{header}{line}\n"));
    }
    format!("{kept}{header}{line}\n")
}

/// Only what is said about the one problem.
fn problem(section: &str, line: &str) -> String {
    let complaint = complaint(&with(section, line));
    let problems: Vec<&str> = complaint.lines().skip(2).map(str::trim).collect();
    problems.join("\n")
}

#[test]
fn everything_is_told_at_once_in_the_order_of_the_file() {
    let text = r#"
[bot]
tokn = "hush"
enable_panel = true
client_id = "abc"
enable_rustmail_logs = "yes"
timezone = "Europe/Pari"
[bot.mode]
type = "dual"
community_guild_id = 1
staff_guild_id = "1"
[thread]
user_message_color = "blue"
[language]
default_language = "de"
[server]
port = 70000
"#;
    insta::assert_snapshot!(complaint(text), @r#"
    The configuration has 12 problems; nothing was started.

      config.toml:2: bot.token is missing. Copy the token from the Bot page of Discord's developer portal (or set RUSTMAIL_BOT_TOKEN).
      config.toml:2: bot.client_secret is missing. The panel needs it: copy it from the OAuth2 page of Discord's developer portal, or set bot.enable_panel = false.
      config.toml:2: bot.redirect_url is missing. The panel needs it: copy it from the OAuth2 page of Discord's developer portal, or set bot.enable_panel = false.
      config.toml:3: bot.tokn is not a known key. Did you mean bot.token?
      config.toml:5: bot.client_id must be a Discord id: copy it in Discord with developer mode on, it has 17 to 20 digits.
      config.toml:6: bot.enable_rustmail_logs must be true or false, without quotes, not text.
      config.toml:7: bot.timezone must be a time zone of the IANA list such as Europe/Paris or UTC, not "Europe/Pari".
      config.toml:11: bot.mode.staff_guild_id is the same server as bot.mode.community_guild_id. Name two servers, or set type = "single".
      config.toml:12: thread.inbox_category_id is missing. Name the Discord category in which ticket channels are to be created (or set RUSTMAIL_THREAD_INBOX_CATEGORY_ID).
      config.toml:13: thread.user_message_color must be a colour of six hexadecimal digits such as 5865f2, not "blue".
      config.toml:15: language.default_language must be one of language.supported_languages (en, fr). Add "de" there or choose another.
      config.toml:17: server.port must be a whole number from 0 to 65535.
    "#);
}

#[test]
fn an_empty_file_is_told_what_it_needs() {
    insta::assert_snapshot!(complaint(""), @r#"
    The configuration has 3 problems; nothing was started.

      config.toml:1: bot.token is missing. Copy the token from the Bot page of Discord's developer portal (or set RUSTMAIL_BOT_TOKEN).
      config.toml:1: bot.mode.type is missing. Add a section [bot.mode] with type = "single" or type = "dual" (or set RUSTMAIL_BOT_MODE_TYPE).
      config.toml:1: thread.inbox_category_id is missing. Name the Discord category in which ticket channels are to be created (or set RUSTMAIL_THREAD_INBOX_CATEGORY_ID).
    "#);
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    insta::assert_snapshot!(complaint("[bot]\ntoken = \"a\nstatus = 5 5\n"), @r#"
    The configuration has 2 problems; nothing was started.

      config.toml:2: this is not TOML: invalid basic string, expected `"`.
      config.toml:3: this is not TOML: string values must be quoted, expected literal string.
    "#);
}

#[test]
fn each_bad_value_is_told_with_its_remedy() {
    let lines = [
        ("bot", "token = 5"),
        ("bot", "status = true"),
        ("bot", "stauts = \"x\""),
        ("bot", "nothing_like_it = 1"),
        ("bot", "timezone = \"Mars/Base\""),
        ("bot", "redirect_url = \"panel.example.com\""),
        ("bot", "redirect_url = \"ftp://panel.example.com/\""),
        ("bot", "staff_roles = 5"),
        ("bot", "staff_roles = [\"five\"]"),
        ("bot", "staff_users = [1.5]"),
        ("bot", "enable_rustmail_logs = true"),
        ("bot", "enable_panel = true"),
        ("command", "prefix = \" \""),
        ("thread", "user_message_color = \"12345\""),
        ("thread", "time_to_close_thread = -5"),
        ("thread", "time_to_close_thread = \"soon\""),
        ("language", "default_language = \"it\""),
        ("database", "url = \"mysql://mia:hunter2@db/desk\""),
        ("database", "max_connections = 0"),
        ("discord", "api_url = \"discord\""),
        ("server", "bind_address = \"localhost\""),
        ("server", "role = \"worker\""),
        ("server", "role = \"web\""),
        ("attachments", "store = \"ftp\""),
        ("attachments", "store = \"s3\"\nbucket = \"files\""),
        ("databse", "url = \"postgres://db\""),
    ];
    let told = lines.map(|(section, line)| {
        let first = line.lines().next().unwrap();
        format!(
            "[{section}] {first}\n  {}",
            problem(section, line).replace('\n', "\n  ")
        )
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn values_that_contradict_each_other_are_told() {
    let ports = with("bot", "panel_port = 4000") + "[server]\nport = 4001\n";
    insta::assert_snapshot!(complaint(&ports), @r"
    The configuration has a problem; nothing was started.

      config.toml:3: bot.panel_port is 4000, but server.port is 4001. Remove one of the two.
    ");
    let origins = with(
        "bot",
        "redirect_url = \"https://a.example/api/auth/callback\"",
    );
    let origins = origins + "[server]\npublic_url = \"https://b.example\"\n";
    insta::assert_snapshot!(complaint(&origins), @r"
    The configuration has a problem; nothing was started.

      config.toml:11: server.public_url has another origin than bot.redirect_url, so signing in could not work. Give both the same scheme, host and port.
    ");
}

#[test]
fn a_redirect_that_leads_past_the_panel_is_told() {
    let application =
        "enable_panel = true\nclient_id = \"100000000000000001\"\nclient_secret = \"hush\"\n";
    for (path, is_right) in [
        ("/api/auth/callback", true),
        ("/", false),
        ("/auth/callback", false),
        ("/api/auth/callback/", false),
    ] {
        let line = format!("redirect_url = \"https://desk.example{path}\"");
        let text = with("bot", &line).replace("[bot]\n", &format!("[bot]\n{application}"));
        let read = Config::parse(Path::new("config.toml"), &text, &Environment::default());
        let told = read.err().map(|invalid| invalid.to_string());
        assert_eq!(told.is_none(), is_right, "{path}: {told:?}");
        let told = told.unwrap_or_default();
        let names_it = told.contains("bot.redirect_url") && told.contains("/api/auth/callback");
        assert!(is_right || names_it, "{told}");
    }
}

#[test]
fn the_days_of_a_session_are_checked() {
    for days in ["0", "366"] {
        let told = problem("server", &format!("session_days = {days}"));
        assert!(told.contains("from 1 to 365"), "{told}");
    }
}

#[test]
fn the_mode_is_checked() {
    let modes = [
        "type = \"triple\"",
        "type = \"dual\"\ncommunity_guild_id = 5",
        "type = \"dual\"\ncommunity_guild_id = 5\nstaff_guild_id = \"x\"",
        "type = \"single\"",
        "guild_id = 5",
    ];
    let told = modes.map(|mode| complaint(&LEAST.replace("type = \"single\"\nguild_id = 1", mode)));
    let told = told.map(|complaint| {
        complaint
            .lines()
            .skip(2)
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("\n")
    });
    insta::assert_snapshot!(told.join("\n"), @r#"
    config.toml:5: bot.mode.type must be "single" or "dual".
    config.toml:4: bot.mode.staff_guild_id is missing. Dual mode needs the server your staff work in.
    config.toml:7: bot.mode.staff_guild_id must be a Discord id: copy it in Discord with developer mode on, it has 17 to 20 digits.
    config.toml:4: bot.mode.guild_id is missing. Single mode needs the id of your server.
    config.toml:4: bot.mode.type is missing. Add a section [bot.mode] with type = "single" or type = "dual" (or set RUSTMAIL_BOT_MODE_TYPE).
    "#);
}

#[test]
fn a_section_has_to_be_a_section() {
    let text = format!("server = 5\n{LEAST}");
    assert!(
        complaint(&text).contains(
            "config.toml:1: server must be a section. Write [server] on a line of its own"
        )
    );
}

#[test]
fn a_complaint_never_shows_a_secret() {
    for line in [
        "token = [\"hush\"]",
        "client_secret = [\"hush\"]",
        "token = \"hush\"\ntoken = \"hush\"",
    ] {
        let text = LEAST.replace("token = \"hush\"", line);
        assert!(!complaint(&text).contains("hush"), "{}", complaint(&text));
    }
    let url = complaint(&with("database", "url = \"mysql://mia:hunter2@db/desk\""));
    assert!(!url.contains("hunter2"), "{url}");
}
