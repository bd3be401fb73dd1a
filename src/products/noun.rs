//! What the site knows of products.

use super::{
    handlers::{flashes, routes},
    model::{
        rights::{OFFER_PRODUCTS, REVIEW_PRODUCTS, SEE_PRODUCTS},
        selling::{ProductScope, State},
        trail::PRODUCTS,
    },
    store::office,
};
use crate::{
    reviews,
    values::facet::FacetCounts,
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, DeskContext, Finds, Group, Search, Task, Waiting, Waits},
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
        links: &[Link::new(Index::Directory, "产品", "Products", "/products")
            .in_menu("产品", "Products")
            .in_dock("产品", "Products", "i-basket")],
        rail: &[
            RailLink::new(30, ("我的产品", "My products"), "/my/products", OFFER_PRODUCTS),
            RailLink::new(120, ("产品", "Products"), "/admin/products", SEE_PRODUCTS),
        ],
        flashes: flashes::ALL,
        public_lists: &[List::new(
            "products",
            "/products",
            &[
                "edition",
                "q",
                "category",
                "banner",
                "certification",
                "season",
                "price_min",
                "price_max",
                "place",
                "brand",
                "as_of",
            ],
        )
        .by_edition()],
        filters: &[("product", "产品", "Product"), ("place", "产地", "Origin")],
        announces: &["products"],
        reads: &[(
            "/products",
            &[
                "brands",
                "exhibitors",
                "files",
                "organisations",
                "products",
                "search",
                "vocabularies",
            ],
        )],
        records: &[&PRODUCTS],
        waits: Some(Waits { tasks: &[&TO_REVIEW, &RETURNED, &DRAFTED], count: waits }),
        finds: Some(Finds { place: 10, right: SEE_PRODUCTS, find }),
        ..Declaration::NONE
    },
);

const TO_REVIEW: Task = Task {
    right: REVIEW_PRODUCTS,
    place: 10,
    title: ("产品待审核", "Products to review"),
    what: ("供应主体已送审，通过后公开", "Submitted by suppliers; public once approved"),
    path: "/admin/products?state=submitted",
};

const RETURNED: Task = Task {
    right: OFFER_PRODUCTS,
    place: 130,
    title: ("退回的产品", "Products returned"),
    what: ("按旗区意见修改后重新送审", "Correct them as the banner asked, and resubmit"),
    path: "/my/products?state=returned",
};

const DRAFTED: Task = Task {
    right: OFFER_PRODUCTS,
    place: 180,
    title: ("未送审的草稿", "Drafts not submitted"),
    what: ("填写完整后送审", "Complete and submit them"),
    path: "/my/products?state=draft",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let whose = ProductScope {
            organisation: desk.viewer.scope.organisation(),
            banner: desk.viewer.scope.banner().cloned(),
            ..ProductScope::default()
        };
        let counts = FacetCounts(office::waits(desk.pool, &whose).await?);
        let in_state = |state: State| counts.get("state", state.code());
        Ok(vec![
            Waiting::new(&TO_REVIEW, in_state(State::Submitted)),
            Waiting::new(&RETURNED, in_state(State::Returned)),
            Waiting::new(&DRAFTED, in_state(State::Draft)),
        ])
    })
}

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let whose = ProductScope {
            banner: search.desk.viewer.scope.banner().cloned(),
            search: Some(search.query.clone()),
            ..ProductScope::default()
        };
        let rows = office::list(search.desk.pool, &whose, ASKED, 0).await?;
        Ok(reviews::found(&rows, |product| {
            (
                format!("{} {}", product.offer.name, product.offer.specification),
                product.organisation.clone(),
            )
        }))
    })
}
