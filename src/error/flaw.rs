//! Why a value cannot be used, as a closed list: every face says it in the words of its reader.

use crate::ids::NotAnId;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A text is no span of time.
    #[error("“{0}” is not a span of time. Write one such as 45s, 30m, 2h or 1d12h.")]
    Span(String),
    /// Nobody waits for no time, or for more than a year.
    #[error("The delay must be more than nothing and at most 365 days.")]
    Delay,
    /// Postgres cannot keep a NUL.
    #[error("A text cannot have a NUL character.")]
    Nul,
    /// A text is no day.
    #[error("This is no day. Write one such as 2027-01-31.")]
    Day,
    /// A text is no id.
    #[error("“{0}” is not an id: an id is a whole number such as 123456789012345678")]
    Id(String),
    /// An id of the API names another kind of thing.
    #[error("This is not an id of the right kind.")]
    KindOfId,
    /// A list does not have such an order for what it shows.
    #[error("Only open tickets are in this order.")]
    Order,
    /// A place belongs to a list of another order.
    #[error("This place is in a list of another order.")]
    PlaceOfOtherOrder,
    /// A list has no such place.
    #[error("This page of the list does not exist.")]
    Place,
    /// No list can be narrowed by it.
    #[error("No list can be narrowed by this.")]
    Filter,
    /// Nothing can be searched by it.
    #[error("Nothing can be searched like this.")]
    Search,
    /// An idempotency key is empty, too long or no text.
    #[error("An idempotency key has 1 to 200 plain characters.")]
    IdempotencyKey,
    /// An idempotency key was used for something else.
    #[error("This key was used to open a ticket with somebody else.")]
    KeyOfAnother,
    /// An API key has no name.
    #[error("Give the key a name, such as the program that will use it.")]
    Unnamed,
    /// An API key's name is too long.
    #[error("A name has at most {0} characters.")]
    LongName(usize),
    /// An API key could do nothing.
    #[error("Choose at least one thing that the key may do.")]
    NoScope,
    /// Something would end before it begins.
    #[error("The expiry must be in the future.")]
    Past,
    /// The user cannot be called to a ticket.
    #[error("This user is not staff who may work on tickets.")]
    NotStaff,
    /// A form was cut off.
    #[error("The form did not arrive whole.")]
    CutOff,
    /// A form does not say what it was filled in upon.
    #[error("This form is not whole. Open the page again.")]
    Base,
    /// There are too many files.
    #[error("At most {0} files can be sent at once.")]
    ManyFiles(usize),
    /// The files are too large together.
    #[error("These files are too large: together they may have at most {0} MB.")]
    LargeFiles(usize),
    /// A picture is too large.
    #[error("A picture may have at most {0} MB.")]
    LargePicture(usize),
    /// A file is no picture.
    #[error("Choose a picture in PNG, JPEG, GIF or WebP.")]
    NoPicture,
    /// A message goes to no such side.
    #[error("A side is “dm” or “channel”.")]
    Side,
    /// There is no such priority.
    #[error("There is no such priority.")]
    Priority,
    /// Neither a person nor a role was chosen.
    #[error("Choose a person or a role.")]
    Nobody,
    /// Nobody of the list was chosen.
    #[error("Choose somebody of the list.")]
    NotListed,
    /// There is no such setting.
    #[error("There is no setting {0:?}.")]
    Setting(String),
    /// There is no such command.
    #[error("There is no command “{0}”.")]
    Command(String),
}

impl From<NotAnId> for Flaw {
    fn from(NotAnId(text): NotAnId) -> Self {
        Self::Id(text)
    }
}
