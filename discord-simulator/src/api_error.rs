//! Discord's refusals: an HTTP status, a JSON code, a sentence and, for bad forms, a tree that points at the fields.

use serde_json::{Value, json};

/// What Discord answers instead of doing what was asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{status}: {message} (code {code})")]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// Discord's own error code.
    pub code: u32,
    /// Discord's sentence.
    pub message: String,
    /// The nested tree of form errors, of code 50035.
    pub errors: Option<Box<Value>>,
    /// The wait that a 429 asks for.
    pub retry: Option<Retry>,
}

/// How long a rate limit makes a client wait, and whose limit it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Retry {
    /// Seconds until the next try.
    pub after: f64,
    /// The limit's scope: `user`, `shared` or `global`.
    pub scope: &'static str,
}

impl ApiError {
    /// A refusal without a form tree.
    pub fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            errors: None,
            retry: None,
        }
    }

    /// The form is wrong; the tree says where.
    pub fn invalid_form(errors: Value) -> Self {
        Self {
            errors: Some(Box::new(errors)),
            ..Self::new(400, 50035, "Invalid Form Body")
        }
    }

    /// A rate limit was hit.
    pub fn too_many_requests(retry: Retry, code: u32) -> Self {
        let message = if code == 20028 {
            "The write action you are performing on the channel has hit the write rate limit."
        } else {
            "You are being rate limited."
        };
        Self {
            retry: Some(retry),
            ..Self::new(429, code, message)
        }
    }

    /// The body as Discord sends it.
    pub fn body(&self) -> Value {
        if let Some(retry) = &self.retry {
            let global = retry.scope == "global";
            let mut body =
                json!({"message": self.message, "retry_after": retry.after, "global": global});
            if self.code != 0 {
                body["code"] = json!(self.code);
            }
            return body;
        }
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = (**errors).clone();
        }
        body
    }
}

/// Defines one constructor per refusal, so that each code and sentence stands in exactly one place.
macro_rules! refusals {
    ($($name:ident $status:literal $code:literal $message:literal;)*) => {
        impl ApiError {
            $(
                #[doc = concat!("Code ", stringify!($code), ": ", $message, ".")]
                pub fn $name() -> Self {
                    Self::new($status, $code, $message)
                }
            )*
        }
    };
}

refusals! {
    unauthorized 401 0 "401: Unauthorized";
    not_found 404 0 "404: Not Found";
    method_not_allowed 405 0 "405: Method Not Allowed";
    unknown_application 404 10002 "Unknown Application";
    unknown_channel 404 10003 "Unknown Channel";
    unknown_server 404 10004 "Unknown Guild";
    unknown_member 404 10007 "Unknown Member";
    unknown_message 404 10008 "Unknown Message";
    unknown_overwrite 404 10009 "Unknown Overwrite";
    unknown_role 404 10011 "Unknown Role";
    unknown_user 404 10013 "Unknown User";
    unknown_emoji 400 10014 "Unknown Emoji";
    unknown_webhook 404 10015 "Unknown Webhook";
    unknown_ban 404 10026 "Unknown Ban";
    unknown_sticker 404 10060 "Unknown sticker";
    unknown_interaction 404 10062 "Unknown interaction";
    unknown_command 404 10063 "Unknown application command";
    bots_cannot_use_this 403 20001 "Bots cannot use this endpoint";
    too_many_channels 400 30013 "Maximum number of guild channels reached (500)";
    too_many_pins 400 30003 "Maximum number of pins reached for the channel (250)";
    too_many_roles 400 30005 "Maximum number of guild roles reached (250)";
    too_many_commands 400 30032 "Maximum number of application commands reached (100)";
    too_large 413 40005 "Request entity too large";
    user_is_banned 403 40007 "The user is banned from this guild";
    already_acknowledged 400 40060 "Interaction has already been acknowledged.";
    missing_access 403 50001 "Missing Access";
    dm_channel_action 400 50003 "Cannot execute action on a DM channel";
    other_author 403 50005 "Cannot edit a message authored by another user";
    empty_message 400 50006 "Cannot send an empty message";
    cannot_message_user 403 50007 "Cannot send messages to this user";
    cannot_message_in_channel 400 50008 "Cannot send messages in a non-text channel";
    missing_permissions 403 50013 "Missing Permissions";
    too_few_or_many_to_delete 400 50016 "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages to delete.";
    system_message 403 50021 "Cannot execute action on a system message";
    missing_scope 403 50026 "Missing required OAuth2 scope";
    invalid_token 401 50027 "Invalid Webhook Token";
    invalid_role 400 50028 "Invalid Role";
    invalid_recipients 400 50033 "Invalid Recipient(s)";
    too_old_to_delete 400 50034 "A message you provided was too old to bulk delete";
    not_in_server 403 50001 "Missing Access";
    malformed_json 400 50109 "The request body contains invalid JSON.";
    reactions_blocked 403 90001 "Reaction was blocked";
}
