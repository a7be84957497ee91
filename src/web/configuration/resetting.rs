//! Back to the value of the configuration file, for one setting: what is typed in the other fields of its group stays there.

use crate::error::{Error, Flaw, Refusal};
use crate::models::setting::edit::Edit;
use crate::models::setting::{Group, Key};
use crate::web::configuration::filling::{base_of, keep, typed};
use crate::web::form::Fields;
use crate::web::visit::Signed;

/// What is typed in a group and not saved, beside a setting that has just been set back.
pub struct Unsaved {
    /// What the fields of the group hold.
    pub fields: Fields,
    /// The version over which it was typed.
    pub base: i64,
}

/// Gives a setting of a group the value of the configuration file again. Says what else is typed in the form, if anything is.
///
/// # Errors
///
/// As [`keep`], and refuses what is no form of ours.
pub async fn set_back(
    signed: &Signed,
    group: Group,
    form: &Fields,
) -> Result<Option<Unsaved>, Error> {
    let (key, base) = (key_of(group, form)?, base_of(form)?);
    let edit = Edit {
        base,
        resets: vec![key],
        ..Edit::default()
    };
    keep(signed, edit).await?;
    if !is_whole(group, form) {
        return Ok(None);
    }
    let current = &signed.app.standing().current;
    let mut fields = Fields::default();
    fields.add("base", base.to_string());
    let mut is_unsaved = false;
    for other in group.keys() {
        let kept = current.settings.text(other);
        let text = match other == key {
            true => kept.clone(),
            false => typed(form, other),
        };
        is_unsaved |= text != kept;
        fields.add(other.word(), text);
    }
    // What somebody else has saved meanwhile is not overwritten: that is noticed by the version over which this was typed.
    let is_ours = current.number <= base + 1;
    let base = if is_ours { current.number } else { base };
    Ok(is_unsaved.then_some(Unsaved { fields, base }))
}

/// Whether the fields of the group came along. A box that is not ticked never does.
pub fn is_whole(group: Group, form: &Fields) -> bool {
    group.keys().any(|key| form.has(key.word()))
}

fn key_of(group: Group, form: &Fields) -> Result<Key, Refusal> {
    let key = Key::from_word(form.value("key")).filter(|key| key.group() == group);
    key.ok_or(Refusal::Invalid {
        field: "key",
        why: Flaw::Base,
    })
}
