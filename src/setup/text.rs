//! The configuration file as the setup writes it: what was entered, with the remarks that a person wants to read there later.

use std::fmt::Display;

use anyhow::{Context as _, Result};
use secrecy::{ExposeSecret as _, SecretString};
use toml_edit::{Array, DocumentMut, Value};

use crate::config::Environment;
use crate::config::bot::ApplicationId;
use crate::setup::draft::{Draft, Named, Panel};
use crate::setup::panel::redirect_of;

/// Everything that the setup may write, in the order of `config.example.toml`. What has no value in the end is taken out.
const FRAME: &str = r#"# The configuration of Rustmail, made by its setup. config.example.toml explains every key that there is.

[bot]

# The bot's token, from the Bot page of Discord's developer portal. Whoever has it is the bot: keep it secret.
token = ""

# Whether the panel and the API are served. They need client_id, client_secret and redirect_url.
enable_panel = false

# The application's client id, from the OAuth2 page of the developer portal.
client_id = 0

# The application's client secret, from the same page. Keep it secret.
client_secret = ""

# Where Discord sends people back to after signing in. It has to be listed as a redirect on the OAuth2 page.
redirect_url = ""

# The time zone of the times that people read, by its name in the IANA list.
timezone = "UTC"

# The users who may do everything.
panel_super_admin_users = []

# The roles of the staff server whose holders may work tickets.
staff_roles = []

# Which Discord servers the desk works in.
[bot.mode]

# "single": members and staff share one server. "dual": tickets are worked in a server that members do not see.
type = "single"

# The server, in single mode.
guild_id = 0

# The server the members are in, in dual mode.
community_guild_id = 0

# The server the staff work in, in dual mode.
staff_guild_id = 0

[thread]

# The Discord category in which ticket channels are created.
inbox_category_id = 0

[language]

# The language for everybody whose own is not known.
default_language = "en"
"#;

/// What is shown in place of a secret.
const MASK: &str = "••••••••";

/// Whether secrets stand in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// They do, for the file.
    Plain,
    /// They do not, for people.
    Masked,
}

/// The text of the file. What the environment gives is left to the environment.
///
/// # Errors
///
/// Fails when not everything has been entered.
pub fn text(draft: &Draft, environment: &Environment, secrets: Secrets) -> Result<String> {
    let mut document: DocumentMut = FRAME.parse().context("the frame of the file is no TOML")?;
    for (key, value) in values(draft, secrets)? {
        let value = value.filter(|_| !environment.gives(key));
        put(&mut document, key, value)?;
    }
    Ok(document.to_string())
}

type Entry = (&'static str, Option<Value>);

fn values(draft: &Draft, secrets: Secrets) -> Result<Vec<Entry>> {
    let bot = draft.bot.as_ref().context("no bot is chosen")?;
    let panel = draft.panel.as_ref().context("nobody is chosen")?;
    let (category, _) = draft.category.as_ref().context("no category is chosen")?;
    let (language, zone) = draft.speech.as_ref().context("no language is chosen")?;
    let mut values = vec![
        ("bot.token", Some(secret(&bot.token, secrets))),
        ("bot.timezone", Some(zone.as_str().into())),
        ("bot.panel_super_admin_users", list(&panel.admins)),
        ("bot.staff_roles", list(&panel.roles)),
        ("thread.inbox_category_id", Some(category.0.into())),
        ("language.default_language", Some(language.as_str().into())),
    ];
    values.extend(servers(draft)?);
    values.extend(access(panel, secrets)?);
    Ok(values)
}

fn servers(draft: &Draft) -> Result<Vec<Entry>> {
    let servers = &draft.servers;
    let staff = servers.staff_server().context("no server is chosen")?.id.0;
    if !servers.is_dual {
        return Ok(vec![
            ("bot.mode.type", Some("single".into())),
            ("bot.mode.guild_id", Some(staff.into())),
            ("bot.mode.community_guild_id", None),
            ("bot.mode.staff_guild_id", None),
        ]);
    }
    let community = servers.community.as_ref().context("no server is chosen")?;
    Ok(vec![
        ("bot.mode.type", Some("dual".into())),
        ("bot.mode.guild_id", None),
        ("bot.mode.community_guild_id", Some(community.id.0.into())),
        ("bot.mode.staff_guild_id", Some(staff.into())),
    ])
}

fn access(panel: &Panel, secrets: Secrets) -> Result<Vec<Entry>> {
    let enabled = ("bot.enable_panel", Some(panel.is_enabled.into()));
    let keys = ["bot.client_id", "bot.client_secret", "bot.redirect_url"];
    if !panel.is_enabled {
        let nothing = keys.map(|key| (key, None));
        return Ok(std::iter::once(enabled).chain(nothing).collect());
    }
    let client_id: ApplicationId = panel.client_id.parse().context("the client id is none")?;
    let client_id = i64::try_from(client_id.0).context("the client id is too large")?;
    let redirect = redirect_of(&panel.address).context("the address of the panel is none")?;
    let [id_key, secret_key, redirect_key] = keys;
    let held = panel.client_secret.as_ref();
    Ok(vec![
        enabled,
        (id_key, Some(client_id.into())),
        (secret_key, held.map(|held| secret(held, secrets))),
        (redirect_key, Some(redirect.into())),
    ])
}

fn secret(secret: &SecretString, secrets: Secrets) -> Value {
    match secrets {
        Secrets::Plain => secret.expose_secret().into(),
        Secrets::Masked => MASK.into(),
    }
}

/// Ids with the name of each behind it, for whoever reads the file.
fn list<Id: Display>(named: &[Named<Id>]) -> Option<Value> {
    if named.is_empty() {
        return None;
    }
    let mut array = Array::new();
    for one in named {
        let Ok(id) = one.id.to_string().parse::<i64>() else {
            continue;
        };
        let name = one.name.replace(char::is_control, " ");
        let mut value = Value::from(id);
        value
            .decor_mut()
            .set_prefix(format!("\n    # {name}\n    "));
        array.push_formatted(value);
    }
    array.set_trailing("\n");
    array.set_trailing_comma(true);
    Some(array.into())
}

/// Sets a key of the frame, or takes it out with its remark.
fn put(document: &mut DocumentMut, key: &str, value: Option<Value>) -> Result<()> {
    let (section, name) = key.rsplit_once('.').context("a key has a section")?;
    let mut table = document.as_table_mut();
    for part in section.split('.') {
        let inner = table.get_mut(part).and_then(|item| item.as_table_mut());
        table = inner.context("the frame lacks a section")?;
    }
    let Some(value) = value else {
        table.remove(name);
        return Ok(());
    };
    // The remark above belongs to the key, which stays.
    let item = table.get_mut(name).context("the frame lacks a key")?;
    *item = toml_edit::value(value);
    Ok(())
}
