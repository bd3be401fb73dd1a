//! What the site knows of places.

use super::handlers::routes;
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
        links: &[
            Link::new(Index::Places, "九个旗区", "Banners", "/banners").in_menu("旗区", "Banners"),
            Link::new(Index::Places, "嘎查村", "Villages", "/villages").under("/banners"),
        ],
        public_lists: &[
            List::new("banners", "/banners", &["edition", "as_of"]),
            List::new(
                "villages",
                "/villages",
                &["q", "banner", "with", "kind", "township", "as_of"],
            ),
        ],
        dated: &["/banners/{code}", "/villages/{code}"],
        filters: &[("township", "苏木乡镇", "Township"), ("village", "嘎查村", "Village")],
        announces: &["places"],
        ..Declaration::NONE
    },
);
