//! What the site knows of agreements.

use super::{
    handlers::{flashes, routes},
    model::{
        record::{OfficeFilter, Standing},
        rights::{ENTER_AGREEMENTS, SEE_AGREEMENTS},
        trail::AGREEMENTS,
    },
    store,
};
use crate::{
    promises::model::Promise,
    values::window::Window,
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, DeskContext, Finds, Group, Hit, Search, Task, Waiting, Waits, both},
            links::{Index, Link, RailLink},
            lists::List,
        },
        noun::Noun,
    },
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[Link::new(Index::Ledgers, "框架协议", "Framework agreements", "/agreements")
            .under("/projects")],
        public_lists: &[List::new(
            "agreements",
            "/agreements",
            &[
                "edition",
                "banner",
                "buyer_kind",
                "buyer",
                "supplier",
                "as_of",
                "q",
                "state",
                "ceiling",
                "project",
                "product",
            ],
        )],
        rail: &[RailLink::new(
            107,
            ("框架协议", "Agreements"),
            "/admin/agreements",
            SEE_AGREEMENTS,
        )],
        flashes: flashes::ALL,
        records: &[&AGREEMENTS],
        waits: Some(Waits { tasks: &[&DRAFTS, &ENDING], count: waits }),
        finds: Some(Finds { place: 76, right: SEE_AGREEMENTS, find }),
        announces: &["agreements"],
        filters: &[("agreement", "框架协议", "Agreement")],
        reads: &[("/agreements", &["agreements", "contracts", "organisations", "projects"])],
        ..Declaration::NONE
    },
);

const DRAFTS: Task = Task {
    right: ENTER_AGREEMENTS,
    place: 86,
    title: ("框架协议草稿", "Agreements in draft"),
    what: ("双方签字后标为已签订", "To be marked as signed once both parties have signed"),
    path: "/admin/agreements?state=draft",
};

const ENDING: Task = Task {
    right: ENTER_AGREEMENTS,
    place: 87,
    title: ("即将到期的框架协议", "Agreements expiring soon"),
    what: ("90 天内到期，尚未续签", "Within 90 days, and not renewed yet"),
    path: "/admin/agreements?state=signed&sort=ending",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let waits = store::waits(desk.pool, desk.viewer.scope.banner(), desk.today).await?;
        Ok(vec![Waiting::new(&DRAFTS, waits.drafts), Waiting::new(&ENDING, waits.ending)])
    })
}

/// Signed agreements are found among what the public sees.
fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let filter = OfficeFilter {
            banner: search.desk.viewer.scope.banner().cloned(),
            search: Some(search.query.clone()),
            standing: Some(Standing::Draft),
            day: search.desk.today,
            ..OfficeFilter::default()
        };
        let window = Window { limit: ASKED, offset: 0 };
        let found = store::office_list(search.desk.pool, &filter, window).await?;
        let title = ("框架协议：草稿", "Agreements: drafts");
        Ok(Group::of(title, ("/admin/agreements", "&state=draft"), &found, |one| Hit {
            name: one.paper.title.clone(),
            path: one.path(),
            beside: one.paper.number.clone(),
            state: both(|lang| one.standing(search.desk.today).name(lang)),
        }))
    })
}
