//! What a list shows, in the words of its address.

use super::Key;
use crate::address;

/// Names and values, in a fixed order and without what goes without saying.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(&'static str, String)>);

impl Query {
    /// A query of these parts; empty values are left out.
    pub fn of(parts: impl IntoIterator<Item = (&'static str, String)>) -> Query {
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        Query(parts.collect())
    }

    /// The parts in order.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The value of a part; empty when it is not there.
    pub fn value(&self, name: &str) -> &str {
        let found = self.parts().find(|(given, _)| *given == name);
        found.map(|(_, value)| value).unwrap_or_default()
    }

    /// The same with another value of one part.
    pub fn having(&self, name: &'static str, value: &str) -> Query {
        let mut query = self.without(name);
        if !value.is_empty() {
            query.0.push((name, value.to_owned()));
        }
        query
    }

    /// The same without one part.
    pub fn without(&self, name: &str) -> Query {
        let parts = self.0.iter().filter(|(given, _)| *given != name);
        Query(parts.cloned().collect())
    }

    /// The same place in the list from where it was read.
    pub(super) fn at(&self, key: Option<&Key>) -> Query {
        match key {
            Some(Key::Before(key)) => self.having("before", key),
            Some(Key::After(key)) => self.having("after", key),
            None => self.clone(),
        }
    }

    /// What narrows the list, beyond whether tickets are open.
    pub(super) fn narrowing(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.parts()
            .filter(|(name, _)| !["state", "sort"].contains(name))
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        self.narrowing().next().is_some()
    }

    /// The same without anything that narrows the list.
    pub(super) fn unfiltered(&self) -> Query {
        let parts = self.0.iter();
        let parts = parts.filter(|(name, _)| ["state", "sort"].contains(name));
        Query(parts.cloned().collect())
    }

    /// The same tickets in the usual order.
    pub(super) fn unsorted(&self) -> Query {
        self.without("sort")
    }

    /// The address of this list at a path.
    pub fn address(&self, path: &str) -> String {
        let parts: Vec<(&str, &str)> = self.parts().collect();
        address::with_query(path, &parts)
    }

    /// The query of the address alone, as it is kept and sent along with forms.
    pub fn text(&self) -> String {
        self.address("").trim_start_matches('?').to_owned()
    }
}
