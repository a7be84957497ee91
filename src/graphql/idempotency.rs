//! Keys by which a program may say the same thing twice without it happening twice.

use crate::error::{Flaw, Refusal};
use crate::models::actor::{Act, ActorKind};

/// The most characters of a key.
const LONGEST: usize = 200;

/// The key within what it is for, and within what belongs to whoever sent it: nobody meets the keys of others.
///
/// # Errors
///
/// Refuses a key that is empty or too long.
pub fn scoped(act: &Act, what: &str, key: Option<String>) -> Result<Option<String>, Refusal> {
    let Some(key) = key else {
        return Ok(None);
    };
    if key.is_empty() || key.chars().count() > LONGEST || key.contains('\0') {
        let why = Flaw::IdempotencyKey;
        return Err(Refusal::Invalid {
            field: "idempotency_key",
            why,
        });
    }
    let kind: ActorKind = act.actor.kind();
    let id = act.actor.id().unwrap_or_default();
    Ok(Some(format!("graphql:{}:{id}:{what}:{key}", kind.word())))
}
