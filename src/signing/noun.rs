//! What the site knows of the signing desk.

use super::{
    handlers::{flashes, routes},
    store,
};
use crate::{
    projects::{
        model::{
            deal,
            rights::{SEE_SIGNING, SIGN_DEALS},
        },
        store::deals,
    },
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, DeskContext, Finds, Group, Hit, Search, Task, Waiting, Waits, both},
            links::RailLink,
        },
        noun::Noun,
    },
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[RailLink::new(105, ("签约台", "Signing desk"), "/admin/signing", SEE_SIGNING)
            .also(&["/admin/fairs"])],
        flashes: flashes::ALL,
        finds: Some(Finds { place: 75, right: SEE_SIGNING, find }),
        waits: Some(Waits { tasks: &[&TO_RELEASE, &SCANS_DUE], count: waits }),
        ..Declaration::NONE
    },
);

const TO_RELEASE: Task = Task {
    right: SIGN_DEALS,
    place: 5,
    title: ("等放行的签约", "Deals to release"),
    what: ("已登记，待核对纸面", "Entered, to be read against the paper"),
    path: "/admin/signing",
};

const SCANS_DUE: Task = Task {
    right: SIGN_DEALS,
    place: 85,
    title: ("签约缺扫描件", "Scans of deals"),
    what: ("承诺补交而未交", "Promised and still missing"),
    path: "/admin/signing",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let pending = store::pending(desk.pool).await?;
        Ok(vec![
            Waiting::new(&TO_RELEASE, pending.to_release),
            Waiting::new(&SCANS_DUE, pending.scans_due),
        ])
    })
}

/// Released deals are found among what the public sees.
fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let Search { desk, query, .. } = search;
        let banner = desk.viewer.scope.banner();
        let found = deals::unreleased(desk.pool, query, banner, ASKED).await?;
        let title = ("签约台：未放行", "Signing desk: not released");
        Ok(Group::of(title, ("/admin/signing", ""), &found, |one| Hit {
            name: one.title.clone(),
            path: deal::path(one.id),
            beside: one.number.clone(),
            state: both(|lang| one.state.name(lang)),
        }))
    })
}
