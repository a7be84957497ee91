//! The third step: the category in which ticket channels are made, and whether the bot may do there what it has to.

use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use views::form::Choice;
use views::setup::category::{self, Categories};
use views::setup::{Step, Trouble};
use words::Words;

use crate::discord::Failure;
use crate::discord::channels::{Channel, MOST_IN_CATEGORY};
use crate::discord::overwrites::Holder;
use crate::discord::permission::{BotPermission, Occupant};
use crate::ids::{ChannelId, RoleId};
use crate::setup::asking::unanswered;
use crate::setup::draft::Draft;
use crate::setup::visit::{Visit, refused, standing};
use crate::web::form::Fields;

/// A category of the staff server.
struct Known {
    id: ChannelId,
    name: String,
    missing: Vec<BotPermission>,
    /// Whether members may look into it.
    is_open: bool,
    /// Whether Discord puts no more channels into it.
    is_full: bool,
}

impl Known {
    /// Whether nothing speaks against it.
    fn is_fine(&self) -> bool {
        self.missing.is_empty() && !self.is_open && !self.is_full
    }
}

/// What is to be said about the choice.
#[derive(Default)]
struct Remark {
    error: Option<String>,
    doubt: Option<Trouble>,
}

/// `GET /setup/category`
pub(super) async fn show(visit: Visit) -> Result<Response, Response> {
    let draft = visit.enter(Step::Category)?;
    let known = ask(&draft).await;
    Ok(page(&visit, &draft, (&known, Remark::default())).into_response())
}

/// `POST /setup/category`
pub(super) async fn take(visit: Visit, form: Fields) -> Result<Response, Response> {
    let draft = visit.enter(Step::Category)?;
    let known = ask(&draft).await;
    let wanted = form.value("category");
    let categories = known.as_deref().unwrap_or_default();
    let chosen = categories.iter().find(|one| one.id.to_string() == wanted);
    let draft = match (chosen, &known, wanted.parse()) {
        (Some(chosen), ..) => visit
            .desk
            .change(|draft| draft.category = Some((chosen.id, chosen.name.clone()))),
        (None, Err(_), Ok(id)) => visit.desk.change(|draft| keep(draft, id)),
        _ => draft,
    };
    let go = form.value("go");
    match go {
        "back" => return Ok(Redirect::to(Step::Category.before().address()).into_response()),
        "again" => return Ok(Redirect::to(Step::Category.address()).into_response()),
        _ => {}
    }
    let remark = match chosen {
        Some(chosen) if chosen.is_fine() || go == "anyway" => {
            return Ok(visit.go_on(Step::Category));
        }
        Some(chosen) => doubt(visit.words, chosen),
        None => Remark {
            error: Some(visit.words.text("setup-category-missing").into_owned()),
            ..Remark::default()
        },
    };
    Ok(refused(page(&visit, &draft, (&known, remark))))
}

/// Keeps a choice that Discord has not confirmed, and does not go on with it.
fn keep(draft: &mut Draft, id: ChannelId) {
    let is_known = draft
        .category
        .as_ref()
        .is_some_and(|(known, _)| *known == id);
    if !is_known {
        draft.category = Some((id, id.to_string()));
        draft.reached = draft.reached.min(Step::Category);
    }
}

/// The categories of the staff server, as people see them, and what the bot may not do in each.
async fn ask(draft: &Draft) -> Result<Vec<Known>, Failure> {
    let (Some(bot), Some(server)) = (&draft.bot, draft.servers.staff_server()) else {
        return Ok(Vec::new());
    };
    let servers = bot.discord.servers().await?;
    let permissions = servers.iter().find(|known| known.id() == server.id);
    let member = bot.discord.member(server.id, bot.user).await?;
    let roles: Vec<RoleId> = member
        .iter()
        .flat_map(|member| member.roles().collect::<Vec<_>>())
        .collect();
    let holder = Holder {
        server: server.id,
        user: bot.user,
        roles: &roles,
        permissions: permissions.map_or(0, |known| known.permissions),
    };
    let whole = bot.discord.whole_server(server.id).await?;
    let is_open = |category: &Channel| {
        let may_look = |whole| Occupant::everyone_sees(whole, category);
        !draft.servers.is_dual && whole.as_ref().is_some_and(may_look)
    };
    let mut channels = bot.discord.channels(server.id).await?;
    channels.sort_by_key(|channel| (channel.position, channel.id().0));
    let count = |id| {
        let inside = channels.iter().filter(|one| one.category() == Some(id));
        inside.count()
    };
    let categories = channels.iter().filter(|channel| channel.is_category());
    Ok(categories
        .map(|category| Known {
            id: category.id(),
            is_open: is_open(category),
            is_full: count(category.id()) >= MOST_IN_CATEGORY,
            missing: BotPermission::missing(category.permissions_of(holder)),
            name: category.name.clone().unwrap_or_default(),
        })
        .collect())
}

fn doubt(words: &Words, category: &Known) -> Remark {
    let mut troubles = Vec::new();
    if category.is_open {
        troubles.push(Trouble {
            sentence: words.text("setup-category-open").into_owned(),
            remedy: words.text("setup-category-open-advice").into_owned(),
        });
    }
    if category.is_full {
        troubles.push(Trouble {
            sentence: words.text("setup-category-full").into_owned(),
            remedy: words.text("setup-category-full-advice").into_owned(),
        });
    }
    if !category.missing.is_empty() {
        let missing = names(words, &category.missing);
        let missing = [("permissions", missing.as_str().into())];
        troubles.push(Trouble {
            sentence: words.with("setup-category-doubt", &missing),
            remedy: words.text("setup-category-doubt-advice").into_owned(),
        });
    }
    let joined = troubles.into_iter().reduce(|one, other| Trouble {
        sentence: format!("{} {}", one.sentence, other.sentence),
        remedy: format!("{} {}", one.remedy, other.remedy),
    });
    Remark {
        error: None,
        doubt: joined,
    }
}

fn page(
    visit: &Visit,
    draft: &Draft,
    (known, remark): (&Result<Vec<Known>, Failure>, Remark),
) -> Markup {
    let words = visit.words;
    let chosen = draft.category.as_ref().map(|(id, _)| *id);
    let choices: Vec<Choice> = match known {
        Ok(categories) => {
            let choices = categories.iter().map(|category| Choice {
                value: category.id.to_string(),
                label: category.name.clone(),
                help: lack(words, category),
                chosen: chosen == Some(category.id),
            });
            choices.collect()
        }
        // Without it on the page the next form would choose nothing.
        Err(_) => draft.category.iter().map(kept).collect(),
    };
    let server = draft.servers.staff_server();
    let shown = Categories {
        server: server.map_or("", |server| server.name.as_str()),
        choices,
        error: remark.error,
        trouble: known
            .as_ref()
            .err()
            .map(|failure| unanswered(words, failure)),
        doubt: remark.doubt,
    };
    category::page(&visit.reader(), &standing(draft, Step::Category), &shown)
}

fn kept((id, name): &(ChannelId, String)) -> Choice {
    Choice {
        value: id.to_string(),
        label: name.clone(),
        help: String::new(),
        chosen: true,
    }
}

/// What is not right with a category, beside its name.
fn lack(words: &Words, category: &Known) -> String {
    let mut faults = Vec::new();
    if category.is_open {
        faults.push(words.text("setup-category-open").into_owned());
    }
    if category.is_full {
        faults.push(words.text("setup-category-full").into_owned());
    }
    if !category.missing.is_empty() {
        let missing = names(words, &category.missing);
        let missing = [("permissions", missing.as_str().into())];
        faults.push(words.with("setup-category-lacks", &missing));
    }
    faults.join(" ")
}

fn names(words: &Words, permissions: &[BotPermission]) -> String {
    let names = permissions.iter().map(|permission| match permission {
        BotPermission::ViewChannels => words.text("setup-permission-view-channels"),
        BotPermission::ManageChannels => words.text("setup-permission-manage-channels"),
        BotPermission::SendMessages => words.text("setup-permission-send-messages"),
        BotPermission::ManageMessages => words.text("setup-permission-manage-messages"),
        BotPermission::EmbedLinks => words.text("setup-permission-embed-links"),
        BotPermission::AttachFiles => words.text("setup-permission-attach-files"),
        BotPermission::ReadMessageHistory => words.text("setup-permission-read-message-history"),
    });
    names.collect::<Vec<_>>().join(", ")
}
