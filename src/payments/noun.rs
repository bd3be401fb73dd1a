//! What the site knows of payments.

use super::{
    handlers::{flashes, routes},
    model::{
        rights::{ENTER_OWN_PAYMENTS, ENTER_PAYMENTS, SEE_OWN_PAYMENTS, SEE_PAYMENTS},
        trail::{DIFFERENCES, PAYMENTS},
    },
    store::office,
};
use crate::{
    deliveries::model::reach::Reach,
    web::{
        declaration::{
            Declaration,
            desk::{DeskContext, Task, Waiting, Waits},
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
        links: &[Link::new(Index::Ledgers, "付款", "Payments", "/payments").under("/projects")],
        public_lists: &[List::new(
            "payments",
            "/payments",
            &["buyer_kind", "buyer", "month", "period", "as_of"],
        )],
        rail: &[
            RailLink::new(56, ("付款", "Payments"), "/my/payments", SEE_OWN_PAYMENTS),
            RailLink::new(57, ("三方核对", "Three-way check"), "/my/three-way", SEE_OWN_PAYMENTS),
            RailLink::new(112, ("付款", "Payments"), "/admin/payments", SEE_PAYMENTS),
            RailLink::new(113, ("三方核对", "Three-way check"), "/admin/three-way", SEE_PAYMENTS),
        ],
        flashes: flashes::ALL,
        records: &[&PAYMENTS, &DIFFERENCES],
        waits: Some(Waits { tasks: &[&PREPAID, &OWN_PREPAID], count: waits }),
        announces: &["payments"],
        ..Declaration::NONE
    },
);

const OWN_PREPAID: Task = Task {
    right: ENTER_OWN_PAYMENTS,
    place: 64,
    title: ("有预付的付款", "Prepaid payments"),
    what: ("货验收后分到行", "Divide them once the goods are accepted"),
    path: "/my/payments?stage=prepaid",
};

const PREPAID: Task = Task {
    right: ENTER_PAYMENTS,
    place: 95,
    title: ("有预付的付款", "Prepaid payments"),
    what: ("请采购方分到行，或代录", "Ask the buyer to divide them, or enter it for them"),
    path: "/admin/payments?stage=prepaid",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let prepaid = office::prepaid(desk.pool, &Reach::of(desk.viewer)).await?;
        Ok(vec![Waiting::new(&PREPAID, prepaid), Waiting::new(&OWN_PREPAID, prepaid)])
    })
}
