//! What a mutation was refused for, as data: whoever asked can do something about it.

use async_graphql::{Enum, SimpleObject};

use crate::error::{Error, Flaw, Refusal};
use crate::graphql::fault::Fault;

/// Why a mutation was refused, for programs.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserErrorCode {
    /// There is no such ticket.
    TicketNotFound,
    /// There is no such message in this ticket.
    MessageNotFound,
    /// Only the person who wrote a reply may change it.
    NotYourReply,
    /// The reply has been deleted.
    ReplyDeleted,
    /// The ticket is closed.
    AlreadyClosed,
    /// The member has an open ticket, which carries on.
    AlreadyOpen,
    /// The ticket is not scheduled to close.
    NothingScheduled,
    /// The message did not fail there.
    NotFailed,
    /// Bots cannot have tickets.
    IsABot,
    /// The user is not a member of the community server.
    NotAMember,
    /// Discord knows no such user.
    UnknownUser,
    /// There is no such session.
    SessionNotFound,
    /// There is no such grant.
    GrantNotFound,
    /// The staff server has no such role.
    RoleNotFound,
    /// The user is not in the staff server.
    NotInStaffServer,
    /// Nothing was chosen to be given.
    NothingToGrant,
    /// There is no such failure.
    FailureNotFound,
    /// There is nothing to send.
    Empty,
    /// The text is too long.
    TooLong,
    /// There is no such category.
    CategoryNotFound,
    /// The category is switched off.
    CategoryDisabled,
    /// There is no such API key.
    ApiKeyNotFound,
    /// Nobody of this id is known among the staff.
    PersonNotFound,
    /// Discord does not answer.
    DiscordSilent,
    /// Only a person can take a ticket.
    OnlyPeople,
    /// Somebody else has the ticket.
    AlreadyTaken,
    /// Nobody has the ticket.
    NotTaken,
    /// The asker has not just given the ticket to anybody.
    NothingToGiveBack,
    /// The time at which the ticket was to be closed is over.
    ClosureOverdue,
    /// Somebody has changed it since.
    ChangedMeanwhile,
    /// The person may not work the ticket.
    CannotWorkIt,
    /// The ticket is open.
    NotClosed,
    /// The text is no tag.
    NotATag,
    /// The ticket has as many tags as it can have.
    TooManyTags,
    /// The member is blocked.
    MemberBlocked,
    /// There is no such block.
    BlockNotFound,
    /// The block has ended.
    BlockEnded,
    /// Nobody is blocked for no time, or for so long.
    BlockTooLong,
    /// A block stands for good or for a time, not both.
    BlockForGoodAndTime,
    /// Somebody has changed the block since.
    BlockOutdated,
    /// Nobody changes a block of a member none of whose tickets they see.
    BlockOutOfSight,
    /// There is no such saved view, or it is somebody else's.
    SavedViewNotFound,
    /// A view needs a name.
    SavedViewUnnamed,
    /// There is a view of this name.
    SavedViewNameTaken,
    /// There are as many views as anybody may have.
    TooManySavedViews,
    /// A category needs a name, of at most 80 characters.
    CategoryNameInvalid,
    /// Another category is called that.
    CategoryNameTaken,
    /// A description has at most 200 characters.
    CategoryDescriptionTooLong,
    /// The text is no emoji.
    NotAnEmoji,
    /// As many categories are switched on as there can be.
    TooManyCategories,
    /// The category is to be kept to more roles than it can be.
    TooManyCategoryRoles,
    /// Somebody has changed the category since.
    CategoryOutdated,
    /// Nobody changes a category whose tickets they do not see.
    CategoryOutOfSight,
    /// There is no such snippet, or it did not have such a version.
    SnippetNotFound,
    /// No snippet in use has this key.
    NoSnippetOfKey,
    /// The text cannot be a key.
    SnippetKeyInvalid,
    /// Another snippet in use has this key.
    SnippetKeyTaken,
    /// The snippet would say nothing.
    SnippetEmpty,
    /// Somebody has changed the snippet since.
    SnippetOutdated,
    /// A value cannot be used.
    Invalid,
    /// Settings have values that make no sense.
    Settings,
    /// Somebody else has changed the same settings meanwhile.
    SettingsMoved,
    /// There is no such version of the settings.
    VersionNotFound,
    /// The bot runs already.
    BotIsRunning,
    /// The bot does not run.
    BotIsStopped,
    /// There is nothing to change.
    NothingToChange,
}

/// Why a mutation was refused. Nothing has changed.
#[derive(SimpleObject, Debug, Clone)]
pub struct UserError {
    /// The reason, for programs.
    pub code: UserErrorCode,
    /// The field of the input that has to change, if it is one.
    pub field: Option<&'static str>,
    /// The reason, for people.
    pub message: String,
}

impl UserError {
    /// The refusals of a verb, as data.
    ///
    /// # Errors
    ///
    /// Everything that no other input would change: a missing permission, a fault of ours.
    pub fn of(error: Error) -> Result<Self, Fault> {
        match error {
            Error::Refused(refusal) => Self::of_refusal(refusal),
            error @ Error::Internal(_) => Err(error.into()),
        }
    }

    fn of_refusal(refusal: Refusal) -> Result<Self, Fault> {
        use UserErrorCode as Code;
        let message = refusal.to_string();
        let (code, field) = match refusal {
            Refusal::TicketNotFound => (Code::TicketNotFound, Some("ticketId")),
            Refusal::AlreadyClosed => (Code::AlreadyClosed, Some("ticketId")),
            Refusal::NothingScheduled => (Code::NothingScheduled, Some("ticketId")),
            Refusal::MessageNotFound => (Code::MessageNotFound, Some("messageId")),
            Refusal::NotFailed => (Code::NotFailed, Some("messageId")),
            Refusal::NotYourReply => (Code::NotYourReply, Some("messageId")),
            Refusal::ReplyDeleted => (Code::ReplyDeleted, Some("messageId")),
            Refusal::AlreadyOpen(_) | Refusal::AlreadyOpenElsewhere => {
                (Code::AlreadyOpen, Some("memberId"))
            }
            Refusal::IsABot => (Code::IsABot, Some("memberId")),
            Refusal::NotAMember => (Code::NotAMember, Some("memberId")),
            Refusal::UnknownUser => (Code::UnknownUser, Some("memberId")),
            Refusal::SessionNotFound => (Code::SessionNotFound, Some("sessionId")),
            Refusal::GrantNotFound => (Code::GrantNotFound, Some("grantId")),
            Refusal::RoleNotFound => (Code::RoleNotFound, Some("subjectId")),
            Refusal::NotInStaffServer => (Code::NotInStaffServer, Some("subjectId")),
            Refusal::NothingToGrant => (Code::NothingToGrant, Some("permissions")),
            Refusal::JobNotFound => (Code::FailureNotFound, Some("failureId")),
            Refusal::Empty => (Code::Empty, Some("content")),
            Refusal::TooLong { .. } => (Code::TooLong, Some("content")),
            Refusal::Settings(_) => (Code::Settings, Some("settings")),
            Refusal::SettingsMoved(_) => (Code::SettingsMoved, Some("settings")),
            Refusal::VersionNotFound => (Code::VersionNotFound, Some("version")),
            Refusal::BotIsRunning => (Code::BotIsRunning, None),
            Refusal::BotIsStopped => (Code::BotIsStopped, None),
            Refusal::NothingToChange => (Code::NothingToChange, None),
            Refusal::NoBotName => (Code::Invalid, Some("username")),
            Refusal::CategoryNotFound => (Code::CategoryNotFound, Some("categoryId")),
            Refusal::CategoryDisabled => (Code::CategoryDisabled, Some("categoryId")),
            Refusal::OnlyPeople => (Code::OnlyPeople, None),
            Refusal::TakenBy(_) => (Code::AlreadyTaken, Some("ticketId")),
            Refusal::NotTaken => (Code::NotTaken, Some("ticketId")),
            Refusal::CannotWorkIt => (Code::CannotWorkIt, Some("assigneeId")),
            Refusal::NotClosed => (Code::NotClosed, Some("ticketId")),
            Refusal::NotATag => (Code::NotATag, Some("tag")),
            Refusal::TooManyTags(_) => (Code::TooManyTags, Some("tag")),
            Refusal::MemberBlocked => (Code::MemberBlocked, Some("memberId")),
            Refusal::BlockNotFound => (Code::BlockNotFound, Some("blockId")),
            Refusal::BlockEnded => (Code::BlockEnded, Some("blockId")),
            Refusal::BlockTooLong => (Code::BlockTooLong, Some("lasts")),
            Refusal::Invalid { field, why } => return Ok(Self::invalid(field, &why)),
            refusal => match of_desk(&refusal) {
                Some(found) => found,
                None => return Err(refusal.into()),
            },
        };
        Ok(Self {
            code,
            field,
            message,
        })
    }

    fn invalid(field: &'static str, why: &Flaw) -> Self {
        let field = match field {
            "delay" => "after",
            "idempotency_key" => "idempotencyKey",
            "expires_at" => "expiresAt",
            other => other,
        };
        Self {
            code: UserErrorCode::Invalid,
            field: Some(field),
            message: why.to_string(),
        }
    }
}

/// The refusals about categories, snippets, API keys and what else was made for staff.
fn of_desk(refusal: &Refusal) -> Option<(UserErrorCode, Option<&'static str>)> {
    use UserErrorCode as Code;
    Some(match refusal {
        Refusal::CategoryNameInvalid => (Code::CategoryNameInvalid, Some("name")),
        Refusal::CategoryNameTaken(_) => (Code::CategoryNameTaken, Some("name")),
        Refusal::CategoryDescriptionTooLong => {
            (Code::CategoryDescriptionTooLong, Some("description"))
        }
        Refusal::NotAnEmoji => (Code::NotAnEmoji, Some("emoji")),
        Refusal::TooManyCategories => (Code::TooManyCategories, None),
        Refusal::SavedViewNotFound => (Code::SavedViewNotFound, Some("viewId")),
        Refusal::SavedViewUnnamed => (Code::SavedViewUnnamed, Some("name")),
        Refusal::SavedViewNameTaken => (Code::SavedViewNameTaken, Some("name")),
        Refusal::TooManySavedViews(_) => (Code::TooManySavedViews, None),
        Refusal::NothingToGiveBack => (Code::NothingToGiveBack, Some("ticketId")),
        Refusal::ClosureOverdue => (Code::ClosureOverdue, Some("closureId")),
        Refusal::ChangedMeanwhile => (Code::ChangedMeanwhile, None),
        Refusal::BlockOutdated => (Code::BlockOutdated, Some("basedOn")),
        Refusal::BlockForGoodAndTime => (Code::BlockForGoodAndTime, Some("lasts")),
        Refusal::BlockOutOfSight => (Code::BlockOutOfSight, Some("blockId")),
        Refusal::TooManyCategoryRoles(_) => (Code::TooManyCategoryRoles, Some("staffRoleIds")),
        Refusal::CategoryOutdated => (Code::CategoryOutdated, Some("basedOn")),
        Refusal::CategoryOutOfSight => (Code::CategoryOutOfSight, Some("categoryId")),
        Refusal::ApiKeyNotFound => (Code::ApiKeyNotFound, Some("apiKeyId")),
        Refusal::PersonNotFound => (Code::PersonNotFound, Some("userId")),
        Refusal::DiscordSilent => (Code::DiscordSilent, None),
        Refusal::SnippetNotFound => (Code::SnippetNotFound, Some("snippetId")),
        Refusal::NoSnippetOfKey(_) => (Code::NoSnippetOfKey, Some("content")),
        Refusal::SnippetKeyInvalid => (Code::SnippetKeyInvalid, Some("key")),
        Refusal::SnippetKeyTaken(_) => (Code::SnippetKeyTaken, Some("key")),
        Refusal::SnippetEmpty => (Code::SnippetEmpty, Some("content")),
        Refusal::SnippetOutdated => (Code::SnippetOutdated, Some("basedOn")),
        _ => return None,
    })
}

/// The refusal of an id that names nothing of the kind that `field` wants.
pub fn not_an_id(field: &'static str) -> Refusal {
    let why = Flaw::KindOfId;
    Refusal::Invalid { field, why }
}

/// What a mutation came to: the thing, or why not.
pub fn outcome<T>(result: Result<T, Error>) -> Result<(Option<T>, Vec<UserError>), Fault> {
    match result {
        Ok(done) => Ok((Some(done), Vec::new())),
        Err(error) => Ok((None, vec![UserError::of(error)?])),
    }
}
