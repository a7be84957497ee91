//! Lists in pages. A page is named by the place of its neighbour, never by a count of rows: what is added meanwhile neither hides nor
//! repeats anything, and the last page costs no more than the first.

/// Which page of a list is wanted. `P` is a place in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Page<P> {
    /// The first rows.
    #[default]
    First,
    /// Those after a place.
    After(P),
    /// The last rows.
    Last,
    /// Those before a place.
    Before(P),
}

impl<P> Page<P> {
    /// The page that names its neighbours like this: the first one when it names none.
    pub fn beside(after: Option<P>, before: Option<P>) -> Self {
        match (after, before) {
            (_, Some(place)) => Self::Before(place),
            (Some(place), None) => Self::After(place),
            (None, None) => Self::First,
        }
    }

    /// Whether the rows are read from the end of the list towards its beginning.
    pub fn is_read_backward(&self) -> bool {
        matches!(self, Self::Last | Self::Before(_))
    }

    /// The place where the page begins, or ends.
    pub fn edge(self) -> Option<P> {
        match self {
            Self::First | Self::Last => None,
            Self::After(place) | Self::Before(place) => Some(place),
        }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// Whether there are others before them.
    pub has_previous: bool,
    /// Whether there are others after them.
    pub has_next: bool,
}

impl<T> Listing<T> {
    /// The page, of up to one row more than the `most` that it may have, as they were read.
    pub(in crate::models) fn cut<P>(mut rows: Vec<T>, page: &Page<P>, most: i64) -> Self {
        let most = usize::try_from(most).unwrap_or(0);
        let has_more = rows.len() > most;
        rows.truncate(most);
        let (has_previous, has_next) = match page {
            Page::First => (false, has_more),
            Page::After(_) => (true, has_more),
            Page::Last => (has_more, false),
            Page::Before(_) => (has_more, true),
        };
        if page.is_read_backward() {
            rows.reverse();
        }
        Self {
            rows,
            has_previous,
            has_next,
        }
    }

    /// The row before which the previous page ends; `None` when this is the first page.
    pub fn previous(&self) -> Option<&T> {
        self.rows.first().filter(|_| self.has_previous)
    }

    /// The row after which the next page begins; `None` when this is the last page.
    pub fn next(&self) -> Option<&T> {
        self.rows.last().filter(|_| self.has_next)
    }
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            has_previous: false,
            has_next: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Listing, Page};

    #[test]
    fn a_page_knows_what_lies_around_it() {
        let page = |rows: &[i32], page| {
            let listing = Listing::cut(rows.to_vec(), &page, 2);
            (listing.rows, listing.has_previous, listing.has_next)
        };
        assert_eq!(page(&[1, 2, 3], Page::First), (vec![1, 2], false, true));
        assert_eq!(page(&[1, 2], Page::First), (vec![1, 2], false, false));
        assert_eq!(page(&[3, 4], Page::After(2)), (vec![3, 4], true, false));
        assert_eq!(page(&[5, 4, 3], Page::Last), (vec![4, 5], true, false));
        assert_eq!(page(&[2, 1], Page::Before(3)), (vec![1, 2], false, true));
    }
}
