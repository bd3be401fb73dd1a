//! What the site knows of certificates.

use super::{
    handlers::{flashes, routes},
    model::{CertificationScope, trail::CERTIFICATIONS},
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
            RailLink::new(40, ("证书", "Certificates"), "/my/certifications", OFFER_PRODUCTS),
            RailLink::new(130, ("证书", "Certificates"), "/admin/certifications", SEE_PRODUCTS),
        ],
        flashes: flashes::ALL,
        records: &[&CERTIFICATIONS],
        waits: Some(Waits { tasks: &[&TO_VERIFY, &RETURNED, &ENDING], count: waits }),
        finds: Some(Finds { place: 40, right: SEE_PRODUCTS, find }),
        ..Declaration::NONE
    },
);

const TO_VERIFY: Task = Task {
    right: REVIEW_PRODUCTS,
    place: 30,
    title: ("证书待核验", "Certificates to verify"),
    what: ("核验扫描件，核验后标志公开", "Check the scan; once verified, the badge is public"),
    path: "/admin/certifications?state=submitted",
};

const RETURNED: Task = Task {
    right: OFFER_PRODUCTS,
    place: 140,
    title: ("退回的证书", "Certificates returned"),
    what: ("按旗区意见修改后重新提交核验", "Correct them as the banner asked, and resubmit"),
    path: "/my/certifications?state=returned",
};

const ENDING: Task = Task {
    right: OFFER_PRODUCTS,
    place: 150,
    title: ("即将到期的证书", "Certificates expiring soon"),
    what: ("六十天内到期，续展后登记新证书", "Within sixty days: once renewed, add the new one"),
    path: "/my/certifications?state=verified",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let whose = CertificationScope {
            organisation: desk.viewer.scope.organisation(),
            banner: desk.viewer.scope.banner().cloned(),
            ..CertificationScope::default()
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
        let whose = CertificationScope {
            banner: search.desk.viewer.scope.banner().cloned(),
            typed: Some(search.typed.to_string()),
            ..CertificationScope::default()
        };
        let rows = store::list(search.desk.pool, &whose, ASKED, 0).await?;
        Ok(reviews::found(&rows, |held| (held.claim.number.clone(), held.organisation.clone())))
    })
}
