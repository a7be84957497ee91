//! The configuration file of the demo's server: an ordinary one, whose Discord is the simulator.

use std::path::Path;

use anyhow::Result;
use discord_simulator::Simulator;
use rustmail::config::{Config, Environment};

use crate::cast::Cast;

/// Where people reach the panel.
pub fn panel_url(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// The text of the file.
pub fn text(simulator: &Simulator, cast: &Cast, port: u16) -> String {
    let url = panel_url(port);
    format!(
        r#"# Made by the demo, for its simulated Discord. config.example.toml explains every key.

[bot]
token = "{token}"
status = "Write me to reach the staff"
welcome_message = "Thank you for writing to us! Somebody of the team will answer you right here."
close_message = "We have closed this conversation. Write again whenever you need us."
enable_panel = true
client_id = {client_id}
client_secret = "{client_secret}"
redirect_url = "{redirect_url}"
panel_super_admin_users = [{owner}]
staff_roles = [{support}]

[bot.mode]
type = "dual"
community_guild_id = {community}
staff_guild_id = {staff_server}

[thread]
inbox_category_id = {inbox}

[database]
data_dir = "data"

[discord]
api_url = "{api_url}"
cdn_url = "{cdn_url}"

[server]
bind_address = "127.0.0.1"
port = {port}
public_url = "{url}"
"#,
        token = cast.bot.token,
        client_id = cast.bot.client_id(),
        client_secret = cast.bot.client_secret,
        redirect_url = redirect_url(port),
        owner = cast.owner.id,
        support = cast.support,
        community = cast.community,
        staff_server = cast.staff_server,
        inbox = cast.inbox,
        api_url = simulator.base_url(),
        cdn_url = simulator.cdn_url(),
    )
}

/// Where people are sent back to after signing in.
pub fn redirect_url(port: u16) -> String {
    format!("{}/api/auth/callback", panel_url(port))
}

/// Reads the file. The environment has no say: it may belong to another Rustmail.
///
/// # Errors
///
/// Tells what is wrong with the file.
pub fn read(path: &Path) -> Result<Config> {
    Ok(Config::load(path, &Environment::default())?.config)
}
