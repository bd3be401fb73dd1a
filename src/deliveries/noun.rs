//! What the site knows of deliveries.

use super::{
    handlers::{flashes, routes},
    model::{
        reach::Reach,
        rights::{
            ACCEPT_OWN_GOODS, ENTER_DELIVERIES, SEE_DELIVERIES, SEE_OWN_DELIVERIES, SEND_OWN_GOODS,
        },
        trail::DELIVERIES,
    },
    store::office,
};
use crate::web::{
    declaration::{
        Declaration,
        desk::{DeskContext, Task, Waiting, Waits},
        links::{Index, Link, RailLink},
        lists::List,
    },
    noun::Noun,
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[
            Link::new(Index::Ledgers, "到货验收", "Deliveries", "/deliveries").under("/projects")
        ],
        public_lists: &[List::new(
            "deliveries",
            "/deliveries",
            &[
                "edition",
                "banner",
                "buyer_kind",
                "buyer",
                "supplier",
                "as_of",
                "q",
                "kind",
                "state",
                "category",
                "contract",
                "project",
                "agreement",
                "product",
                "village",
                "township",
            ],
        )],
        rail: &[
            RailLink::new(55, ("到货", "Deliveries"), "/my/deliveries", SEE_OWN_DELIVERIES),
            RailLink::new(109, ("到货", "Deliveries"), "/admin/deliveries", SEE_DELIVERIES),
        ],
        flashes: flashes::ALL,
        records: &[&DELIVERIES],
        waits: Some(Waits {
            tasks: &[&TO_ACCEPT, &DISPUTED, &LATE, &OWN_DISPUTED, &OWN_LATE, &OWN_TO_ACCEPT],
            count: waits,
        }),
        announces: &["deliveries"],
        ..Declaration::NONE
    },
);

const OWN_TO_ACCEPT: Task = Task {
    right: ACCEPT_OWN_GOODS,
    place: 63,
    title: ("到货待验收", "Deliveries to accept"),
    what: ("到货后逐行验收", "Decide on them line by line"),
    path: "/my/deliveries?stage=to_accept",
};

const OWN_DISPUTED: Task = Task {
    right: SEE_OWN_DELIVERIES,
    place: 61,
    title: ("有争议的到货", "Disputed deliveries"),
    what: ("回话，或同意对方的办法", "Answer, or agree to what the other side offers"),
    path: "/my/deliveries?stage=disputed",
};

const OWN_LATE: Task = Task {
    right: SEND_OWN_GOODS,
    place: 62,
    title: ("到期未发的货", "Goods due and not shipped"),
    what: ("发货后标为已发", "Mark them as shipped once they are"),
    path: "/my/deliveries?stage=late",
};

const TO_ACCEPT: Task = Task {
    right: ENTER_DELIVERIES,
    place: 92,
    title: ("到货待验收", "Deliveries to accept"),
    what: ("提醒采购方验收，或代录", "Remind the buyer, or enter it for them"),
    path: "/admin/deliveries?stage=to_accept",
};

const DISPUTED: Task = Task {
    right: ENTER_DELIVERIES,
    place: 93,
    title: ("有争议的到货", "Disputed deliveries"),
    what: ("双方谈不拢的，由旗区或组委会裁定", "Decide those that the two sides cannot settle"),
    path: "/admin/deliveries?stage=disputed",
};

const LATE: Task = Task {
    right: ENTER_DELIVERIES,
    place: 94,
    title: ("到期未发的货", "Goods due and not shipped"),
    what: ("提醒供货方", "Remind the supplier"),
    path: "/admin/deliveries?stage=late",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let works = office::works(desk.pool, &Reach::of(desk.viewer), desk.today).await?;
        Ok(vec![
            Waiting::new(&TO_ACCEPT, works.to_accept),
            Waiting::new(&OWN_TO_ACCEPT, works.to_accept),
            Waiting::new(&DISPUTED, works.disputed),
            Waiting::new(&OWN_DISPUTED, works.disputed),
            Waiting::new(&LATE, works.late),
            Waiting::new(&OWN_LATE, works.late),
        ])
    })
}
