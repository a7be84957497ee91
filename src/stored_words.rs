//! What is stored as a code, in the words of whoever reads it.

use words::Words;

use crate::models::attachment::Attachment;
use crate::models::cause::{ClosureCause, FailureCause};
use crate::models::closure::Closure;
use crate::models::delivery::Delivery;

/// Why something did not happen on Discord.
pub fn failure_cause(words: &Words, cause: FailureCause) -> String {
    let sentence = match cause {
        FailureCause::DmsClosed => words.text("failure-dms-closed"),
        FailureCause::NoCommonServer => words.text("failure-no-common-server"),
        FailureCause::ChannelGone => words.text("failure-channel-gone"),
        FailureCause::BotNotAllowed => words.text("failure-bot-not-allowed"),
        FailureCause::FileGone => words.text("failure-file-gone"),
    };
    sentence.into_owned()
}

/// Why Discord did not take a message, if it did not. What has no code is told as it was noted.
pub fn delivery_failure(words: &Words, delivery: &Delivery) -> Option<String> {
    let told = delivery
        .failure_cause
        .map(|cause| failure_cause(words, cause));
    told.or_else(|| delivery.failure.clone())
}

/// Why a file could not be copied, if it could not.
pub fn attachment_failure(words: &Words, attachment: &Attachment) -> Option<String> {
    let told = attachment
        .failure_cause
        .map(|cause| failure_cause(words, cause));
    told.or_else(|| attachment.failure.clone())
}

/// Why a ticket was closed, if anybody or anything says so.
pub fn closure_reason(words: &Words, closure: &Closure) -> Option<String> {
    let told = closure.cause.map(|cause| match cause {
        ClosureCause::ChannelRemoved => words.text("closure-channel-removed").into_owned(),
    });
    told.or_else(|| closure.reason.clone())
}
