//! Why Discord did not do something, in the words of whoever reads it. What Discord says itself stays as it is, between quotation marks and
//! with its code explained.

use std::borrow::Cow;

use words::Words;

use crate::discord::{Failure, Silence};
use crate::models::cause::{FailureCause, Setback};
use crate::stored_words::failure_cause;

/// One of Discord's usual reasons, if it gave one.
///
/// <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json>
pub fn usual_cause(failure: &Failure) -> Option<FailureCause> {
    let Failure::Refused { code, .. } = failure else {
        return None;
    };
    match code {
        50_007 => Some(FailureCause::DmsClosed),
        50_278 => Some(FailureCause::NoCommonServer),
        10_003 => Some(FailureCause::ChannelGone),
        50_001 | 50_013 => Some(FailureCause::BotNotAllowed),
        _ => None,
    }
}

/// A failure as it is stored.
pub fn setback_of(failure: &Failure) -> Setback {
    if let Some(cause) = usual_cause(failure) {
        return Setback::Usual { cause };
    }
    match failure.clone() {
        Failure::RateLimited { retry_after } => Setback::Limited {
            seconds: retry_after.as_secs().max(1),
        },
        Failure::Refused {
            status,
            code,
            message,
        } => Setback::Refused {
            status,
            code,
            message,
        },
        Failure::Unanswered(Silence::Status(status)) => Setback::Broken { status },
        Failure::Unanswered(Silence::TooSlow(seconds)) => Setback::Slow { seconds },
        Failure::Unanswered(Silence::Broken(reason)) => Setback::Unreached { reason },
    }
}

/// What failed, to stand behind a colon and before a full stop.
pub fn failure(words: &Words, failure: &Failure) -> String {
    match failure {
        Failure::Unanswered(silence) => silent(words, silence),
        failure => {
            let sentence = setback(words, &setback_of(failure));
            sentence.trim_end_matches('.').to_owned()
        }
    }
}

fn silent(words: &Words, silence: &Silence) -> String {
    match silence {
        Silence::Status(status) => {
            let status = status.to_string();
            words.with("silence-status", &[("status", status.as_str().into())])
        }
        Silence::TooSlow(seconds) => {
            let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
            words.with("silence-slow", &[("count", seconds.into())])
        }
        Silence::Broken(reason) => {
            words.with("silence-network", &[("reason", reason.as_str().into())])
        }
    }
}

/// What came in place of a job's end, as a sentence.
pub fn setback(words: &Words, setback: &Setback) -> String {
    match setback {
        Setback::Usual { cause } => failure_cause(words, *cause),
        Setback::Refused {
            status,
            code,
            message,
        } => refused(words, (*status, *code), message),
        Setback::Limited { seconds } => {
            let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
            words.with("setback-limited", &[("count", seconds.into())])
        }
        Setback::Broken { status } => {
            let status = status.to_string();
            words.with("setback-broken", &[("status", status.as_str().into())])
        }
        Setback::Slow { seconds } => {
            let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
            words.with("setback-slow", &[("count", seconds.into())])
        }
        Setback::Unreached { reason } => {
            words.with("setback-unreached", &[("reason", reason.as_str().into())])
        }
        Setback::Deleted => words.text("setback-deleted").into_owned(),
        Setback::NoChannel => words.text("setback-no-channel").into_owned(),
        Setback::NoPlace => words.text("setback-no-place").into_owned(),
        Setback::Against { rule } => rule.clone(),
        Setback::Fault { reason } => {
            words.with("setback-fault", &[("reason", reason.as_str().into())])
        }
    }
}

fn refused(words: &Words, (status, code): (u16, u32), message: &str) -> String {
    let number = match code {
        0 => format!("HTTP {status}"),
        code => code.to_string(),
    };
    let said = [
        ("message", message.into()),
        ("code", number.as_str().into()),
    ];
    let quoted = words.with("setback-refused", &said);
    match explained(words, (status, code)) {
        Some(explained) => format!("{explained} {quoted}"),
        None => quoted,
    }
}

/// What a code of Discord means, or else its status.
fn explained(words: &Words, (status, code): (u16, u32)) -> Option<Cow<'_, str>> {
    Some(match (code, status) {
        (10_004, _) => words.text("setback-no-server"),
        (10_007 | 10_013, _) => words.text("setback-no-person"),
        (10_008, _) => words.text("setback-no-message"),
        (10_011, _) => words.text("setback-no-role"),
        (30_013, _) => words.text("setback-many-channels"),
        (40_005, _) | (_, 413) => words.text("setback-too-large"),
        (50_035, _) | (_, 400) => words.text("setback-malformed"),
        (_, 401) => words.text("setback-token"),
        (_, 403) => words.text("setback-forbidden"),
        (_, 404) => words.text("setback-not-found"),
        _ => return None,
    })
}
