//! A group of settings as somebody has filled it in: saved, one of them set back, or refused and kept as it was typed.

use axum::http::StatusCode;

use crate::error::{Error, Flaw, Refusal};
use crate::models::setting::edit::Edit;
use crate::models::setting::version::Current;
use crate::models::setting::{Group, Key};
use crate::web::configuration::resetting::{self, is_whole};
use crate::web::configuration::wording::{self, Told};
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::visit::Signed;

/// A group as somebody has filled it in.
#[derive(Default)]
pub struct Filled {
    form: Option<Fields>,
    /// The version over which the rest was typed, beside a setting that was set back.
    pub base: Option<i64>,
    /// Why it was not saved.
    pub refusal: Option<Refusal>,
    /// Whether it was saved just now.
    pub is_saved: bool,
}

impl Filled {
    /// It was saved just now.
    pub fn saved() -> Self {
        Self {
            is_saved: true,
            ..Self::default()
        }
    }

    /// It is being typed.
    pub fn typed(form: Fields) -> Self {
        Self {
            form: Some(form),
            ..Self::default()
        }
    }

    /// What is typed for a setting, or else what it holds.
    pub fn text(&self, current: &Current, key: Key) -> String {
        match &self.form {
            Some(form) if form.has("base") => typed(form, key),
            _ => current.settings.text(key),
        }
    }

    /// Whether something in it waits to be saved beside what was done.
    pub fn is_unsaved(&self) -> bool {
        self.base.is_some()
    }

    /// The status with which it is shown again.
    pub fn status(&self) -> StatusCode {
        match self.refusal {
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::OK,
        }
    }
}

/// What a form sends for a setting. A box that is not ticked is not sent.
pub fn typed(form: &Fields, key: Key) -> String {
    match wording::told_as(key) {
        Told::Switch => form.is_ticked(key.word()).to_string(),
        Told::Colour => form.value(key.word()).trim_start_matches('#').to_owned(),
        _ => form.value(key.word()).replace("\r\n", "\n"),
    }
}

/// Saves a group.
///
/// # Errors
///
/// Fails when the database does. What is refused is told in what it gives.
pub async fn save(signed: &Signed, group: Group, form: Fields) -> Result<Filled, Failure> {
    let saved = match edit_of(group, &form) {
        Ok(edit) => keep(signed, edit).await,
        Err(refusal) => Err(refusal.into()),
    };
    match saved {
        Ok(()) => Ok(Filled::saved()),
        Err(error) => refused(signed, group, (form, error)).await,
    }
}

/// Gives a setting of a group the value of the configuration file again.
///
/// # Errors
///
/// As [`save`].
pub async fn set_back(signed: &Signed, group: Group, form: Fields) -> Result<Filled, Failure> {
    match resetting::set_back(signed, group, &form).await {
        Ok(Some(unsaved)) => Ok(Filled {
            base: Some(unsaved.base),
            ..Filled::typed(unsaved.fields)
        }),
        Ok(None) => Ok(Filled::saved()),
        Err(error) if is_whole(group, &form) => refused(signed, group, (form, error)).await,
        Err(error) => refused(signed, group, (Fields::default(), error)).await,
    }
}

/// The version that somebody looked at.
pub(super) fn base_of(form: &Fields) -> Result<i64, Refusal> {
    form.value("base").parse().map_err(|_| Refusal::Invalid {
        field: "base",
        why: Flaw::Base,
    })
}

/// Saves what somebody has changed, and has this process follow before it answers.
///
/// # Errors
///
/// As [`Current::save`].
pub(super) async fn keep(signed: &Signed, edit: Edit) -> Result<(), Error> {
    let follower = &signed.app.follower;
    signed.app.check_channels(&signed.act(), &edit).await?;
    // Whoever holds a connection must not ask for another, as following does.
    {
        let conn = &mut signed.app.db().await?;
        Current::save(conn, &signed.act(), follower.file(), edit).await?;
    }
    Ok(follower.refresh().await?)
}

/// The settings of a group as a form sent them.
fn edit_of(group: Group, form: &Fields) -> Result<Edit, Refusal> {
    Ok(Edit {
        base: base_of(form)?,
        values: group.keys().map(|key| (key, typed(form, key))).collect(),
        resets: Vec::new(),
    })
}

async fn refused(
    signed: &Signed,
    group: Group,
    (form, error): (Fields, Error),
) -> Result<Filled, Failure> {
    let refusal = failure::of_form(error)?;
    Ok(Filled {
        form: Some(over_newest(signed, group, form).await?),
        refusal: Some(refusal),
        ..Filled::default()
    })
}

/// A form over the newest version, which it is shown over from now on: where nothing was typed, it holds what somebody else has made of
/// the setting meanwhile. Their change would be taken back otherwise, as if that had been typed.
async fn over_newest(signed: &Signed, group: Group, form: Fields) -> Result<Fields, Error> {
    let follower = &signed.app.follower;
    follower.refresh().await?;
    let current = &signed.app.standing().current;
    let base = base_of(&form).ok().filter(|base| *base != current.number);
    let Some(base) = base else {
        return Ok(form);
    };
    let looked_at = Current::of_version(&mut *signed.app.db().await?, follower.file(), base).await;
    let looked_at = match looked_at {
        Ok(looked_at) => looked_at.settings,
        // It names a version that there never was: there is nothing to compare with.
        Err(Error::Refused(_)) => return Ok(form),
        Err(error) => return Err(error),
    };
    let mut fields = Fields::default();
    fields.add("base", base.to_string());
    for key in group.keys() {
        let text = typed(&form, key);
        let is_touched = text != looked_at.text(key);
        let text = if is_touched {
            text
        } else {
            current.settings.text(key)
        };
        fields.add(key.word(), text);
    }
    Ok(fields)
}
