//! What the site knows of registrations.

use super::{
    handlers::{flashes, routes},
    model::{
        RegistrationScope, State,
        rights::{REVIEW_REGISTRATIONS, SEE_REGISTRATIONS},
        trail::REGISTRATIONS,
    },
    store,
};
use crate::{
    values::facet::FacetCounts,
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
        rail: &[RailLink::new(
            160,
            ("登记", "Registrations"),
            "/admin/registrations",
            SEE_REGISTRATIONS,
        )],
        flashes: flashes::ALL,
        records: &[&REGISTRATIONS],
        waits: Some(Waits { tasks: &[&TO_ADMIT], count: waits }),
        finds: Some(Finds { place: 60, right: SEE_REGISTRATIONS, find }),
        ..Declaration::NONE
    },
);

const TO_ADMIT: Task = Task {
    right: REVIEW_REGISTRATIONS,
    place: 20,
    title: ("主体登记待审核", "Registrations to review"),
    what: ("通过后开通主体和账号", "Once admitted, they get an organisation and an account"),
    path: "/admin/registrations?state=submitted",
};

fn waits(desk: DeskContext<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Waiting>>> {
    Box::pin(async move {
        let banner = desk.viewer.scope.banner();
        let whose = RegistrationScope { banner: banner.cloned(), ..RegistrationScope::default() };
        let counts = FacetCounts(store::counts(desk.pool, &whose, banner).await?);
        Ok(vec![Waiting::new(&TO_ADMIT, counts.get("state", State::Submitted.code()))])
    })
}

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let whose = RegistrationScope {
            banner: search.desk.viewer.scope.banner().cloned(),
            typed: Some(search.typed.to_string()),
            ..RegistrationScope::default()
        };
        let rows = store::list(search.desk.pool, &whose, ASKED, 0).await?;
        Ok(Group::of(("登记", "Registrations"), ("/admin/registrations", ""), &rows, |one| Hit {
            name: one.application.legal.name.clone(),
            path: one.id.path(),
            beside: one.application.contact_name.clone(),
            state: both(|lang| one.state.name(lang)),
        }))
    })
}
