//! The list of buyers and the buyer's page.

pub mod profile;

use super::model::{Buyer, FoundBuyer, OrganisationKind, Side};
use crate::{
    agreements, choices, contracts,
    ui::{
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{facet::FacetCounts, lang::Lang},
    web::{page::Page, structured::Structured},
};
use askama::Template;
use chrono::NaiveDate;
use serde_json::json;

#[derive(Template)]
#[template(path = "organisations/buyers.html")]
pub struct Buyers {
    pub page: Page,
    pub list: Listing,
    pub buyers: Vec<Buyer>,
}

impl Buyers {
    fn placeholder(&self) -> &str {
        self.page.t("采购方名称或拼音", "Name or pinyin")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "家采购方", "buyer", "buyers")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(
        page,
        ("kind", "类别", "Kind"),
        counts,
        choices!(page, OrganisationKind::of_side(Side::Buyer)),
    );
    list.facet(page, ("banner", "所在旗区", "Banner"), counts, page.banner_choices());
    let state_owned = page.query.get("kind") == Some("state_owned");
    list.given(page, "kind", state_owned.then(|| page.t("国有企业", "state-owned").to_string()));
    list.given(
        page,
        "with",
        Some(page.t("有在期框架协议", "with a framework agreement in force").to_string()),
    );
}

#[derive(Template)]
#[template(path = "organisations/buyer.html")]
pub struct ShowBuyer {
    pub page: Page,
    pub buyer: FoundBuyer,
    pub as_of: NaiveDate,
    pub ladder: Ladder,
    pub agreements: Vec<agreements::model::Row>,
    pub contracts: Vec<contracts::model::Row>,
}

impl ShowBuyer {
    fn organisation(&self) -> Structured {
        let (page, buyer) = (&self.page, &self.buyer);
        Structured::new(
            "Organization",
            json!({
                "name": buyer.name,
                "identifier": buyer.number,
                "description": buyer.introduction,
                "url": page.canonical(),
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": page.t(&buyer.division, &buyer.division_en),
                    "addressRegion": buyer.banner_code.as_ref().map(|code| page.banner_name(code)),
                    "addressCountry": "CN",
                },
            }),
        )
    }
}
