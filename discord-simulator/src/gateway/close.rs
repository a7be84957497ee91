//! The reasons with which the gateway closes a connection.

/// A close code and its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// The code.
    pub code: u16,
    /// The sentence.
    pub reason: String,
}

impl Close {
    /// Any code.
    pub fn new(code: u16, reason: &str) -> Self {
        Self {
            code,
            reason: reason.to_owned(),
        }
    }

    pub(super) fn unknown_opcode() -> Self {
        Self::new(4001, "Unknown opcode.")
    }

    pub(super) fn decode_error() -> Self {
        Self::new(4002, "Error while decoding payload.")
    }

    pub(super) fn not_authenticated() -> Self {
        Self::new(4003, "Not authenticated.")
    }

    pub(super) fn authentication_failed() -> Self {
        Self::new(4004, "Authentication failed.")
    }

    pub(super) fn already_authenticated() -> Self {
        Self::new(4005, "Already authenticated.")
    }

    pub(super) fn invalid_sequence() -> Self {
        Self::new(4007, "Invalid seq.")
    }

    pub(super) fn rate_limited() -> Self {
        Self::new(4008, "Rate limited.")
    }

    pub(super) fn session_timed_out() -> Self {
        Self::new(4009, "Session timed out.")
    }

    pub(super) fn invalid_shard() -> Self {
        Self::new(4010, "Invalid shard.")
    }

    pub(super) fn invalid_version() -> Self {
        Self::new(4012, "Invalid API version.")
    }

    pub(super) fn invalid_intents() -> Self {
        Self::new(4013, "Invalid intent(s).")
    }

    pub(super) fn disallowed_intents() -> Self {
        Self::new(4014, "Disallowed intent(s).")
    }
}
