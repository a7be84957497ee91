//! The periods that figures can be asked for.

use chrono::{Days, NaiveDate};

/// So many calendar days, today included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Period {
    /// A week.
    Days7,
    /// A month.
    #[default]
    Days30,
    /// A quarter.
    Days90,
}

impl Period {
    /// Every period, the shortest first.
    pub const ALL: [Self; 3] = [Self::Days7, Self::Days30, Self::Days90];

    /// How many days it has.
    pub fn days(self) -> u16 {
        match self {
            Self::Days7 => 7,
            Self::Days30 => 30,
            Self::Days90 => 90,
        }
    }

    /// The period of this many days, if there is one.
    pub fn of_days(days: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.days() == days)
    }

    /// Its days, when it ends with `today`, oldest first.
    pub fn dates(self, today: NaiveDate) -> impl DoubleEndedIterator<Item = NaiveDate> {
        let back = u64::from(self.days()) - 1;
        let first = today
            .checked_sub_days(Days::new(back))
            .unwrap_or(NaiveDate::MIN);
        (0..=back).map(move |day| {
            first
                .checked_add_days(Days::new(day))
                .unwrap_or(NaiveDate::MAX)
        })
    }
}
