//! What fails because the world around us is broken, and will be well again.

use diesel::result::DatabaseErrorKind;
use diesel_async::pooled_connection::bb8::RunError;

use crate::discord::Failure;

/// Whether it lies with the database or with Discord that something failed. Where their rules are against it, it lies with the event.
pub fn is_of_the_world(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return !matches!(failure, Failure::Refused { .. });
        }
        if let Some(diesel::result::Error::DatabaseError(kind, _)) = cause.downcast_ref() {
            return !matches!(
                kind,
                DatabaseErrorKind::UniqueViolation
                    | DatabaseErrorKind::ForeignKeyViolation
                    | DatabaseErrorKind::NotNullViolation
                    | DatabaseErrorKind::CheckViolation
            );
        }
        cause.is::<RunError>()
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::error::Error;

    #[test]
    fn a_full_disk_is_waited_for_and_a_broken_rule_is_not() {
        let said = |kind| diesel::result::Error::DatabaseError(kind, Box::new("so".to_owned()));
        let of = |kind| match Error::from(said(kind)) {
            Error::Internal(error) => is_of_the_world(&error),
            Error::Refused(_) => false,
        };
        // Postgres has many more reasons than Diesel has names for them: a full disk is one of those.
        assert!(of(DatabaseErrorKind::Unknown));
        assert!(of(DatabaseErrorKind::ReadOnlyTransaction));
        assert!(of(DatabaseErrorKind::ClosedConnection));
        assert!(!of(DatabaseErrorKind::CheckViolation));
        assert!(is_of_the_world(&anyhow::Error::new(RunError::TimedOut)));
        let asked_to_wait = Failure::RateLimited {
            retry_after: Duration::from_secs(1),
        };
        assert!(is_of_the_world(&anyhow::Error::new(asked_to_wait)));
        assert!(!is_of_the_world(&anyhow::anyhow!("nobody wrote it")));
    }
}
