//! The one translation of errors for the API. Refusals are shown with their code; faults of ours are logged here, once, and shown as
//! an apology with the reference under which the log has them.

use async_graphql::ErrorExtensions;

use crate::error::{Error, Refusal, Unauthenticated};

/// An error of a field, as the asker sees it. It has no `Display`: nothing but this file turns an error into words.
#[derive(Debug, Clone)]
pub struct Fault {
    code: &'static str,
    message: String,
    reference: Option<String>,
    /// So many seconds have to pass first.
    retry_after: Option<u64>,
}

impl Fault {
    /// An argument that makes no sense.
    pub fn bad_input(message: impl Into<String>) -> Self {
        Self {
            code: "BAD_USER_INPUT",
            message: message.into(),
            reference: None,
            retry_after: None,
        }
    }

    /// A fault of ours; logs it.
    pub fn internal(error: &anyhow::Error) -> Self {
        let reference = uuid::Uuid::new_v4().simple().to_string();
        tracing::error!(%reference, error = %format_args!("{error:#}"), "a request to the API failed");
        let message = format!(
            "Something went wrong on our side. Tell whoever runs this server: {reference}."
        );
        Self {
            code: "INTERNAL",
            message,
            reference: Some(reference),
            retry_after: None,
        }
    }

    /// The stable name of what went wrong, for programs.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What went wrong, for people.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refusal) => refusal.into(),
            Error::Internal(error) => Self::internal(&error),
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        let retry_after = match refusal {
            Refusal::TooOften(seconds) => Some(seconds),
            _ => None,
        };
        Self {
            code: refusal.code(),
            message: refusal.to_string(),
            reference: None,
            retry_after,
        }
    }
}

impl From<Unauthenticated> for Fault {
    fn from(why: Unauthenticated) -> Self {
        Refusal::from(why).into()
    }
}

impl From<Fault> for async_graphql::Error {
    fn from(fault: Fault) -> Self {
        Self::new(fault.message).extend_with(|_, extensions| {
            extensions.set("code", fault.code);
            if let Some(reference) = fault.reference {
                extensions.set("reference", reference);
            }
            if let Some(seconds) = fault.retry_after {
                extensions.set("retryAfter", seconds);
            }
        })
    }
}
