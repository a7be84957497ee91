//! What the pages of snippets show.

use views::form::Field;
use views::snippets::{
    Shelf as ShownShelf, Snippet as Shown, SnippetPage, Snippets, Version, WordingForm,
};

use super::{ListQuery, read_place};
use crate::error::Error;
use crate::ids::SnippetId;
use crate::models::listing::Page;
use crate::models::permission::Permission;
use crate::models::server::Server;
use crate::models::snippet::Snippet;
use crate::models::snippet::filling::{Values, fill};
use crate::models::snippet::listing::{Filter, Shelf};
use crate::web::visit::Signed;

/// How many snippets are on a page.
const ROWS: i64 = 50;
/// The number of the ticket that examples speak of.
const EXAMPLE_TICKET: i64 = 1042;

/// The list that is asked for, with a form for a new snippet for whoever may make one.
pub(super) async fn list(
    signed: &Signed,
    query: ListQuery,
    form: WordingForm,
) -> Result<Snippets, Error> {
    let (shelf, shown_shelf) = match query.shelf.as_str() {
        "removed" => (Shelf::Removed, ShownShelf::Removed),
        _ => (Shelf::InUse, ShownShelf::InUse),
    };
    let text: String = query.q.trim().chars().take(100).collect();
    let after = query.after.as_deref().map(read_place).transpose()?;
    let before = query.before.as_deref().map(read_place).transpose()?;
    let filter = Filter {
        shelf,
        text: text.clone(),
    };
    let preview = example(signed, &form.content.value).await?;
    let conn = &mut signed.app.db().await?;
    let page = Page::beside(after, before);
    let listing = Snippet::list(conn, &signed.act(), &filter, (page, ROWS)).await?;
    let place = |snippet: &Snippet| format!("{}.{}", snippet.key, snippet.id);
    Ok(Snippets {
        shelf: shown_shelf,
        search: text,
        more: listing.next().map(place),
        back: listing.previous().map(place),
        rows: listing.rows.iter().map(shown).collect(),
        form: signed
            .may(Permission::ManageSnippets)
            .then_some(WordingForm { preview, ..form }),
    })
}

/// The page of one snippet; with the form as it was refused, if it was.
pub(super) async fn page(
    signed: &Signed,
    id: SnippetId,
    refused: Option<WordingForm>,
) -> Result<SnippetPage, Error> {
    let (snippet, versions) = {
        let (conn, act) = (&mut signed.app.db().await?, signed.act());
        let snippet = Snippet::find(conn, &act, id).await?;
        (snippet, Snippet::versions(conn, &act, id).await?)
    };
    let may_manage = signed.may(Permission::ManageSnippets);
    let is_in_use = snippet.removed_at.is_none();
    let mut form = refused.unwrap_or_else(|| WordingForm {
        key: Field::of(&snippet.key),
        content: Field::of(&snippet.content),
        based_on: Some(snippet.version),
        ..WordingForm::default()
    });
    form.based_on = form.based_on.or(Some(snippet.version));
    form.preview = example(signed, &form.content.value).await?;
    let versions = versions.into_iter().map(|version| Version {
        number: version.number,
        content: version.content,
        key: version.key,
        by: version.author_name,
        at: version.written_at,
    });
    Ok(SnippetPage {
        snippet: shown(&snippet),
        shelf: match is_in_use {
            true => ShownShelf::InUse,
            false => ShownShelf::Removed,
        },
        version: snippet.version,
        preview: form.preview.clone(),
        versions: versions.collect(),
        form: (may_manage && is_in_use).then_some(form),
        may_manage,
        refusal: None,
    })
}

/// How a text would read if the reader sent it to an imagined member.
pub(super) async fn example(signed: &Signed, text: &str) -> Result<String, Error> {
    let server = Server::community(&mut *signed.app.db().await?).await?;
    let (member, act) = (
        signed.visit.words.text("snippet-example-member"),
        signed.act(),
    );
    let values = Values {
        member: &member,
        staff: Some(act.actor.name()),
        ticket: EXAMPLE_TICKET,
        server: server.as_ref().map_or("Discord", |server| &server.name),
    };
    Ok(fill(text.trim(), &values))
}

fn shown(snippet: &Snippet) -> Shown {
    Shown {
        id: snippet.id.0,
        key: snippet.key.clone(),
        content: snippet.content.clone(),
        uses: snippet.uses,
        changed_by: snippet.changed_by.clone(),
        changed_at: snippet.changed_at,
    }
}
