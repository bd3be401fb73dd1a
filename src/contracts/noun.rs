//! What the site knows of contracts.

use super::{
    handlers::{flashes, routes},
    model::{
        ContractState,
        record::OfficeFilter,
        rights::{ENTER_CONTRACTS, SEE_CONTRACTS},
        trail::CONTRACTS,
    },
    store::office,
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
        links: &[
            Link::new(Index::Ledgers, "采购合同", "Contracts", "/contracts").under("/projects")
        ],
        public_lists: &[List::new(
            "contracts",
            "/contracts",
            &[
                "edition",
                "banner",
                "buyer_kind",
                "buyer",
                "supplier",
                "as_of",
                "q",
                "method",
                "state",
                "project",
                "agreement",
                "product",
                "village",
                "township",
            ],
        )],
        rail: &[RailLink::new(108, ("采购合同", "Contracts"), "/admin/contracts", SEE_CONTRACTS)],
        flashes: flashes::ALL,
        records: &[&CONTRACTS],
        waits: Some(Waits { tasks: &[&DRAFTS], count: waits }),
        finds: Some(Finds { place: 77, right: SEE_CONTRACTS, find }),
        announces: &["contracts"],
        filters: &[("contract", "采购合同", "Contract")],
        reads: &[(
            "/contracts",
            &["agreements", "contracts", "deliveries", "journal", "organisations", "projects"],
        )],
        ..Declaration::NONE
    },
);

const DRAFTS: Task = Task {
    right: ENTER_CONTRACTS,
    place: 88,
    title: ("采购合同草稿", "Contracts in draft"),
    what: ("双方签字后标为已签订", "To be marked as signed once both parties have signed"),
    path: "/admin/contracts?state=draft",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let drafts = office::drafts(desk.pool, desk.viewer.scope.banner()).await?;
        Ok(vec![Waiting::new(&DRAFTS, drafts)])
    })
}

/// Signed contracts are found among what the public sees.
fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let filter = OfficeFilter {
            banner: search.desk.viewer.scope.banner().cloned(),
            search: Some(search.query.clone()),
            state: Some(ContractState::Draft),
        };
        let window = Window { limit: ASKED, offset: 0 };
        let found = office::list(search.desk.pool, &filter, window).await?;
        let title = ("采购合同：草稿", "Contracts: drafts");
        Ok(Group::of(title, ("/admin/contracts", "&state=draft"), &found, |one| Hit {
            name: one.paper.title.clone(),
            path: one.path(),
            beside: one.paper.number.clone(),
            state: both(|lang| one.state.name(lang)),
        }))
    })
}
