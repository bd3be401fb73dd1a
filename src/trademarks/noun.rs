//! What the site knows of trademarks.

use super::{
    handlers::{flashes, routes},
    model::{TrademarkScope, trail::TRADEMARKS},
    store,
};
use crate::{
    products::model::rights::{OFFER_PRODUCTS, REVIEW_PRODUCTS, SEE_PRODUCTS},
    reviews,
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, DeskContext, Finds, Group, Search, Task, Waiting, Waits},
            links::RailLink,
        },
        noun::Noun,
    },
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[
            RailLink::new(50, ("商标", "Trademarks"), "/my/trademarks", OFFER_PRODUCTS),
            RailLink::new(140, ("商标", "Trademarks"), "/admin/trademarks", SEE_PRODUCTS),
        ],
        flashes: flashes::ALL,
        records: &[&TRADEMARKS],
        waits: Some(Waits { tasks: &[&TO_VERIFY, &RETURNED, &ENDING], count: waits }),
        finds: Some(Finds { place: 50, right: SEE_PRODUCTS, find }),
        ..Declaration::NONE
    },
);

const TO_VERIFY: Task = Task {
    right: REVIEW_PRODUCTS,
    place: 40,
    title: ("商标待核验", "Trademarks to verify"),
    what: (
        "核验注册证，核验后品牌公开",
        "Check the registration; once verified, the brand is public",
    ),
    path: "/admin/trademarks?state=submitted",
};

const RETURNED: Task = Task {
    right: OFFER_PRODUCTS,
    place: 160,
    title: ("退回的商标", "Trademarks returned"),
    what: ("按旗区意见修改后重新提交核验", "Correct them as the banner asked, and resubmit"),
    path: "/my/trademarks?state=returned",
};

const ENDING: Task = Task {
    right: OFFER_PRODUCTS,
    place: 170,
    title: ("即将到期的商标", "Trademarks expiring soon"),
    what: ("半年内到期，续展后登记下一期", "Within six months: once renewed, add the next term"),
    path: "/my/trademarks?state=verified",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let whose = TrademarkScope {
            organisation: desk.viewer.scope.organisation(),
            banner: desk.viewer.scope.banner().cloned(),
            ..TrademarkScope::default()
        };
        let waits = store::waits(desk.pool, &whose, desk.today).await?;
        Ok(vec![
            Waiting::new(&TO_VERIFY, waits.to_verify),
            Waiting::new(&RETURNED, waits.returned),
            Waiting::new(&ENDING, waits.ending),
        ])
    })
}

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let whose = TrademarkScope {
            banner: search.desk.viewer.scope.banner().cloned(),
            typed: Some(search.typed.to_string()),
            ..TrademarkScope::default()
        };
        let rows = store::list(search.desk.pool, &whose, ASKED, 0).await?;
        Ok(reviews::found(&rows, |held| {
            (format!("{} {}", held.claim.brand, held.claim.number), held.organisation.clone())
        }))
    })
}
