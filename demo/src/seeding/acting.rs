//! One step of a plan: first what a person does on Discord, then what the desk makes of it.

use anyhow::{Context as _, Result};
use chrono::TimeDelta;
use discord_simulator::Draft as Writing;
use discord_simulator::snowflake::Snowflake;
use discord_simulator::world::message::Message as Written;
use rustmail::database::Connection;
use rustmail::ids::{ChannelId, PostId, TicketId};
use rustmail::models::actor::{Act as ActBy, Actor};
use rustmail::models::attachment::{AttachmentKind, AttachmentOrigin, NewAttachment};
use rustmail::models::delivery::Source;
use rustmail::models::message::Message;
use rustmail::models::ticket::Ticket;
use rustmail::models::ticket::closing::Closing;
use rustmail::models::ticket::opening::Opening;
use rustmail::models::ticket::receiving::{Body, Incoming, Received, Welcome};
use rustmail::models::ticket::replying::Draft;

use super::Stage;
use crate::conversations::Deed;
use crate::plan::{Act, Step};
use crate::{cast::Person, samples};

impl Stage {
    /// What a person does on Discord, before the desk hears of it. Gives what they wrote.
    pub(super) async fn act(&self, step: &Step) -> Result<Option<Written>> {
        let (member, bot) = (self.member(step.case).id, self.cast.bot.user_id);
        match &step.act {
            Act::CloseDms => self.simulator.close_dms(member)?,
            Act::Line(Deed::Write, text, file) => {
                let mut writing = Writing::text(text.clone());
                if let Some(name) = file {
                    writing = writing.file(name.clone(), samples::file(name, step.case));
                }
                return Ok(Some(self.simulator.send_dm(member, bot, writing)?));
            }
            Act::Line(Deed::Rewrite, text, _) => {
                return Ok(Some(self.simulator.edit(
                    member,
                    &self.written(step.case)?,
                    text,
                )?));
            }
            Act::Line(Deed::Unwrite, ..) => {
                self.simulator.delete(member, &self.written(step.case)?)?;
            }
            Act::Line(Deed::Note | Deed::ColleaguesNote, text, _) => {
                let writer = self.cast.staff[self.agent(step)].id;
                let ticket = self.ticket(step.case)?;
                let found = Ticket::get(&mut *self.app.db().await?, ticket).await?;
                let channel = found.and_then(|ticket| ticket.channel_id);
                let channel = Snowflake(
                    channel
                        .context("the ticket has a channel")?
                        .0
                        .unsigned_abs(),
                );
                let writing = Writing::text(text.clone());
                return Ok(Some(self.simulator.send(writer, channel, writing)?));
            }
            _ => {}
        }
        Ok(None)
    }

    /// What the desk makes of it.
    pub(super) async fn perform(&self, step: Step, written: Option<Written>) -> Result<()> {
        let conn = &mut self.app.db().await?;
        match &step.act {
            Act::OpenByStaff | Act::OpenByKey => self.open(conn, &step).await,
            Act::CloseDms | Act::Elapse => Ok(()),
            Act::Line(deed, text, _) => match deed {
                Deed::Write | Deed::Rewrite | Deed::Unwrite => {
                    self.hear(conn, (&step, *deed), written).await
                }
                Deed::Reply | Deed::ReplyAnonymously | Deed::EditReply => {
                    self.answer(conn, (&step, *deed), text).await
                }
                Deed::Note | Deed::ColleaguesNote => {
                    self.note(conn, &step, written.context("a note was written")?)
                        .await
                }
                Deed::Close => self.close(conn, (&step, text), Closing::default()).await,
                Deed::CloseSilently => {
                    let silent = true;
                    let closing = Closing {
                        silent,
                        ..Closing::default()
                    };
                    self.close(conn, (&step, text), closing).await
                }
                Deed::CloseAfter(delay) => self.close_later(conn, (&step, text), *delay).await,
                Deed::Wait(_) => Ok(()),
            },
        }
    }

    async fn open(&self, conn: &mut Connection, step: &Step) -> Result<()> {
        let by_staff = matches!(step.act, Act::OpenByStaff);
        let (actor, greeting) = match by_staff {
            true => (self.roster.staff[self.agent(step)].clone(), None),
            false => (self.roster.program.clone(), self.app.greeting()),
        };
        let opening = Opening {
            member: self.member(step.case).as_user(step.at),
            greeting,
            call: None,
            idempotency_key: None,
        };
        let ticket = Ticket::open(conn, &ActBy::new(actor, step.at), opening).await?;
        self.state(step.case).ticket = Some(ticket.id);
        Ok(())
    }

    /// The desk hears of what the member did.
    async fn hear(
        &self,
        conn: &mut Connection,
        (step, deed): (&Step, Deed),
        written: Option<Written>,
    ) -> Result<()> {
        let member = self.member(step.case);
        let (id, name) = (member.user_id(), member.name.to_owned());
        let act = ActBy::new(Actor::Member { id, name }, step.at);
        let Some(written) = written else {
            let post = source(&self.written(step.case)?).post;
            return Ok(Message::withdraw_from_discord(conn, &act, post).await?);
        };
        if deed == Deed::Rewrite {
            let post = source(&written).post;
            return Ok(Message::revise_from_discord(conn, &act, post, &written.content).await?);
        }
        let incoming = self.incoming(step, &written).await?;
        let welcome = Welcome::Greet(self.app.greeting());
        if let Received::Added { ticket, .. } =
            Ticket::receive(conn, &act, incoming, welcome).await?
        {
            let mut state = self.state(step.case);
            state.ticket = Some(ticket);
            state.written = Some(written);
        }
        Ok(())
    }

    async fn incoming(&self, step: &Step, written: &Written) -> Result<Incoming> {
        let source = source(written);
        let mut attachments = Vec::new();
        if !written.attachments.is_empty() {
            let message = self
                .app
                .discord
                .message(source.channel, source.post)
                .await?;
            let files = message["attachments"].as_array().into_iter().flatten();
            attachments.extend(files.map(attachment));
        }
        Ok(Incoming {
            member: self.member(step.case).as_user(step.at),
            channel: source.channel,
            post: source.post,
            written_at: step.at,
            body: Body {
                content: written.content.clone(),
                forwarded: None,
                attachments,
            },
            answers: None,
        })
    }

    async fn answer(
        &self,
        conn: &mut Connection,
        (step, deed): (&Step, Deed),
        text: &str,
    ) -> Result<()> {
        let (act, ticket) = (self.by_staff(step), self.ticket(step.case)?);
        if deed == Deed::EditReply {
            let reply = self.state(step.case).reply;
            let reply = (ticket, reply.context("there is a reply to edit")?);
            Message::edit(conn, &act, reply, text).await?;
            return Ok(());
        }
        if self.state(step.case).reply.is_none() {
            self.take_on(conn, step).await?;
        }
        // Some begin with a saved answer.
        let is_first = self.state(step.case).reply.is_none();
        if is_first && deed == Deed::Reply && step.case % 5 == 1 {
            Ticket::reply(conn, &act, ticket, Draft::text("{{hello}}")).await?;
        }
        let draft = Draft {
            anonymous: deed == Deed::ReplyAnonymously,
            ..Draft::text(text)
        };
        let reply = Ticket::reply(conn, &act, ticket, draft).await?;
        self.state(step.case).reply = Some(reply.id);
        Ok(())
    }

    async fn note(&self, conn: &mut Connection, step: &Step, written: Written) -> Result<()> {
        let source = source(&written);
        let draft = Draft {
            source: Some(source),
            ..Draft::text(written.content)
        };
        Ticket::note(conn, &self.by_staff(step), self.ticket(step.case)?, draft).await?;
        Ok(Ticket::mark_channel_read(conn, source.channel, source.post).await?)
    }

    async fn close(
        &self,
        conn: &mut Connection,
        (step, reason): (&Step, &str),
        closing: Closing,
    ) -> Result<()> {
        let closing = Closing {
            reason: Some(reason.to_owned()),
            farewell: self.app.farewell(),
            ..closing
        };
        Ticket::close(conn, &self.by_staff(step), self.ticket(step.case)?, closing).await?;
        Ok(())
    }

    async fn close_later(
        &self,
        conn: &mut Connection,
        (step, reason): (&Step, &str),
        delay: TimeDelta,
    ) -> Result<()> {
        let closing = Closing {
            reason: Some(reason.to_owned()),
            ..Closing::default()
        };
        let (act, ticket) = (self.by_staff(step), self.ticket(step.case)?);
        Ticket::close_later(conn, &act, ticket, (closing, delay)).await?;
        Ok(())
    }

    fn member(&self, case: usize) -> &Person {
        &self.cast.members[self.cases[case].member]
    }

    fn agent(&self, step: &Step) -> usize {
        let case = &self.cases[step.case];
        match &step.act {
            Act::Line(Deed::ColleaguesNote, ..) => case.colleague,
            _ => case.agent,
        }
    }

    pub(super) fn by_staff(&self, step: &Step) -> ActBy {
        ActBy::new(self.roster.staff[self.agent(step)].clone(), step.at)
    }

    pub(super) fn ticket(&self, case: usize) -> Result<TicketId> {
        let ticket = self.state(case).ticket;
        ticket.context("a ticket is opened before anything happens in it")
    }

    fn written(&self, case: usize) -> Result<Written> {
        let written = self.state(case).written.clone();
        written.context("the member wrote before they change it")
    }
}

fn source(written: &Written) -> Source {
    Source {
        channel: ChannelId(written.channel_id.signed()),
        post: PostId(written.id.signed()),
    }
}

fn attachment(file: &serde_json::Value) -> NewAttachment {
    let text = |key: &str| file[key].as_str().unwrap_or_default().to_owned();
    NewAttachment {
        kind: AttachmentKind::File,
        name: text("filename"),
        media_type: text("content_type"),
        size: file["size"].as_i64().unwrap_or(0),
        origin: AttachmentOrigin::Discord(text("url")),
    }
}
