//! Lists in pages, after Relay's specification: a page is named by the key of its neighbour, never by a count of rows, so that what is
//! added meanwhile neither hides nor repeats anything.
//!
//! <https://relay.dev/graphql/connections.htm>

use async_graphql::connection::{Connection, CursorType, Edge, EmptyFields};
use async_graphql::{ObjectType, OutputType};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::graphql::fault::Fault;
use crate::models::listing::{Listing, Page};

/// The most entries of a page.
const LARGEST_PAGE: i32 = 100;
/// The entries of a page when nobody says how many.
const USUAL_PAGE: i32 = 20;

/// The place of an entry in its list.
pub trait Place: Sized {
    /// The place as text.
    fn write(&self) -> String;
    /// The place that `text` was written for; `None` for anything else.
    fn read(text: &str) -> Option<Self>;
}

/// The arguments of a connection, as they were given.
pub struct Paging {
    /// How many from the front.
    pub first: Option<i32>,
    /// After which cursor.
    pub after: Option<String>,
    /// How many from the back.
    pub last: Option<i32>,
    /// Before which cursor.
    pub before: Option<String>,
}

impl Paging {
    /// The page that is wanted, and the most entries it may have.
    ///
    /// # Errors
    ///
    /// Refuses sizes outside 1 to 100, directions that contradict each other, and cursors that are none of ours.
    pub fn read<P: Place>(self) -> Result<(Page<P>, i64), Fault> {
        let from_front = self.first.is_some() || self.after.is_some();
        let from_back = self.last.is_some() || self.before.is_some();
        if from_front && from_back {
            let rule =
                "Page forward with `first` and `after`, or backward with `last` and `before`.";
            return Err(Fault::bad_input(rule));
        }
        let size = match (self.first, self.last) {
            (Some(size), _) => checked("first", size)?,
            (_, Some(size)) => checked("last", size)?,
            _ => USUAL_PAGE,
        };
        let page = match (self.after, self.before) {
            (Some(cursor), _) => Page::After(read_cursor("after", &cursor)?),
            (_, Some(cursor)) => Page::Before(read_cursor("before", &cursor)?),
            _ if from_back => Page::Last,
            _ => Page::First,
        };
        Ok((page, size.into()))
    }
}

/// The most entries that a connection with these arguments may show, for the reckoning of what a request costs.
pub fn most(first: Option<i32>, last: Option<i32>) -> usize {
    let size = first.or(last).unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE);
    usize::try_from(size).unwrap_or(usize::MAX)
}

fn checked(name: &str, size: i32) -> Result<i32, Fault> {
    if (1..=LARGEST_PAGE).contains(&size) {
        return Ok(size);
    }
    Err(Fault::bad_input(format!(
        "`{name}` must be from 1 to {LARGEST_PAGE}, not {size}."
    )))
}

fn read_cursor<P: Place>(name: &str, cursor: &str) -> Result<P, Fault> {
    let decoded = URL_SAFE_NO_PAD.decode(cursor).ok();
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    let place = text.as_deref().and_then(P::read);
    let why = || format!("`{name}` must be a cursor that this list has given out.");
    place.ok_or_else(|| Fault::bad_input(why()))
}

/// A cursor, as it was given out.
pub struct Cursor(String);

impl Cursor {
    fn at(place: &impl Place) -> Self {
        Self(URL_SAFE_NO_PAD.encode(place.write()))
    }
}

impl CursorType for Cursor {
    type Error = std::convert::Infallible;

    fn decode_cursor(text: &str) -> Result<Self, Self::Error> {
        Ok(Self(text.to_owned()))
    }

    fn encode_cursor(&self) -> String {
        self.0.clone()
    }
}

/// A page of a list, each row as a place and what is shown of it.
pub fn listed<T, P: Place, N: OutputType>(
    listing: Listing<T>,
    entry: impl Fn(T) -> (P, N),
) -> Connection<Cursor, N> {
    let around = (listing.has_previous, listing.has_next);
    page(listing.rows.into_iter().map(entry), around)
}

/// A page of a list: entries with their places, and whether there are others before and after them.
pub fn page<P: Place, N: OutputType>(
    entries: impl IntoIterator<Item = (P, N)>,
    around: (bool, bool),
) -> Connection<Cursor, N> {
    page_with(entries, around, EmptyFields)
}

/// The same, with what there is to say of the page as a whole.
pub fn page_with<P: Place, N: OutputType, F: ObjectType>(
    entries: impl IntoIterator<Item = (P, N)>,
    (has_previous, has_next): (bool, bool),
    fields: F,
) -> Connection<Cursor, N, F> {
    let mut connection = Connection::with_additional_fields(has_previous, has_next, fields);
    let edges = entries
        .into_iter()
        .map(|(place, node)| Edge::new(Cursor::at(&place), node));
    connection.edges.extend(edges);
    connection
}
