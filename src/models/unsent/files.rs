//! The files of what somebody is writing: they are kept with it, so that nobody has to choose them again.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::basis::Basis;
use super::{Unsent, Writing};
use crate::error::{Error, Refusal};
use crate::ids::{TicketId, UnsentFileId, UserId};
use crate::models::actor::Act;
use crate::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use crate::models::permission::Permission;
use crate::models::ticket::Ticket;
use crate::schema::unsent_files;

/// A file that is going to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = unsent_files, check_for_backend(diesel::pg::Pg))]
pub struct UnsentFile {
    /// The file.
    pub id: UnsentFileId,
    /// In which ticket.
    pub ticket_id: TicketId,
    /// Its name.
    pub name: String,
    /// The media type, as the browser says.
    pub media_type: String,
    /// The size in bytes.
    pub size: i64,
    /// Where its bytes are in the object store.
    pub object_key: String,
}

impl UnsentFile {
    /// The files of what the actor has been writing in a ticket, in the order in which they were chosen.
    pub async fn of(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
    ) -> QueryResult<Vec<Self>> {
        Self::of_all(conn, act, &[ticket]).await
    }

    /// The files of what the actor has been writing in these tickets, in the order in which they were chosen.
    pub async fn of_all(
        conn: &mut AsyncPgConnection,
        act: &Act,
        tickets: &[TicketId],
    ) -> QueryResult<Vec<Self>> {
        let Some(user) = act.actor.user_id() else {
            return Ok(Vec::new());
        };
        unsent_files::table
            .filter(unsent_files::user_id.eq(user))
            .filter(unsent_files::ticket_id.eq_any(tickets))
            .order(unsent_files::id)
            .select(Self::as_select())
            .load(conn)
            .await
    }

    /// Takes a file out of what the actor has been writing; one that is not there is out already.
    pub async fn remove(
        conn: &mut AsyncPgConnection,
        act: &Act,
        (ticket, file): (TicketId, UnsentFileId),
    ) -> QueryResult<()> {
        let Some(user) = act.actor.user_id() else {
            return Ok(());
        };
        let own = unsent_files::table
            .find(file)
            .filter(unsent_files::user_id.eq(user))
            .filter(unsent_files::ticket_id.eq(ticket));
        diesel::delete(own).execute(conn).await?;
        Ok(())
    }

    /// The file as part of the message that is sent.
    pub fn to_send(&self) -> NewAttachment {
        NewAttachment {
            kind: AttachmentKind::File,
            name: self.name.clone(),
            media_type: self.media_type.clone(),
            size: self.size,
            origin: AttachmentOrigin::Stored(self.object_key.clone()),
        }
    }
}

impl Unsent {
    /// Keeps the files of a text that cannot be kept with what is kept, and leaves the text of that alone. Says from which version
    /// whoever chose them goes on.
    ///
    /// # Errors
    ///
    /// Refuses without [`Permission::ManageTickets`], and in a ticket that the actor does not see.
    pub async fn keep_files(
        conn: &mut AsyncPgConnection,
        act: &Act,
        ticket: TicketId,
        writing: Writing,
    ) -> Result<Basis, Error> {
        act.actor.require(Permission::ManageTickets)?;
        let user = act.actor.user_id();
        let user = user.ok_or(Refusal::Forbidden(Permission::ManageTickets.word()))?;
        conn.transaction(async |conn| {
            let ticket = Ticket::lock_for(conn, act, ticket).await?;
            let place = (user, ticket.id);
            if writing.files.is_empty() || writing.is_sent(conn, &ticket).await? {
                return Ok(writing.basis);
            }
            let basis = match Self::at(conn, place).await? {
                Some(kept) if kept.is_own(&writing) => Basis::Version(kept.version),
                Some(_) => writing.basis,
                None => {
                    let empty = Writing {
                        content: String::new(),
                        snippet: None,
                        ..writing.clone()
                    };
                    Basis::Version(Self::write(conn, (place, act.at), &empty).await?)
                }
            };
            put(conn, place, &writing.files).await?;
            Ok(basis)
        })
        .await
    }
}

/// Whether what somebody is writing in a ticket has files.
pub(super) async fn has_any(
    conn: &mut AsyncPgConnection,
    (user, ticket): (UserId, TicketId),
) -> QueryResult<bool> {
    let own = unsent_files::table
        .filter(unsent_files::user_id.eq(user))
        .filter(unsent_files::ticket_id.eq(ticket));
    diesel::select(exists(own)).get_result(conn).await
}

/// Puts files to what somebody is writing in a ticket, which is kept already.
pub(super) async fn put(
    conn: &mut AsyncPgConnection,
    (user, ticket): (UserId, TicketId),
    files: &[NewAttachment],
) -> QueryResult<()> {
    let stored = files.iter().filter_map(|file| match &file.origin {
        AttachmentOrigin::Stored(key) => Some((file, key)),
        AttachmentOrigin::Discord(_) => None,
    });
    let rows: Vec<_> = stored
        .map(|(file, key)| {
            (
                unsent_files::user_id.eq(user),
                unsent_files::ticket_id.eq(ticket),
                unsent_files::name.eq(&file.name),
                unsent_files::media_type.eq(&file.media_type),
                unsent_files::size.eq(file.size),
                unsent_files::object_key.eq(key),
            )
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(unsent_files::table)
        .values(&rows)
        .execute(conn)
        .await?;
    Ok(())
}
