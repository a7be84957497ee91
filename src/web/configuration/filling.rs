//! A group of settings as somebody has filled it in: saved, one of them set back, or refused and kept as it was typed.

use axum::http::StatusCode;
use views::form::MEANT;

use crate::error::{Error, Flaw, Refusal};
use crate::ids::ChannelId;
use crate::models::setting::edit::Edit;
use crate::models::setting::version::Current;
use crate::models::setting::{Group, Key};
use crate::web::configuration::wording::{self, Told};
use crate::web::failure::{self, Failure};
use crate::web::form::Fields;
use crate::web::visit::Signed;

/// A group as somebody has filled it in.
#[derive(Default)]
pub struct Filled {
    form: Option<Fields>,
    /// The version over which it was typed, where that goes on to count: what somebody else has made since of a setting that was typed
    /// is not taken back without a word.
    pub base: Option<i64>,
    /// Why it was not saved.
    pub refusal: Option<Refusal>,
    /// Whether it was saved just now.
    pub is_saved: bool,
    /// Whether a setting was set back just now, and something else waits to be saved.
    pub is_unsaved: bool,
}

impl Filled {
    /// It was saved just now.
    pub fn saved() -> Self {
        Self {
            is_saved: true,
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
        Ok(edit) => keep(signed, edit, form.value(MEANT).parse().ok()).await,
        Err(refusal) => Err(refusal.into()),
    };
    match saved {
        Ok(()) => Ok(Filled::saved()),
        Err(error) => refused(signed, group, (form, error)).await,
    }
}

/// A group as it is being typed.
///
/// # Errors
///
/// Fails when the database does.
pub async fn typing(signed: &Signed, group: Group, form: Fields) -> Result<Filled, Failure> {
    Ok(Filled {
        base: base_of(&form).ok(),
        form: Some(over_newest(signed, group, form).await?),
        ..Filled::default()
    })
}

/// Gives a setting of a group the value of the configuration file again. What else is typed in the form stays there.
///
/// # Errors
///
/// As [`save`].
pub async fn set_back(signed: &Signed, group: Group, form: Fields) -> Result<Filled, Failure> {
    let is_whole = group.keys().any(|key| form.has(key.word()));
    let reset = match reset_of(group, &form) {
        Ok((key, edit)) => keep(signed, edit, None).await.map(|()| key),
        Err(refusal) => Err(refusal.into()),
    };
    match reset {
        Ok(_) if !is_whole => Ok(Filled::saved()),
        Ok(key) => beside(signed, group, (form, key)).await,
        Err(error) if is_whole => refused(signed, group, (form, error)).await,
        Err(error) => refused(signed, group, (Fields::default(), error)).await,
    }
}

/// What is typed in a form beside the setting that has just been set back.
async fn beside(
    signed: &Signed,
    group: Group,
    (form, set_back): (Fields, Key),
) -> Result<Filled, Failure> {
    let typing = typing(signed, group, form).await?;
    let current = &signed.app.standing().current;
    let text = |key| match key == set_back {
        true => current.settings.text(key),
        false => typing.text(current, key),
    };
    if group
        .keys()
        .all(|key| text(key) == current.settings.text(key))
    {
        return Ok(Filled::saved());
    }
    // The version that setting back has made is the reader's own.
    let base = typing.base.map(|base| match current.number <= base + 1 {
        true => current.number,
        false => base,
    });
    Ok(Filled {
        form: Some(filled_in(group, base, text)),
        base,
        is_unsaved: true,
        ..Filled::default()
    })
}

/// The version that somebody looked at.
fn base_of(form: &Fields) -> Result<i64, Refusal> {
    form.value("base").parse().map_err(|_| Refusal::Invalid {
        field: "base",
        why: Flaw::Base,
    })
}

/// Saves what somebody has changed, and has this process follow before it answers.
///
/// # Errors
///
/// As [`Current::save`] and [`App::check_channels`](crate::app::App::check_channels).
async fn keep(signed: &Signed, edit: Edit, meant: Option<ChannelId>) -> Result<(), Error> {
    let (app, follower) = (&signed.app, &signed.app.follower);
    app.check_channels(&signed.act(), &edit, meant).await?;
    // Whoever holds a connection must not ask for another, as following does.
    {
        let conn = &mut signed.app.db().await?;
        Current::save(conn, &signed.act(), follower.file(), edit).await?;
    }
    Ok(follower.refresh().await?)
}

/// The setting of a group that a form sets back.
fn reset_of(group: Group, form: &Fields) -> Result<(Key, Edit), Refusal> {
    let key = Key::from_word(form.value("key")).filter(|key| key.group() == group);
    let key = key.ok_or(Refusal::Invalid {
        field: "key",
        why: Flaw::Base,
    })?;
    let edit = Edit {
        base: base_of(form)?,
        resets: vec![key],
        ..Edit::default()
    };
    Ok((key, edit))
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
    let typing = typing(signed, group, form).await?;
    // Whoever is shown both values and saves again means theirs to go.
    let base = typing
        .base
        .filter(|_| !matches!(refusal, Refusal::SettingsMoved(_)));
    Ok(Filled {
        base,
        refusal: Some(refusal),
        ..typing
    })
}

/// A form over the newest version: where nothing was typed, it holds what somebody else has made of the setting meanwhile. Their change
/// would be taken back otherwise, as if that had been typed.
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
    let text = |key| match typed(&form, key) {
        untouched if untouched == looked_at.text(key) => current.settings.text(key),
        touched => touched,
    };
    Ok(filled_in(group, Some(base), text))
}

/// A form of a group with these texts, as if it had been sent.
fn filled_in(group: Group, base: Option<i64>, text: impl Fn(Key) -> String) -> Fields {
    let mut fields = Fields::default();
    fields.add("base", base.unwrap_or_default().to_string());
    for key in group.keys() {
        fields.add(key.word(), text(key));
    }
    fields
}
