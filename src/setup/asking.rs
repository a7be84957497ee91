//! What people are told when Discord does not answer.

use views::setup::Trouble;
use words::Words;

use crate::discord::Failure;
use crate::setback_words;

/// Discord gave no answer that helps; it is worth asking again.
pub fn unanswered(words: &Words, failure: &Failure) -> Trouble {
    let reason = setback_words::failure(words, failure);
    Trouble {
        sentence: words.with("setup-unanswered", &[("reason", reason.as_str().into())]),
        remedy: words.text("setup-unanswered-advice").into_owned(),
    }
}
