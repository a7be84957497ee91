//! What a mutation was refused for, as data: whoever asked can do something about it.

use async_graphql::{Enum, SimpleObject};

use crate::error::{Error, Flaw, Refusal};
use crate::graphql::fault::Fault;
use crate::graphql::input_fields;

/// What is written by people, whichever a mutation takes of it.
const LONG: &[&str] = &["content", "reason", "label", "notice", "name"];

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
    /// Everybody in the server may look into the place of the tickets, members included.
    OpenToMembers,
    /// The category is to be kept to more roles than it can be.
    TooManyCategoryRoles,
    /// Somebody has changed the category since.
    CategoryOutdated,
    /// Whoever changes the category would not see its tickets any more.
    CategoryOutOfOwnSight,
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
    /// The field of the input, or of what stands in it, that has to change, if it is one.
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
        let (code, fields): (Code, &[&str]) = match refusal {
            Refusal::TicketNotFound => (Code::TicketNotFound, &["ticketId"]),
            Refusal::AlreadyClosed => (Code::AlreadyClosed, &["ticketId"]),
            Refusal::NothingScheduled => (Code::NothingScheduled, &["ticketId"]),
            Refusal::MessageNotFound => (Code::MessageNotFound, &["messageId"]),
            Refusal::NotFailed => (Code::NotFailed, &["messageId"]),
            Refusal::NotYourReply => (Code::NotYourReply, &["messageId"]),
            Refusal::ReplyDeleted => (Code::ReplyDeleted, &["messageId"]),
            Refusal::AlreadyOpen(_) | Refusal::AlreadyOpenElsewhere => {
                (Code::AlreadyOpen, &["memberId", "ticketId"])
            }
            Refusal::IsABot => (Code::IsABot, &["memberId"]),
            Refusal::NotAMember => (Code::NotAMember, &["memberId"]),
            Refusal::UnknownUser => (Code::UnknownUser, &["memberId"]),
            Refusal::SessionNotFound => (Code::SessionNotFound, &["sessionId"]),
            Refusal::GrantNotFound => (Code::GrantNotFound, &["grantId"]),
            Refusal::RoleNotFound => (Code::RoleNotFound, &["subjectId"]),
            Refusal::NotInStaffServer => (Code::NotInStaffServer, &["subjectId"]),
            Refusal::NothingToGrant => (Code::NothingToGrant, &["permissions"]),
            Refusal::JobNotFound => (Code::FailureNotFound, &["failureId"]),
            Refusal::Empty => (Code::Empty, &["content"]),
            Refusal::TooLong { .. } => (Code::TooLong, LONG),
            Refusal::Settings(_) => (Code::Settings, &["settings"]),
            Refusal::SettingsMoved(_) => (Code::SettingsMoved, &["settings"]),
            Refusal::VersionNotFound => (Code::VersionNotFound, &["version"]),
            Refusal::BotIsRunning => (Code::BotIsRunning, &[]),
            Refusal::BotIsStopped => (Code::BotIsStopped, &[]),
            Refusal::NothingToChange => (Code::NothingToChange, &[]),
            Refusal::NoBotName => (Code::Invalid, &["username"]),
            Refusal::CategoryNotFound => (Code::CategoryNotFound, &["categoryId", "categoryIds"]),
            Refusal::CategoryDisabled => (Code::CategoryDisabled, &["categoryId"]),
            Refusal::OnlyPeople => (Code::OnlyPeople, &[]),
            Refusal::TakenBy(_) => (Code::AlreadyTaken, &["ticketId"]),
            Refusal::NotTaken => (Code::NotTaken, &["ticketId"]),
            Refusal::CannotWorkIt => (Code::CannotWorkIt, &["assigneeId"]),
            Refusal::NotClosed => (Code::NotClosed, &["ticketId"]),
            Refusal::NotATag => (Code::NotATag, &["tag"]),
            Refusal::TooManyTags(_) => (Code::TooManyTags, &["tag"]),
            Refusal::MemberBlocked => (Code::MemberBlocked, &["memberId"]),
            Refusal::BlockNotFound => (Code::BlockNotFound, &["blockId"]),
            Refusal::BlockEnded => (Code::BlockEnded, &["blockId"]),
            Refusal::BlockTooLong => (Code::BlockTooLong, &["lasts"]),
            Refusal::Invalid { field, why } => return Ok(Self::invalid(field, &why)),
            refusal => match of_desk(&refusal) {
                Some(found) => found,
                None => return Err(refusal.into()),
            },
        };
        Ok(Self {
            code,
            field: input_fields::first_of(fields),
            message,
        })
    }

    fn invalid(field: &str, why: &Flaw) -> Self {
        let field = match field {
            "delay" => "after".to_owned(),
            other => camel_case(other),
        };
        Self {
            code: UserErrorCode::Invalid,
            field: input_fields::first_of(&[&field]),
            message: why.to_string(),
        }
    }
}

/// The refusals about categories, snippets, API keys and what else was made for staff.
fn of_desk(refusal: &Refusal) -> Option<(UserErrorCode, &'static [&'static str])> {
    use UserErrorCode as Code;
    Some(match refusal {
        Refusal::CategoryNameInvalid => (Code::CategoryNameInvalid, &["name"]),
        Refusal::CategoryNameTaken(_) => (Code::CategoryNameTaken, &["name"]),
        Refusal::CategoryDescriptionTooLong => (Code::CategoryDescriptionTooLong, &["description"]),
        Refusal::NotAnEmoji => (Code::NotAnEmoji, &["emoji"]),
        Refusal::OpenToMembers(_) => (Code::OpenToMembers, &["settings", "discordCategoryId"]),
        Refusal::TooManyCategories => (Code::TooManyCategories, &[]),
        Refusal::SavedViewNotFound => (Code::SavedViewNotFound, &["viewId"]),
        Refusal::SavedViewUnnamed => (Code::SavedViewUnnamed, &["name"]),
        Refusal::SavedViewNameTaken => (Code::SavedViewNameTaken, &["name"]),
        Refusal::TooManySavedViews(_) => (Code::TooManySavedViews, &[]),
        Refusal::NothingToGiveBack => (Code::NothingToGiveBack, &["ticketId"]),
        Refusal::ClosureOverdue => (Code::ClosureOverdue, &["closureId"]),
        Refusal::ChangedMeanwhile => (Code::ChangedMeanwhile, &[]),
        Refusal::BlockOutdated => (Code::BlockOutdated, &["basedOn"]),
        Refusal::BlockForGoodAndTime => (Code::BlockForGoodAndTime, &["lasts"]),
        Refusal::BlockOutOfSight => (Code::BlockOutOfSight, &["blockId"]),
        Refusal::TooManyCategoryRoles(_) => (Code::TooManyCategoryRoles, &["staffRoleIds"]),
        Refusal::CategoryOutdated => (Code::CategoryOutdated, &["basedOn"]),
        Refusal::CategoryOutOfOwnSight => (Code::CategoryOutOfOwnSight, &["staffRoleIds"]),
        Refusal::CategoryOutOfSight => (Code::CategoryOutOfSight, &["categoryId"]),
        Refusal::ApiKeyNotFound => (Code::ApiKeyNotFound, &["apiKeyId"]),
        Refusal::PersonNotFound => (Code::PersonNotFound, &["userId"]),
        Refusal::DiscordSilent => (Code::DiscordSilent, &[]),
        Refusal::SnippetNotFound => (Code::SnippetNotFound, &["snippetId"]),
        Refusal::NoSnippetOfKey(_) => (Code::NoSnippetOfKey, &["content"]),
        Refusal::SnippetKeyInvalid => (Code::SnippetKeyInvalid, &["key"]),
        Refusal::SnippetKeyTaken(_) => (Code::SnippetKeyTaken, &["key"]),
        Refusal::SnippetEmpty => (Code::SnippetEmpty, &["content"]),
        Refusal::SnippetOutdated => (Code::SnippetOutdated, &["basedOn"]),
        _ => return None,
    })
}

/// A field as the API names it.
fn camel_case(field: &str) -> String {
    let mut words = field.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_ascii_uppercase() + rest
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
