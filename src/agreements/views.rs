//! The list of framework agreements and the agreement's page.

pub mod office;
mod ruler;

use super::model::{AgreementDetails, AgreementState, IN_TERM, Row};
use crate::{
    choices, contracts,
    organisations::model::{OrganisationKind, Side},
    ui::{
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{amount::Amount, facet::FacetCounts, lang::Lang, rung::Framework},
    web::page::Page,
};
use askama::Template;

#[derive(Template)]
#[template(path = "agreements/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub rows: Vec<Row>,
    /// The number of listed agreements in force, which the sum covers.
    pub standing: i64,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("标题、编号、供货方或采购方", "Title, number, supplier or buyer")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份", "agreement", "agreements")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let mut states = choices!(page, AgreementState::ALL.iter().copied());
    states.insert(2, (IN_TERM.to_string(), page.t("在期", "In term").to_string()));
    list.facet(page, ("state", "状态", "State"), counts, states);
    let ceilings = [("set", "已约定上限", "ceiling set"), ("open", "未约定上限", "no ceiling set")];
    list.facet(
        page,
        ("ceiling", "上限", "Ceiling"),
        counts,
        ceilings.map(|(code, zh, en)| (code.to_string(), page.t(zh, en).to_string())),
    );
    list.facet(page, ("banner", "归属旗区", "Credited banner"), counts, page.banner_choices());
    list.facet(
        page,
        ("buyer_kind", "采购方类别", "Kind of buyer"),
        counts,
        choices!(page, OrganisationKind::of_side(Side::Buyer)),
    );
    list.facet(
        page,
        ("edition", "来源届次", "From the signing of"),
        counts,
        page.edition_choices(),
    );
    list.given(
        page,
        "project",
        Some(page.t("来源于一个签约项目", "from one signed project").to_string()),
    );
    list.given(
        page,
        "product",
        Some(page.t("其合同含有一种产品", "whose contracts have one product").to_string()),
    );
    list.sum = Some(Amount::<Framework>::fen(counts.get("fen", "")).figure());
}

#[derive(Template)]
#[template(path = "agreements/show.html")]
pub struct Show {
    pub page: Page,
    pub agreement: AgreementDetails,
    pub ladder: Ladder,
    pub contracts: Vec<contracts::model::Row>,
    pub contracts_total: i64,
}
