//! Which error type to use where:
//!
//! - A pure query returns [`diesel::QueryResult`]: only the database can fail it.
//! - A verb returns `Result<T, Error>`: it may also refuse, with a [`Refusal`] that a person can read.
//! - Start-up returns [`anyhow::Result`].
//!
//! Each face has one place that shows refusals to people and logs internal faults once, with a reference id.

mod code;
mod flaw;
mod world;

pub use flaw::Flaw;
pub use world::is_of_the_world;

use crate::ids::{ChannelId, MessageId, TicketId};
use crate::models::setting::Key;
use crate::models::setting::edit::Conflict;
use crate::models::setting::value::Wrong;

/// Why a verb did not do what it was asked, in words for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ticket does not exist, or the actor may not see it.
    #[error("There is no such ticket.")]
    TicketNotFound,
    /// The command only makes sense in the channel of a ticket.
    #[error("This is not the channel of an open ticket.")]
    NotATicketChannel,
    /// The message does not exist, or not in this ticket.
    #[error("There is no such message in this ticket.")]
    MessageNotFound,
    /// No reply of this ticket has that number.
    #[error("This ticket has no reply #{0}.")]
    ReplyNotFound(i32),
    /// The file does not exist, or the actor may not see it.
    #[error("There is no such file.")]
    AttachmentNotFound,
    /// There is no such API key.
    #[error("There is no such API key: somebody may have deleted it already.")]
    ApiKeyNotFound,
    /// There is no such session.
    #[error("There is no such session: it may have ended already.")]
    SessionNotFound,
    /// There is no such person among the staff.
    #[error("Nobody of this id is known among the staff.")]
    PersonNotFound,
    /// There is no such grant.
    #[error("There is no such grant: somebody may have taken it back already.")]
    GrantNotFound,
    /// Nothing was chosen to be given.
    #[error("Choose at least one permission.")]
    NothingToGrant,
    /// The staff server has no such role.
    #[error("The staff server has no such role.")]
    RoleNotFound,
    /// There is no such failed job.
    #[error("There is no such failure: somebody may have dealt with it already.")]
    JobNotFound,
    /// Permissions are for people of the staff server.
    #[error("This user is not in the staff server.")]
    NotInStaffServer,
    /// Who and what there is on Discord cannot be known now.
    #[error("Discord does not answer. Nothing has changed: try again in a moment.")]
    DiscordSilent,
    /// The actor lacks the permission of this name.
    #[error("You need the permission “{0}” for this.")]
    Forbidden(&'static str),
    /// Replies are edited and deleted by the person who wrote them.
    #[error("Only the person who wrote this reply may change it.")]
    NotYourReply,
    /// The reply was deleted before.
    #[error("This reply has been deleted.")]
    ReplyDeleted,
    /// The ticket is closed.
    #[error("This ticket is closed.")]
    AlreadyClosed,
    /// The member has an open ticket, which carries on: this one.
    #[error("This member already has an open ticket: #{0}.")]
    AlreadyOpen(TicketId),
    /// The member has an open ticket that whoever asks does not see.
    #[error("This member already has an open ticket, which you do not see.")]
    AlreadyOpenElsewhere,
    /// There is nothing to cancel.
    #[error("This ticket is not scheduled to close.")]
    NothingScheduled,
    /// Somebody else has answered since the writer last looked: with this message.
    #[error("Somebody else answered while you were writing. Nothing was sent.")]
    AnsweredMeanwhile(MessageId),
    /// What was sent before under the same key has arrived, and says something else: this message.
    #[error("What you sent before has arrived. What stands in the box now was not sent.")]
    SentBefore(MessageId),
    /// There is nothing to try again.
    #[error("This message did not fail there, so there is nothing to try again.")]
    NotFailed,
    /// Bots have no tickets.
    #[error("Bots cannot have tickets.")]
    IsABot,
    /// The account is not in the community server.
    #[error("This user is not a member of the community server.")]
    NotAMember,
    /// Discord knows no such account.
    #[error("Discord knows no such user.")]
    UnknownUser,
    /// A message with neither text nor file.
    #[error("There is nothing to send: write a text or add a file.")]
    Empty,
    /// A text beyond what we take.
    #[error("This text is too long: at most {limit} characters, and it has {length}.")]
    TooLong {
        /// The most characters that are taken.
        limit: usize,
        /// How many there were.
        length: usize,
    },
    /// Nobody but its owner has the view, or there is none.
    #[error("There is no such saved view.")]
    SavedViewNotFound,
    /// A view is found again by its name.
    #[error("Give the view a name.")]
    SavedViewUnnamed,
    /// The owner has a view of this name.
    #[error("You have a view of this name already.")]
    SavedViewNameTaken,
    /// The owner has as many views as anybody may.
    #[error("You have {0} saved views, and there cannot be more. Remove one first.")]
    TooManySavedViews(usize),
    /// There is no such category, or the actor may not see it.
    #[error("There is no such category.")]
    CategoryNotFound,
    /// No ticket is put into a category that is switched off.
    #[error("This category is switched off.")]
    CategoryDisabled,
    /// Programs take no tickets.
    #[error("Only a person can take a ticket.")]
    OnlyPeople,
    /// Somebody else has the ticket: the person of this name.
    #[error("{0} has this ticket.")]
    TakenBy(String),
    /// Nobody has the ticket.
    #[error("Nobody has taken this ticket.")]
    NotTaken,
    /// Nobody undoes what somebody else has done, or what was long ago.
    #[error("You have not just given this ticket to anybody, so there is nothing to undo.")]
    NothingToGiveBack,
    /// What was scheduled cannot be scheduled again.
    #[error(
        "The time at which this ticket was to be closed is over. Close it now, or choose another time."
    )]
    ClosureOverdue,
    /// Somebody was faster.
    #[error("This has been changed meanwhile, so it stays as it is now.")]
    ChangedMeanwhile,
    /// A ticket is handed only to those who may work it.
    #[error("This person may not work this ticket.")]
    CannotWorkIt,
    /// The ticket is open.
    #[error("This ticket is open.")]
    NotClosed,
    /// What was typed is no tag.
    #[error("A tag has at most 32 characters: letters and digits, with - _ . or + between them.")]
    NotATag,
    /// The ticket has as many tags as it can have.
    #[error("A ticket has at most {0} tags.")]
    TooManyTags(usize),
    /// The member may not open tickets.
    #[error("This member is blocked: lift the block first.")]
    MemberBlocked,
    /// There is no such block.
    #[error("There is no such block.")]
    BlockNotFound,
    /// The block has ended.
    #[error("This block has ended.")]
    BlockEnded,
    /// Nobody is blocked for no time, or for longer than ten years.
    #[error("A block lasts at most ten years; leave the time empty to block for good.")]
    BlockTooLong,
    /// A block that is to stand for good has no end.
    #[error("Choose one: for good, or for a time.")]
    BlockForGoodAndTime,
    /// Somebody else was faster.
    #[error(
        "Somebody has changed this block meanwhile. Look at what it is now, then change it again."
    )]
    BlockOutdated,
    /// Nobody changes a block whose reason they are not told.
    #[error("You see none of this member's tickets, so you cannot change this block.")]
    BlockOutOfSight,
    /// A category's name is missing or too long.
    #[error("A category needs a name, of at most 80 characters.")]
    CategoryNameInvalid,
    /// Another category is called that.
    #[error("There is another category with the name “{0}”.")]
    CategoryNameTaken(String),
    /// A category's description is too long.
    #[error("A description has at most 200 characters.")]
    CategoryDescriptionTooLong,
    /// A text stands where an emoji belongs.
    #[error("This is not an emoji. Choose one, or write one of your server as <:name:id>.")]
    NotAnEmoji,
    /// As many categories are switched on as there can be.
    #[error("24 categories are switched on, which is the most. Switch one off first.")]
    TooManyCategories,
    /// Tickets would go where every member may look.
    #[error(
        "Everybody in the server can look into this category, so members would read the tickets of others. Make it private in Discord, or name it once more as the one that is meant."
    )]
    OpenToMembers(ChannelId),
    /// A category is kept to more roles than it can be.
    #[error("A category is kept to at most {0} roles.")]
    TooManyCategoryRoles(usize),
    /// Somebody else was faster.
    #[error(
        "Somebody has changed this category meanwhile. Look at what it is now, then change it again."
    )]
    CategoryOutdated,
    /// Nobody lets themselves into a category that they do not see.
    #[error("You do not see the tickets of this category, so you cannot change it.")]
    CategoryOutOfSight,
    /// Nobody lets themselves out of a category, where only others could let them in again.
    #[error(
        "You would not see the tickets of this category any more. Choose one of your own roles, too, or leave this to somebody who has one of these."
    )]
    CategoryOutOfOwnSight,
    /// The actor knows of no such member.
    #[error("There is no such member.")]
    MemberNotFound,
    /// There is no such snippet, or it did not have such a version.
    #[error("There is no such snippet.")]
    SnippetNotFound,
    /// No snippet in use has this key.
    #[error("There is no snippet “{0}”.")]
    NoSnippetOfKey(String),
    /// A text cannot be a key.
    #[error("A key has 1 to 50 letters, digits, - or _.")]
    SnippetKeyInvalid,
    /// Another snippet in use has this key.
    #[error("There is another snippet with the key “{0}”.")]
    SnippetKeyTaken(String),
    /// A snippet that would say nothing.
    #[error("Write what the snippet says.")]
    SnippetEmpty,
    /// Somebody else was faster.
    #[error(
        "Somebody has changed this snippet meanwhile. Look at what it says now, then change it again."
    )]
    SnippetOutdated,
    /// A field has a value that cannot be used.
    #[error("{field}: {why}")]
    Invalid {
        /// The field, as the face that took it names it.
        field: &'static str,
        /// What is wrong with the value.
        why: Flaw,
    },
    /// It was tried too often; so many seconds have to pass first.
    #[error("Too many attempts: try again in {0} s.")]
    TooOften(u64),
    /// Settings have values that make no sense.
    #[error("These settings make no sense: {}.", names(.0.iter().map(|(key, _)| key)))]
    Settings(Vec<(Key, Wrong)>),
    /// Somebody else has changed the same settings meanwhile.
    #[error("Somebody else has changed these settings meanwhile: {}.", names(.0.iter().map(|one| &one.key)))]
    SettingsMoved(Vec<Conflict>),
    /// There is no such version of the settings.
    #[error("There is no such version of the settings.")]
    VersionNotFound,
    /// The bot runs already.
    #[error("The bot is running already.")]
    BotIsRunning,
    /// The bot does not run.
    #[error("The bot is stopped.")]
    BotIsStopped,
    /// Only super administrators may use commands for now.
    #[error("Rustmail is being worked on; only super administrators can use commands for now.")]
    Maintenance,
    /// A change that changes nothing.
    #[error("There is nothing to change.")]
    NothingToChange,
    /// No name for a bot.
    #[error("A bot's name has 2 to 32 characters, without spaces around it.")]
    NoBotName,
    /// Nobody is signed in, or the credential is wrong, expired or revoked.
    #[error("{0}")]
    Unauthenticated(#[from] Unauthenticated),
}

/// Why a credential was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unauthenticated {
    /// There was no credential at all.
    #[error("Sign in, or send an API key in the X-API-Key header.")]
    Missing,
    /// No such API key.
    #[error("This API key is not known. Check that it was copied whole.")]
    UnknownKey,
    /// The API key is past its date.
    #[error("This API key has expired.")]
    ExpiredKey,
    /// The API key was revoked.
    #[error("This API key was revoked.")]
    RevokedKey,
}

fn names<'a>(keys: impl Iterator<Item = &'a Key>) -> String {
    let names: Vec<&str> = keys.map(|key| key.word()).collect();
    names.join(", ")
}

impl Refusal {
    /// This refusal in place of a fault, when the fault is that a value that must be unique is in use.
    #[track_caller]
    pub fn in_place_of(self, error: diesel::result::Error) -> Error {
        use diesel::result::{DatabaseErrorKind, Error as Fault};
        match error {
            Fault::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => self.into(),
            error => error.into(),
        }
    }
}

/// What a verb fails with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; the person who asked is told why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A fault of ours or of what we depend on; logged once, shown as a reference id.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<diesel::result::Error> for Error {
    #[track_caller]
    fn from(error: diesel::result::Error) -> Self {
        let place = std::panic::Location::caller();
        Self::Internal(anyhow::Error::new(error).context(format!("a query failed at {place}")))
    }
}

impl From<Unauthenticated> for Error {
    fn from(why: Unauthenticated) -> Self {
        Self::Refused(why.into())
    }
}
