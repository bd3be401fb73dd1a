//! The list of deliveries and the delivery's page. No view here knows a household category.

pub mod accepting;
pub mod office;
pub mod sending;

use super::model::{DeliveryDetails, DeliveryState, Goods, Kind, Origin, Row};
use crate::{
    choices,
    organisations::model::{OrganisationKind, Side},
    products::model::Category,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
    },
    values::{amount::Amount, facet::FacetCounts, lang::Lang, rung::Purchase},
    web::page::Page,
};
use askama::Template;

#[derive(Template)]
#[template(path = "deliveries/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub deliveries: Vec<Row>,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("到货单号或合同号", "Delivery or contract number")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "次到货", "delivery", "deliveries")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("kind", "合同", "Contract"), counts, choices!(page, Kind::ALL));
    let states = DeliveryState::ALL
        .iter()
        .copied()
        .filter(|state| !matches!(state, DeliveryState::PartlyAccepted | DeliveryState::Planned));
    list.facet(page, ("state", "货物", "Goods"), counts, choices!(page, states));
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
        "agreement",
        Some(page.t("一份框架协议项下", "under one framework agreement").to_string()),
    );
    list.given(page, "contract", Some(page.t("一份合同项下", "under one contract").to_string()));
    list.given(page, "product", Some(page.t("只计一种产品", "one product only").to_string()));
    let category = page.query.get("category").and_then(Category::find);
    list.given(page, "category", category.map(|category| category.name(page.lang).to_string()));
    list.sum = Some(Amount::<Purchase>::fen(counts.get("fen", "")).figure());
}

#[derive(Template)]
#[template(path = "deliveries/show.html")]
pub struct Show {
    pub page: Page,
    pub delivery: DeliveryDetails,
    pub goods: Vec<Goods>,
    pub origins: Vec<Origin>,
    pub state: DeliveryState,
    pub purchase: Amount<Purchase>,
}

impl Show {
    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        let above = match (self.delivery.contract_id, &self.delivery.contract) {
            (Some(id), Some(number)) => (number.clone(), id.path()),
            _ => (
                page.t("合同外采购", "Off-contract").to_string(),
                "/deliveries?kind=off_contract".to_string(),
            ),
        };
        page.crumbs()
            .to(page.t("到货验收", "Deliveries"), "/deliveries")
            .and(Some(above))
            .here(&self.delivery.number)
    }
}
