//! What the site knows of projects.

use super::{handlers::routes, model::trail::PROJECTS};
use crate::web::{
    declaration::{
        Declaration,
        links::{Index, Link},
        lists::List,
    },
    noun::Noun,
};

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[Link::new(Index::Ledgers, "签约项目", "Signed projects", "/projects")
            .in_menu("签约与合同", "Deals")
            .in_dock("账本", "Deals", "i-ledger")],
        public_lists: &[List::new(
            "projects",
            "/projects",
            &[
                "edition",
                "q",
                "type",
                "banner",
                "buyer_kind",
                "stage",
                "renewal",
                "buyer",
                "supplier",
                "as_of",
            ],
        )
        .by_edition()],
        filters: &[("project", "签约项目", "Project")],
        announces: &["projects"],
        reads: &[("/projects", &["organisations", "projects"])],
        records: &[&PROJECTS],
        ..Declaration::NONE
    },
);
