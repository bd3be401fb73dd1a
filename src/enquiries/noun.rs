//! What the site knows of enquiries.

use super::{
    handlers::{flashes, routes},
    model::{
        LATE,
        rights::{ANSWER_ENQUIRIES, REMIND_EXHIBITORS, WATCH_ENQUIRIES},
        trail::ENQUIRIES,
    },
    store::listing,
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
        rail: &[
            RailLink::new(80, ("询价", "Enquiries"), "/my/enquiries", ANSWER_ENQUIRIES),
            RailLink::new(190, ("询价", "Enquiries"), "/admin/enquiries", WATCH_ENQUIRIES),
        ],
        flashes: flashes::ALL,
        announces: &["enquiries"],
        records: &[&ENQUIRIES],
        waits: Some(Waits { tasks: &[&UNANSWERED, &LATE_ANSWERS], count: waits }),
        ..Declaration::NONE
    },
);

const UNANSWERED: Task = Task {
    right: ANSWER_ENQUIRIES,
    place: 90,
    title: ("询价待答复", "Enquiries to answer"),
    what: ("有访客等待答复", "Visitors are waiting for an answer"),
    path: "/my/enquiries?state=open",
};

const LATE_ANSWERS: Task = Task {
    right: REMIND_EXHIBITORS,
    place: 190,
    title: ("询价超过两天未答复的展商", "Exhibitors with enquiries unanswered for over two days"),
    what: ("请提醒展商答复；询价内容仅展商可见", "Remind them; only they see what was asked"),
    path: "/admin/enquiries?waiting=late",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let waits = listing::waits(desk.pool, &desk.viewer.scope, desk.now - LATE).await?;
        Ok(vec![Waiting::new(&UNANSWERED, waits.own), Waiting::new(&LATE_ANSWERS, waits.late)])
    })
}
