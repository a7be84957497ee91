//! Blocking a member, by name or id.

use axum::response::Response;
use views::blocks::BlockForm;
use views::form::Field;

use super::{name_of, page_of, show};
use crate::error::{Error, Refusal};
use crate::ids::UserId;
use crate::models::block::{Block, Blocking};
use crate::models::duration::parse_delay;
use crate::models::member::Member;
use crate::models::user::User;
use crate::refusal_words::sentence;
use crate::web::failure::Failure;
use crate::web::form::{Fields, meaningful};
use crate::web::visit::Signed;

/// How many people of a name are offered.
const OFFERED: i64 = 10;

/// `POST /blocks`
pub async fn place(signed: Signed, form: Fields) -> Result<Response, Failure> {
    let refused = match placed(&signed, &form).await {
        Ok(Outcome::Placed(block)) => {
            let name = [("name", name_of(&signed, block.member_id).await?.into())];
            let notice = signed.says_with("done-blocked", &name);
            let page = page_of(&form, block.member_id);
            return Ok(signed.lead(&page, &notice).await);
        }
        Ok(Outcome::WhoIsMeant(meant)) => BlockForm {
            meant,
            ..typed(&form)
        },
        Err(Error::Refused(refusal)) => refused(&signed, &form, &refusal),
        Err(error) => return Err(Failure(error)),
    };
    show::refused(&signed, &form, refused).await
}

/// What came of a form.
enum Outcome {
    Placed(Block),
    /// Several are called like this, or nobody exactly: id and name.
    WhoIsMeant(Vec<(String, String)>),
}

async fn placed(signed: &Signed, form: &Fields) -> Result<Outcome, Error> {
    let lasts = meaningful(form.value("lasts"));
    let blocking = Blocking {
        reason: meaningful(form.value("reason")),
        lasts: lasts.as_deref().map(parse_delay).transpose()?,
    };
    let whom = form.value("member").trim();
    let id = whom.trim_start_matches("<@").trim_end_matches('>').parse();
    let member = match id {
        Ok(id) => {
            signed.app.get_to_know(id).await?;
            id
        }
        Err(_) => match called(signed, whom).await? {
            Ok(member) => member,
            Err(meant) => return Ok(Outcome::WhoIsMeant(meant)),
        },
    };
    let (conn, act) = (&mut signed.app.db().await?, signed.act());
    let block = if form.is_ticked("closes") {
        let how = (blocking, signed.app.closing());
        Block::place_and_close(conn, &act, member, how).await?
    } else {
        Block::place(conn, &act, member, blocking).await?
    };
    Ok(Outcome::Placed(block))
}

/// The one member of this very name, or those who may be meant.
async fn called(
    signed: &Signed,
    name: &str,
) -> Result<Result<UserId, Vec<(String, String)>>, Error> {
    let name = name.trim_start_matches('@').to_lowercase();
    if name.is_empty() {
        return Err(Refusal::MemberNotFound.into());
    }
    let conn = &mut signed.app.db().await?;
    let found = Member::search(conn, &signed.act(), &name, OFFERED).await?;
    if found.is_empty() {
        return Err(Refusal::MemberNotFound.into());
    }
    let is_called =
        |user: &User| user.username.to_lowercase() == name || user.name().to_lowercase() == name;
    let mut exactly = found.iter().filter(|member| is_called(&member.user));
    if let (Some(member), None) = (exactly.next(), exactly.next()) {
        return Ok(Ok(member.user.id));
    }
    let meant = found.iter().map(|Member { user, .. }| {
        let name = format!("{} (@{})", user.name(), user.username);
        (user.id.to_string(), name)
    });
    Ok(Err(meant.collect()))
}

/// The form as it was sent.
pub(super) fn typed(form: &Fields) -> BlockForm {
    BlockForm {
        member: Field::of(form.value("member")),
        reason: Field::of(form.value("reason")),
        lasts: Field::of(form.value("lasts")),
        closes: form.is_ticked("closes"),
        ..BlockForm::default()
    }
}

fn refused(signed: &Signed, form: &Fields, refusal: &Refusal) -> BlockForm {
    let why = Some(sentence(signed.visit.words, refusal));
    let mut shown = typed(form);
    match refusal {
        Refusal::MemberNotFound | Refusal::UnknownUser | Refusal::IsABot => {
            shown.member.error = why;
        }
        Refusal::BlockTooLong | Refusal::Invalid { field: "delay", .. } => shown.lasts.error = why,
        Refusal::TooLong { .. } | Refusal::Invalid { .. } => shown.reason.error = why,
        _ => shown.refusal = why,
    }
    shown
}
