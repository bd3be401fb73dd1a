//! What the site knows of organisations.

use super::{
    handlers::{flashes, routes},
    model::{profile::ProfileScope, rights::SEE_ORGANISATIONS, trail::ORGANISATIONS},
    store::profile,
};
use crate::{
    identity::model::permissions::SEE_OWN_HOME,
    web::{
        declaration::{
            Declaration,
            desk::{ASKED, Finds, Group, Hit, Search, both},
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
        links: &[Link::new(Index::Directory, "采购单位", "Buyers", "/buyers").under("/projects")],
        rail: &[
            RailLink::new(20, ("资料", "Profile"), "/my/profile", SEE_OWN_HOME)
                .also(&["/my/history"]),
            RailLink::new(
                150,
                ("主体", "Organisations"),
                "/admin/organisations",
                SEE_ORGANISATIONS,
            ),
        ],
        flashes: flashes::ALL,
        public_lists: &[List::new("buyers", "/buyers", &["q", "banner", "kind", "with", "as_of"])],
        dated: &["/buyers/{id}"],
        filters: &[("buyer", "采购方", "Buyer"), ("supplier", "供货方", "Supplier")],
        announces: &["organisations"],
        records: &[&ORGANISATIONS],
        finds: Some(Finds { place: 20, right: SEE_ORGANISATIONS, find }),
        ..Declaration::NONE
    },
);

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let whose = ProfileScope {
            banner: search.desk.viewer.scope.banner().cloned(),
            search: Some(search.query.clone()),
            ..ProfileScope::default()
        };
        let rows = profile::list(search.desk.pool, &whose, ASKED, 0).await?;
        Ok(Group::of(("主体", "Organisations"), ("/admin/organisations", ""), &rows, |own| Hit {
            name: own.legal.name.clone(),
            path: own.id.path(),
            beside: own.number.clone(),
            state: both(|lang| own.legal.kind.name(lang)),
        }))
    })
}
