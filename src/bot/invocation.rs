//! Who called a command, where and with what: the same for a slash command and for one typed as text.

use std::sync::Arc;

use serde_json::Value;
use serenity::all::{Attachment, CommandDataOptionValue, CommandInteraction};

use crate::app::App;
use crate::bot::Context;
use crate::bot::incoming::written::id;
use crate::clock::Clock;
use crate::direction_marks;
use crate::error::{Error, Refusal};
use crate::ids::{ChannelId, PostId, RoleId, ServerId, UserId};
use crate::models::actor::{Act, Actor, Staff};
use crate::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use crate::models::delivery::Source;
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::models::ticket::replying::Draft;
use crate::models::user::User;

/// One call of a command.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// The server in which it was called, if in any.
    pub server: Option<ServerId>,
    /// The channel in which it was called.
    pub channel: ChannelId,
    /// Who called it.
    pub user: User,
    /// The roles of the caller in that server.
    pub roles: Vec<RoleId>,
    /// The same for the same call, however often it is heard.
    pub key: String,
    /// The message that is the command, when it was typed.
    pub source: Option<Source>,
    /// The message that the command answers.
    pub answers: Option<PostId>,
    /// The files that came with it.
    pub attachments: Vec<NewAttachment>,
    /// The caller as staff, once that is checked.
    pub staff: Option<Staff>,
}

impl Invocation {
    /// Reads a slash command.
    pub fn of_slash(command: &CommandInteraction, clock: &Clock) -> Self {
        let (user, member) = (&command.user, command.member.as_deref());
        Self {
            server: command
                .guild_id
                .map(|server| ServerId(signed(server.get()))),
            channel: ChannelId(signed(command.channel_id.get())),
            user: User {
                id: UserId(signed(user.id.get())),
                username: user.name.clone(),
                display_name: user
                    .global_name
                    .as_deref()
                    .and_then(direction_marks::without_in_name),
                avatar: user.avatar.map(|avatar| avatar.to_string()),
                updated_at: clock.now(),
            },
            roles: member.map_or_else(Vec::new, |member| {
                let roles = member.roles.iter();
                roles.map(|role| RoleId(signed(role.get()))).collect()
            }),
            key: format!("interaction:{}", command.id),
            source: None,
            answers: None,
            attachments: files_of(command),
            staff: None,
        }
    }

    /// The call that a command carries out.
    ///
    /// # Errors
    ///
    /// Fails when the command was not called through [`crate::bot::dispatch`], which never happens.
    pub async fn of(ctx: Context<'_>) -> Result<Self, Error> {
        let found = ctx.invocation_data::<Self>().await;
        let invocation = found.map(|invocation| invocation.clone());
        invocation.ok_or_else(|| anyhow::anyhow!("a command was called without its call").into())
    }

    /// The caller, acting now.
    ///
    /// # Errors
    ///
    /// Refuses who has not been found to be staff.
    pub fn act(&self, app: &Arc<App>) -> Result<Act, Refusal> {
        let staff = self.staff.clone();
        let staff = staff.ok_or(Refusal::Forbidden(Permission::ViewTickets.word()))?;
        Ok(app.act(Actor::Staff(staff)))
    }

    /// The ticket in whose channel the command was called.
    ///
    /// # Errors
    ///
    /// Refuses elsewhere.
    pub async fn ticket(&self, app: &Arc<App>) -> Result<Ticket, Error> {
        let found = Ticket::in_channel(&mut *app.db().await?, self.channel).await?;
        Ok(found.ok_or(Refusal::NotATicketChannel)?)
    }

    /// A draft of what the caller says.
    pub fn draft(self, text: Option<String>) -> Draft {
        Draft {
            content: text.unwrap_or_default(),
            attachments: self.attachments,
            reply_to: self.answers,
            source: self.source,
            idempotency_key: Some(self.key),
            ..Draft::default()
        }
    }
}

/// The files among a slash command's options, in the order in which they were given.
fn files_of(command: &CommandInteraction) -> Vec<NewAttachment> {
    let files = &command.data.resolved.attachments;
    let given = command
        .data
        .options
        .iter()
        .filter_map(|option| match option.value {
            CommandDataOptionValue::Attachment(id) => files.get(&id),
            _ => None,
        });
    given.map(file).collect()
}

fn file(file: &Attachment) -> NewAttachment {
    let media_type = file.content_type.clone();
    let guessed = || {
        mime_guess::from_path(&file.filename)
            .first_or_octet_stream()
            .to_string()
    };
    NewAttachment {
        kind: AttachmentKind::File,
        name: file.filename.clone(),
        media_type: media_type.unwrap_or_else(guessed),
        size: i64::from(file.size),
        origin: AttachmentOrigin::Discord(file.url.clone()),
    }
}

/// Discord's ids fit: see [`crate::ids`].
fn signed(id_of_library: u64) -> i64 {
    id(&Value::from(id_of_library)).unwrap_or_default()
}
