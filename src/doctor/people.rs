//! The people and roles that are named: whether there are such ones in the staff server.

use crate::config::bot::BotConfig;
use crate::discord::Failure;
use crate::discord::server::WholeServer;
use crate::doctor::finding::{Finding, State, Value, not_looked};
use crate::ids::{RoleId, UserId};
use crate::models::category::Category;

/// So many people are looked for on Discord; there is no end to whom a file can name.
const MOST: usize = 20;

/// Where somebody or something is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Under this key of the configuration.
    Key(&'static str),
    /// In this category of tickets.
    Category(String),
}

/// Every role that is named, by the configuration and by categories.
pub fn named_roles(config: &BotConfig, categories: &[Category]) -> Vec<(Source, RoleId)> {
    let administrators = config.panel_super_admin_roles.iter();
    let administrators =
        administrators.map(|&role| (Source::Key("bot.panel_super_admin_roles"), role));
    let staff = config.staff_roles.iter();
    let staff = staff.map(|&role| (Source::Key("bot.staff_roles"), role));
    let of_categories = categories.iter().flat_map(|category| {
        let roles = category.staff_roles.iter();
        roles.map(|&role| (Source::Category(category.name.clone()), role))
    });
    administrators.chain(staff).chain(of_categories).collect()
}

/// The people whom the configuration names, as far as they are looked for.
pub fn named_people(config: &BotConfig) -> Vec<(&'static str, UserId)> {
    let administrators = config.panel_super_admin_users.iter();
    let administrators = administrators.map(|&user| ("bot.panel_super_admin_users", user));
    let staff = config.staff_users.iter();
    let staff = staff.map(|&user| ("bot.staff_users", user));
    administrators.chain(staff).take(MOST).collect()
}

/// Whether the staff server has the roles.
pub fn roles(named: &[(Source, RoleId)], server: &WholeServer) -> Vec<Finding> {
    let unknown = named.iter().filter(|(_, role)| !server.has_role(*role));
    let mut findings: Vec<Finding> = unknown
        .map(|(source, role)| unknown_role(source, *role))
        .collect();
    if findings.is_empty() && !named.is_empty() {
        let values = [("count", Value::count(named.len()))];
        findings.push(State::Good.with("doctor-roles-good", values));
    }
    findings
}

fn unknown_role(source: &Source, role: RoleId) -> Finding {
    let role = ("role", Value::of(role));
    match source {
        Source::Key(key) => State::Bad.with("doctor-role-unknown", [role, ("key", Value::of(key))]),
        Source::Category(category) => State::Bad.with(
            "doctor-role-of-category",
            [role, ("category", Value::of(category))],
        ),
    }
}

/// Whether the people are in the staff server.
pub fn people(
    named: &[(&'static str, UserId)],
    answers: &Result<Vec<UserId>, Failure>,
) -> Vec<Finding> {
    let present = match answers {
        Ok(present) => present,
        Err(failure) => return vec![not_looked(failure)],
    };
    let absent = named.iter().filter(|(_, user)| !present.contains(user));
    let mut findings: Vec<Finding> = absent
        .map(|(key, user)| {
            let values = [("user", Value::of(user)), ("key", Value::of(key))];
            State::Warning.with("doctor-person-absent", values)
        })
        .collect();
    if findings.is_empty() && !named.is_empty() {
        let values = [("count", Value::count(named.len()))];
        findings.push(State::Good.with("doctor-people-good", values));
    }
    findings
}

/// Whether somebody may do everything in the panel: nobody could give permissions otherwise.
pub fn administrators(config: &BotConfig) -> Option<Finding> {
    let is_nobody =
        config.panel_super_admin_users.is_empty() && config.panel_super_admin_roles.is_empty();
    (config.enable_panel && is_nobody).then(|| State::Warning.text("doctor-administrators-none"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn server() -> WholeServer {
        serde_json::from_value(json!({
            "id": "1", "name": "Staff", "owner_id": "99",
            "roles": [{ "id": "2", "name": "Agents", "position": 1, "permissions": "0" }],
        }))
        .unwrap()
    }

    #[test]
    fn roles_that_are_not_there_are_told_with_where_they_are_named() {
        let known = (Source::Key("bot.staff_roles"), RoleId(2));
        let gone = (Source::Key("bot.panel_super_admin_roles"), RoleId(3));
        let of_category = (Source::Category("Billing".to_owned()), RoleId(4));
        let keys = |named: &[(Source, RoleId)]| -> Vec<&str> {
            roles(named, &server()).iter().map(|one| one.key).collect()
        };
        assert_eq!(keys(std::slice::from_ref(&known)), ["doctor-roles-good"]);
        assert_eq!(
            keys(&[known, gone, of_category]),
            ["doctor-role-unknown", "doctor-role-of-category"]
        );
        assert!(keys(&[]).is_empty());
    }

    #[test]
    fn people_who_are_not_there_are_told() {
        let named = [
            ("bot.staff_users", UserId(1)),
            ("bot.staff_users", UserId(2)),
        ];
        let states = |answers| -> Vec<State> {
            people(&named, &answers)
                .iter()
                .map(|one| one.state)
                .collect()
        };
        assert_eq!(states(Ok(vec![UserId(1), UserId(2)])), [State::Good]);
        assert_eq!(states(Ok(vec![UserId(2)])), [State::Warning]);
        let silent = Failure::Unanswered(crate::discord::Silence::TooSlow(4));
        assert_eq!(states(Err(silent)), [State::Unknown]);
    }
}
