//! What the site knows of the hall.

use super::{
    handlers::{flashes, routes},
    model::{
        rights::ASSIGN_BOOTHS,
        trail::{BOOTHS, ZONES},
    },
    store::seats,
};
use crate::web::{
    declaration::{
        Declaration,
        desk::{DeskContext, Task, Waiting, Waits},
    },
    noun::Noun,
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        flashes: flashes::ALL,
        filters: &[("zone", "展区", "Zone")],
        reads: &[("/fairs/{ordinal}/floor-plan", &["exhibitors", "organisations", "products"])],
        records: &[&ZONES, &BOOTHS],
        waits: Some(Waits { tasks: &[&WITHOUT_BOOTH], count: waits }),
        ..Declaration::NONE
    },
);

const WITHOUT_BOOTH: Task = Task {
    right: ASSIGN_BOOTHS,
    place: 80,
    title: ("未分配展位的展商", "Exhibitors without a booth"),
    what: ("已批准，待分配展位", "Approved, waiting for a booth"),
    path: "/admin/editions",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        Ok(vec![Waiting::new(&WITHOUT_BOOTH, seats::count_waiting(desk.pool).await?)])
    })
}
