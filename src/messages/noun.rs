//! What the site knows of messages.

use super::{
    handlers::{reader, routes},
    model::rights::READ_MESSAGES,
    store,
};
use crate::web::{
    declaration::{
        Declaration,
        desk::{DeskContext, Task, Waiting, Waits},
        links::RailLink,
    },
    noun::Noun,
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[RailLink::new(70, ("消息", "Messages"), "/my/messages", READ_MESSAGES)],
        announces: &["messages"],
        waits: Some(Waits { tasks: &[&UNREAD], count: waits }),
        ..Declaration::NONE
    },
);

const UNREAD: Task = Task {
    right: READ_MESSAGES,
    place: 100,
    title: ("未读消息", "Unread messages"),
    what: ("您提交事项的办理结果", "Decisions on what you submitted"),
    path: "/my/messages",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let (_, unread) = store::counts(desk.pool, reader(desk.viewer)).await?;
        Ok(vec![Waiting::new(&UNREAD, unread)])
    })
}
