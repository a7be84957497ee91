//! What somebody may do or see, as it changes: the database announces it whenever a row changes from which it follows, so that pages
//! that are open somewhere ask again.

/// The Postgres channel on which it is announced that somebody's access is another now: their id, or nothing for anybody's.
pub const ANNOUNCEMENTS: &str = "rustmail_access";
