//! What the site knows of users.

use super::{
    handlers::{flashes, routes},
    model::{
        Filter,
        permissions::{OWN_ACCOUNT, SEE_USERS},
        trail::{SAVED_FILTERS, USERS},
    },
    store,
};
use crate::web::{
    declaration::{
        Declaration,
        desk::{ASKED, Finds, Group, Hit, Search, both},
        links::RailLink,
    },
    noun::Noun,
};
use futures_util::future::BoxFuture;

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        rail: &[
            RailLink::new(200, ("用户", "Users"), "/admin/users", SEE_USERS),
            RailLink::new(900, ("账户", "Account"), "/account", OWN_ACCOUNT),
        ],
        flashes: flashes::ALL,
        announces: &["identity"],
        records: &[&USERS, &SAVED_FILTERS],
        finds: Some(Finds { place: 70, right: SEE_USERS, find }),
        ..Declaration::NONE
    },
);

fn find(search: Search<'_>) -> BoxFuture<'_, sqlx::Result<Vec<Group>>> {
    Box::pin(async move {
        let filter = Filter { typed: Some(search.typed.to_string()), ..Filter::default() };
        let rows = store::list(search.desk.pool, &filter, ASKED, 0).await?;
        Ok(Group::of(("用户", "Users"), ("/admin/users", ""), &rows, |user| Hit {
            name: user.login.clone(),
            path: user.id.path(),
            beside: user.name.clone(),
            state: both(|lang| user.role.name(lang)),
        }))
    })
}
