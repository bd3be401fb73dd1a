//! What the site knows of fairs.

use super::{
    handlers::{flashes, routes},
    model::{rights::SEE_EDITIONS, trail::EDITIONS},
};
use crate::web::{
    declaration::{
        Declaration,
        links::{Index, Link, RailLink},
        lists::List,
    },
    noun::Noun,
};

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[
            Link::new(Index::Fair, "历届对照", "Editions side by side", "/fairs")
                .in_menu("历届", "Editions"),
            Link::new(Index::Fair, "平面图", "Floor plan", "/fairs/{edition}/floor-plan"),
            Link::new(Index::Fair, "现场销售", "On-site sales", "/fairs/{edition}/sales"),
        ],
        rail: &[RailLink::new(
            180,
            ("届次与展位", "Editions and booths"),
            "/admin/editions",
            SEE_EDITIONS,
        )
        .also(&["/admin/booths", "/admin/zones"])],
        flashes: flashes::ALL,
        public_lists: &[
            List::new("editions", "/fairs", &["as_of"]),
            List::new(
                "sales",
                "/fairs/{ordinal}/sales",
                &["edition", "day", "banner", "category", "zone", "as_of"],
            ),
        ],
        dated: &["/fairs/{ordinal}", "/fairs/{ordinal}/sales"],
        announces: &["fairs"],
        reads: &[("/fairs/{ordinal}/sales", &["exhibitors", "organisations", "products"])],
        records: &[&EDITIONS],
        ..Declaration::NONE
    },
);
