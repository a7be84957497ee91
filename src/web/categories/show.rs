//! What the page of categories shows.

use views::categories::{
    Categories, Category as Shown, Channels, Definition, Discord, RoleChoice, Shelf, State,
};
use views::form::{Caution, Field};

use crate::directory::Directory;
use crate::error::{Error, Refusal};
use crate::ids::{CategoryId, ChannelId, RoleId};
use crate::models::category::Category;
use crate::models::category::changing::MOST_ENABLED;
use crate::refusal_words::sentence;
use crate::web::configuration::wording::openness;
use crate::web::form::Fields;
use crate::web::visit::Signed;

/// How many removed categories are shown.
const MOST_REMOVED: i64 = 100;

/// What was refused, if anything was.
pub(super) enum Refused<'a> {
    Nothing,
    /// An act with one button.
    Act(Refusal),
    /// A form with what was typed.
    Form(Typed<'a>),
}

/// A form that was refused.
pub(super) struct Typed<'a> {
    /// The category that it was to change; nothing for a new one.
    pub category: Option<CategoryId>,
    pub form: &'a Fields,
    pub refusal: Refusal,
}

/// The categories, with the names that Discord knows.
pub(super) async fn load(signed: &Signed, refused: Refused<'_>) -> Result<Categories, Error> {
    let directory = signed.app.directory().await;
    let act = signed.act();
    let rows = Category::all(&mut *signed.app.db().await?, &act).await?;
    let forms = Forms {
        signed,
        discord: match directory {
            Some(_) => Discord::Answered,
            None => Discord::Silent,
        },
        directory: directory.unwrap_or_default(),
        typed: match &refused {
            Refused::Form(typed) => Some(typed),
            Refused::Nothing | Refused::Act(_) => None,
        },
    };
    let sight = act.actor.sight();
    let shown = rows.iter().map(|category| {
        let form = sight.sees(Some(category.id)).then(|| forms.of(category));
        forms.shown(category, form)
    });
    Ok(Categories {
        shelf: Shelf::InUse,
        rows: shown.collect(),
        form: forms.fresh(),
        discord: forms.discord,
        most: MOST_ENABLED,
        refusal: match &refused {
            Refused::Act(refusal) => Some(sentence(signed.visit.words, refusal)),
            Refused::Nothing | Refused::Form(_) => None,
        },
    })
}

/// The removed ones; with why one was not brought back, if it was not.
pub(super) async fn removed(
    signed: &Signed,
    refusal: Option<&Refusal>,
) -> Result<Categories, Error> {
    let categories = load(signed, Refused::Nothing).await?;
    let directory = signed.app.directory().await;
    let act = signed.act();
    let rows = Category::removed(&mut *signed.app.db().await?, &act, MOST_REMOVED).await?;
    let forms = Forms {
        signed,
        discord: categories.discord,
        directory: directory.unwrap_or_default(),
        typed: None,
    };
    let sight = act.actor.sight();
    let shown = rows.iter().map(|category| {
        // Whoever does not see its tickets does not bring it back.
        let form = sight.sees(Some(category.id)).then(Definition::default);
        forms.shown(category, form)
    });
    Ok(Categories {
        shelf: Shelf::Removed,
        rows: shown.collect(),
        refusal: refusal.map(|refusal| sentence(signed.visit.words, refusal)),
        ..categories
    })
}

struct Forms<'a> {
    signed: &'a Signed,
    directory: Directory,
    discord: Discord,
    typed: Option<&'a Typed<'a>>,
}

impl Forms<'_> {
    fn shown(&self, category: &Category, form: Option<Definition>) -> Shown {
        let channels = match category.discord_category_id {
            None => Channels::Inbox,
            Some(id) => match self.channels_name(id) {
                Some(name) => Channels::Into(name),
                None if self.discord == Discord::Silent => Channels::Into(id.to_string()),
                None => Channels::Gone,
            },
        };
        let roles = category
            .staff_roles
            .iter()
            .map(|role| self.role_name(*role));
        Shown {
            id: category.id.0,
            name: category.name.clone(),
            emoji: category.emoji.clone(),
            description: category.description.clone(),
            state: match category.enabled {
                true => State::On,
                false => State::Off,
            },
            channels,
            roles: roles.collect(),
            removed_at: category.removed_at,
            form,
        }
    }

    /// The form that changes a category: as it is, or as it was refused.
    fn of(&self, category: &Category) -> Definition {
        if let Some(typed) = self
            .typed
            .filter(|typed| typed.category == Some(category.id))
        {
            let refused = self.refused(typed);
            let based_on = refused.based_on.or(Some(category.version));
            return Definition {
                based_on,
                ..refused
            };
        }
        let text = |text: &Option<String>| Field::of(text.clone().unwrap_or_default());
        let channels = category.discord_category_id;
        Definition {
            name: Field::of(&category.name),
            emoji: text(&category.emoji),
            description: text(&category.description),
            channels: Field::of(channels.map(|id| id.to_string()).unwrap_or_default()),
            based_on: Some(category.version),
            ..self.offering(channels, &category.staff_roles)
        }
    }

    /// The form for a new category: empty, or as it was refused.
    fn fresh(&self) -> Definition {
        match self.typed.filter(|typed| typed.category.is_none()) {
            Some(typed) => self.refused(typed),
            None => self.offering(None, &[]),
        }
    }

    fn refused(&self, typed: &Typed<'_>) -> Definition {
        let why = Some(sentence(self.signed.visit.words, &typed.refusal));
        let field = |name| Field::of(typed.form.value(name));
        let roles: Vec<RoleId> = typed
            .form
            .all("roles")
            .filter_map(|role| role.parse().ok())
            .collect();
        let mut shown = Definition {
            name: field("name"),
            emoji: field("emoji"),
            description: field("description"),
            channels: field("channels"),
            // Whoever has been told that it has changed may save over it.
            based_on: match &typed.refusal {
                Refusal::CategoryOutdated => None,
                _ => typed.form.value("based_on").parse().ok(),
            },
            ..self.offering(typed.form.value("channels").parse().ok(), &roles)
        };
        match &typed.refusal {
            Refusal::CategoryNameInvalid
            | Refusal::CategoryNameTaken(_)
            | Refusal::Invalid { field: "name", .. } => shown.name.error = why,
            Refusal::CategoryDescriptionTooLong
            | Refusal::Invalid {
                field: "description",
                ..
            } => shown.description.error = why,
            Refusal::NotAnEmoji => shown.emoji.error = why,
            Refusal::OpenToMembers(place) => {
                shown.channels.error = why;
                shown.caution = Caution::refused(place.to_string());
            }
            Refusal::Invalid {
                field: "channels", ..
            } => shown.channels.error = why,
            _ => shown.refusal = why,
        }
        shown
    }

    /// A form with everything that can be chosen: what the staff server has, and what is chosen although it has it no more.
    fn offering(&self, channels: Option<ChannelId>, roles: &[RoleId]) -> Definition {
        let inbox = self.signed.visit.words.text("category-inbox").into_owned();
        let mut offered = vec![(String::new(), inbox)];
        let known = self.directory.categories.iter();
        offered.extend(known.map(|one| (one.id.to_string(), one.name.clone())));
        if let Some(id) = channels.filter(|id| self.channels_name(*id).is_none()) {
            offered.push((id.to_string(), id.to_string()));
        }
        let known = self.directory.roles.iter().map(|role| role.id);
        let lost = roles
            .iter()
            .copied()
            .filter(|role| !self.directory.roles.iter().any(|one| one.id == *role));
        let choices = known.chain(lost).map(|role| RoleChoice {
            id: role.to_string(),
            name: self.role_name(role),
            is_chosen: roles.contains(&role),
        });
        let note = channels
            .filter(|_| roles.is_empty())
            .and_then(|id| self.openness(id));
        Definition {
            caution: Caution::note(note),
            offered_channels: offered,
            roles: choices.collect(),
            ..Definition::default()
        }
    }

    /// What is to be known of a place into which everybody in the server may look.
    fn openness(&self, id: ChannelId) -> Option<String> {
        let mut known = self.directory.categories.iter();
        let is_open = known.any(|one| one.id == id && one.is_open);
        is_open.then(|| openness(self.signed))
    }

    fn channels_name(&self, id: ChannelId) -> Option<String> {
        let mut known = self.directory.categories.iter();
        known.find(|one| one.id == id).map(|one| one.name.clone())
    }

    fn role_name(&self, id: RoleId) -> String {
        let mut known = self.directory.roles.iter();
        let words = self.signed.visit.words;
        match known.find(|role| role.id == id) {
            Some(role) => role.name.clone(),
            None if self.discord == Discord::Silent => id.to_string(),
            None => words.with("category-role-gone", &[("id", id.to_string().into())]),
        }
    }
}
