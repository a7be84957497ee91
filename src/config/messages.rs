//! The small sections about commands and messages: `[command]`, `[notifications]`, `[logs]`.

use super::reading::Reader;
use super::warning::Dead;

/// The `[command]` section.
#[derive(Clone, Debug)]
pub struct CommandConfig {
    /// What a command typed as text begins with.
    pub prefix: String,
}

impl CommandConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let prefix = reader.or("command.prefix", "!".to_owned());
        if prefix.trim().is_empty() {
            reader.problem(
                "command.prefix",
                "must not be blank, or every message would be a command. Write something like \"!\"",
            );
        }
        Self { prefix }
    }
}

/// The `[notifications]` section: which confirmations staff see.
#[derive(Clone, Debug)]
pub struct NotificationsConfig {
    /// Whether an edit is confirmed.
    pub show_success_on_edit: bool,
    /// Whether a reply is confirmed.
    pub show_success_on_reply: bool,
}

impl NotificationsConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        for key in [
            "notifications.show_partial_success_on_edit",
            "notifications.show_failure_on_edit",
            "notifications.show_success_on_delete",
            "notifications.show_success",
            "notifications.show_error",
        ] {
            reader.dead(key, Dead::FailuresAreShown);
        }
        Self {
            show_success_on_edit: reader.or("notifications.show_success_on_edit", true),
            show_success_on_reply: reader.or("notifications.show_success_on_reply", true),
        }
    }
}

/// `[reminders]` stands in files of Rustmail; nobody is reminded of anything.
pub(super) fn pass_over_reminders(reader: &mut Reader<'_>) {
    reader.dead("reminders.embed_color", Dead::NoReminders);
}

/// The `[logs]` section: which changes of messages are told in the ticket channel.
#[derive(Clone, Debug)]
pub struct LogsConfig {
    /// Whether the copy in the ticket's channel follows when a member edits a message.
    pub show_log_on_edit: bool,
    /// Whether the copy in the ticket's channel is marked when a member deletes a message.
    pub show_log_on_delete: bool,
}

impl LogsConfig {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            show_log_on_edit: reader.or("logs.show_log_on_edit", true),
            show_log_on_delete: reader.or("logs.show_log_on_delete", true),
        }
    }
}

/// `[error_handling]` stands in every file that Rustmail wrote, and nothing has ever read it.
pub(super) fn pass_over_error_handling(reader: &mut Reader<'_>) {
    for key in [
        "error_handling.show_detailed_errors",
        "error_handling.log_errors",
        "error_handling.send_error_embeds",
        "error_handling.auto_delete_error_messages",
        "error_handling.error_message_ttl",
        "error_handling.display_errors",
    ] {
        reader.dead(key, Dead::ErrorsAreLogged);
    }
}
