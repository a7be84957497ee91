//! Refusals in the words of whoever reads them. Every face that speaks to people takes them from here.

use words::Words;

use crate::error::{Flaw, Refusal, Unauthenticated};
use crate::models::setting::value::Wrong;

/// A refusal as a sentence in the reader's language.
pub fn sentence(words: &Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::ReplyNotFound(number) => {
            words.with("refusal-reply-not-found", &[("number", (*number).into())])
        }
        Refusal::Forbidden(permission) => {
            let permission = permission_name(words, permission);
            words.with("refusal-forbidden", &[("permission", permission.into())])
        }
        Refusal::AlreadyOpen(ticket) => words.with(
            "refusal-already-open",
            &[("ticket", ticket.to_string().into())],
        ),
        Refusal::AlreadyOpenElsewhere => words.text("refusal-already-open-elsewhere").into_owned(),
        Refusal::TooLong { limit, length } => {
            let values = [("limit", (*limit).into()), ("length", (*length).into())];
            words.with("refusal-too-long", &values)
        }
        Refusal::TooManySavedViews(limit) => words.with(
            "refusal-too-many-saved-views",
            &[("limit", (*limit).into())],
        ),
        Refusal::TakenBy(name) => words.with("refusal-taken-by", &[("name", name.as_str().into())]),
        Refusal::TooOften(seconds) => {
            words.with("refusal-too-often", &[("seconds", (*seconds).into())])
        }
        Refusal::TooManyTags(most) => {
            words.with("refusal-too-many-tags", &[("limit", (*most).into())])
        }
        Refusal::Invalid { why, .. } => flaw(words, why),
        Refusal::TicketNotFound => words.text("refusal-ticket-not-found").into_owned(),
        Refusal::NotATicketChannel => words.text("refusal-not-a-ticket-channel").into_owned(),
        Refusal::MessageNotFound => words.text("refusal-message-not-found").into_owned(),
        Refusal::AttachmentNotFound => words.text("refusal-attachment-not-found").into_owned(),
        Refusal::ApiKeyNotFound => words.text("refusal-api-key-not-found").into_owned(),
        Refusal::SessionNotFound => words.text("refusal-session-not-found").into_owned(),
        Refusal::PersonNotFound => words.text("refusal-person-not-found").into_owned(),
        Refusal::GrantNotFound => words.text("refusal-grant-not-found").into_owned(),
        Refusal::NothingToGrant => words.text("refusal-nothing-to-grant").into_owned(),
        Refusal::RoleNotFound => words.text("refusal-role-not-found").into_owned(),
        Refusal::JobNotFound => words.text("refusal-job-not-found").into_owned(),
        Refusal::DiscordSilent => words.text("refusal-discord-silent").into_owned(),
        Refusal::NotInStaffServer => words.text("refusal-not-in-staff-server").into_owned(),
        Refusal::NotYourReply => words.text("refusal-not-your-reply").into_owned(),
        Refusal::ReplyDeleted => words.text("refusal-reply-deleted").into_owned(),
        Refusal::AlreadyClosed => words.text("refusal-already-closed").into_owned(),
        Refusal::NothingScheduled => words.text("refusal-nothing-scheduled").into_owned(),
        Refusal::AnsweredMeanwhile(_) => words.text("refusal-answered-meanwhile").into_owned(),
        Refusal::SentBefore(_) => words.text("refusal-sent-before").into_owned(),
        Refusal::NotFailed => words.text("refusal-not-failed").into_owned(),
        Refusal::IsABot => words.text("refusal-is-a-bot").into_owned(),
        Refusal::NotAMember => words.text("refusal-not-a-member").into_owned(),
        Refusal::UnknownUser => words.text("refusal-unknown-user").into_owned(),
        Refusal::SavedViewNotFound => words.text("refusal-saved-view-not-found").into_owned(),
        Refusal::SavedViewUnnamed => words.text("refusal-saved-view-unnamed").into_owned(),
        Refusal::SavedViewNameTaken => words.text("refusal-saved-view-name-taken").into_owned(),
        Refusal::Empty => words.text("refusal-empty").into_owned(),
        Refusal::Settings(wrong) => each(wrong.iter().map(|(_, why)| wrong_setting(words, *why))),
        Refusal::SettingsMoved(_) => words.text("refusal-settings-moved").into_owned(),
        Refusal::VersionNotFound => words.text("refusal-version-not-found").into_owned(),
        Refusal::BotIsRunning => words.text("refusal-bot-is-running").into_owned(),
        Refusal::BotIsStopped => words.text("refusal-bot-is-stopped").into_owned(),
        Refusal::Maintenance => words.text("refusal-maintenance").into_owned(),
        Refusal::NothingToChange => words.text("refusal-nothing-to-change").into_owned(),
        Refusal::NoBotName => words.text("refusal-no-bot-name").into_owned(),
        Refusal::CategoryNotFound => words.text("refusal-category-not-found").into_owned(),
        Refusal::CategoryDisabled => words.text("refusal-category-disabled").into_owned(),
        Refusal::OnlyPeople => words.text("refusal-only-people").into_owned(),
        Refusal::NotTaken => words.text("refusal-not-taken").into_owned(),
        Refusal::ClosureOverdue => words.text("refusal-closure-overdue").into_owned(),
        Refusal::ChangedMeanwhile => words.text("refusal-changed-meanwhile").into_owned(),
        Refusal::CannotWorkIt => words.text("refusal-cannot-work-it").into_owned(),
        Refusal::NotClosed => words.text("refusal-not-closed").into_owned(),
        Refusal::NotATag => words.text("refusal-not-a-tag").into_owned(),
        Refusal::MemberBlocked => words.text("refusal-member-blocked").into_owned(),
        Refusal::BlockNotFound => words.text("refusal-block-not-found").into_owned(),
        Refusal::BlockEnded => words.text("refusal-block-ended").into_owned(),
        Refusal::BlockTooLong => words.text("refusal-block-too-long").into_owned(),
        Refusal::NothingToGiveBack => words.text("refusal-nothing-to-give-back").into_owned(),
        Refusal::BlockForGoodAndTime => words.text("refusal-block-for-good-and-time").into_owned(),
        Refusal::BlockOutdated => words.text("refusal-block-outdated").into_owned(),
        Refusal::BlockOutOfSight => words.text("refusal-block-out-of-sight").into_owned(),
        Refusal::TooManyCategoryRoles(limit) => words.with(
            "refusal-too-many-category-roles",
            &[("limit", (*limit).into())],
        ),
        Refusal::CategoryOutdated => words.text("refusal-category-outdated").into_owned(),
        Refusal::CategoryNameInvalid => words.text("refusal-category-name-invalid").into_owned(),
        Refusal::CategoryNameTaken(name) => words.with(
            "refusal-category-name-taken",
            &[("name", name.as_str().into())],
        ),
        Refusal::CategoryDescriptionTooLong => words
            .text("refusal-category-description-too-long")
            .into_owned(),
        Refusal::NotAnEmoji => words.text("refusal-not-an-emoji").into_owned(),
        Refusal::OpenToMembers(_) => words.text("refusal-open-to-members").into_owned(),
        Refusal::TooManyCategories => words.text("refusal-too-many-categories").into_owned(),
        Refusal::CategoryOutOfOwnSight => {
            words.text("refusal-category-out-of-own-sight").into_owned()
        }
        Refusal::CategoryOutOfSight => words.text("refusal-category-out-of-sight").into_owned(),
        Refusal::MemberNotFound => words.text("refusal-member-not-found").into_owned(),
        Refusal::SnippetNotFound => words.text("refusal-snippet-not-found").into_owned(),
        Refusal::NoSnippetOfKey(key) => {
            words.with("refusal-no-snippet-of-key", &[("key", key.as_str().into())])
        }
        Refusal::SnippetKeyInvalid => words.text("refusal-snippet-key-invalid").into_owned(),
        Refusal::SnippetKeyTaken(key) => {
            words.with("refusal-snippet-key-taken", &[("key", key.as_str().into())])
        }
        Refusal::SnippetEmpty => words.text("refusal-snippet-empty").into_owned(),
        Refusal::SnippetOutdated => words.text("refusal-snippet-outdated").into_owned(),
        Refusal::Unauthenticated(why) => unauthenticated(words, *why),
    }
}

/// What is wrong with a value, as a sentence in the reader's language.
fn flaw(words: &Words, why: &Flaw) -> String {
    let sentence = match why {
        Flaw::Span(given) => {
            return words.with("refusal-no-span", &[("given", given.as_str().into())]);
        }
        Flaw::Id(given) => {
            return words.with("refusal-no-id", &[("given", given.as_str().into())]);
        }
        Flaw::LongName(limit) => {
            return words.with("refusal-key-long-name", &[("limit", (*limit).into())]);
        }
        Flaw::ManyFiles(limit) => {
            return words.with("refusal-too-many-files", &[("limit", (*limit).into())]);
        }
        Flaw::LargeFiles(limit) => {
            return words.with("refusal-files-too-large", &[("limit", (*limit).into())]);
        }
        Flaw::LargePicture(limit) => {
            return words.with("refusal-picture-too-large", &[("limit", (*limit).into())]);
        }
        Flaw::Setting(key) => {
            return words.with("refusal-no-setting", &[("key", key.as_str().into())]);
        }
        Flaw::Command(name) => {
            return words.with("command-unknown", &[("name", name.as_str().into())]);
        }
        Flaw::Delay => words.text("refusal-delay"),
        Flaw::Nul => words.text("refusal-nul"),
        Flaw::Day => words.text("refusal-no-day"),
        Flaw::KindOfId => words.text("refusal-kind-of-id"),
        Flaw::Order => words.text("refusal-order"),
        Flaw::PlaceOfOtherOrder | Flaw::Place => words.text("refusal-no-place"),
        Flaw::Filter => words.text("refusal-no-filter"),
        Flaw::Search => words.text("refusal-no-search"),
        Flaw::IdempotencyKey => words.text("refusal-idempotency-key"),
        Flaw::KeyOfAnother => words.text("refusal-key-of-another"),
        Flaw::Unnamed => words.text("refusal-key-unnamed"),
        Flaw::NoScope => words.text("refusal-key-no-scope"),
        Flaw::Past => words.text("refusal-key-past"),
        Flaw::NotStaff => words.text("refusal-not-staff"),
        Flaw::CutOff => words.text("refusal-cut-off"),
        Flaw::Base => words.text("refusal-not-a-version"),
        Flaw::NoPicture => words.text("refusal-no-picture"),
        Flaw::Side => words.text("refusal-no-side"),
        Flaw::Priority => words.text("refusal-no-priority"),
        Flaw::Nobody => words.text("grants-choose-somebody"),
        Flaw::NotListed => words.text("work-no-person"),
    };
    sentence.into_owned()
}

/// What is wrong with the value of a setting, as a sentence in the reader's language.
pub fn wrong_setting(words: &Words, wrong: Wrong) -> String {
    let sentence = match wrong {
        Wrong::TooLong { limit, length } => {
            let values = [("limit", limit.into()), ("length", length.into())];
            return words.with("refusal-too-long", &values);
        }
        Wrong::Missing => words.text("wrong-missing"),
        Wrong::Characters => words.text("wrong-characters"),
        Wrong::NoSwitch => words.text("wrong-no-switch"),
        Wrong::NoChoice => words.text("wrong-no-choice"),
        Wrong::NoColour => words.text("wrong-no-colour"),
        Wrong::NoTimeZone => words.text("wrong-no-time-zone"),
        Wrong::NoChannel => words.text("wrong-no-channel"),
        Wrong::NoPrefix => words.text("wrong-no-prefix"),
        Wrong::NoSeconds(most) => {
            return words.with("wrong-no-seconds", &[("most", most.into())]);
        }
        Wrong::NoSuchChannel => words.text("wrong-no-such-channel"),
        Wrong::NotACategory => words.text("wrong-not-a-category"),
        Wrong::NotATextChannel => words.text("wrong-not-a-text-channel"),
        Wrong::OfATicket => words.text("wrong-of-a-ticket"),
    };
    sentence.into_owned()
}

fn each(sentences: impl Iterator<Item = String>) -> String {
    sentences.collect::<Vec<_>>().join(" ")
}

fn unauthenticated(words: &Words, why: Unauthenticated) -> String {
    let sentence = match why {
        Unauthenticated::Missing => words.text("refusal-no-credential"),
        Unauthenticated::UnknownKey => words.text("refusal-unknown-key"),
        Unauthenticated::ExpiredKey => words.text("refusal-expired-key"),
        Unauthenticated::RevokedKey => words.text("refusal-revoked-key"),
    };
    sentence.into_owned()
}

/// What people call a permission; one without a name of its own is told as it is.
pub fn permission_name(words: &Words, permission: &str) -> String {
    let name = match permission {
        "view_panel" => words.text("may-view-panel"),
        "view_tickets" => words.text("may-view-tickets"),
        "manage_tickets" => words.text("may-manage-tickets"),
        "view_configuration" => words.text("may-view-configuration"),
        "edit_configuration" => words.text("may-edit-configuration"),
        "manage_api_keys" => words.text("may-manage-api-keys"),
        "manage_categories" => words.text("may-manage-categories"),
        "manage_snippets" => words.text("may-manage-snippets"),
        "manage_bot" => words.text("may-manage-bot"),
        "manage_permissions" => words.text("may-manage-permissions"),
        "create_ticket" => words.text("may-create-ticket"),
        "super_admin" => words.text("may-do-everything"),
        other => other.into(),
    };
    name.into_owned()
}
