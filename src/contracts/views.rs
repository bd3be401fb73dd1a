//! The list of contracts and the contract's page.

pub mod amendment;
pub mod office;

use super::model::{
    Amendment, ContractDetails, ContractState, Line, Method, Row, SupplyingVillage,
};
use crate::{
    choices, deliveries,
    fairs::model::ordinal,
    organisations::model::{OrganisationKind, Side},
    ui::{
        ladder::Ladder,
        lists::{Listing, PageLink},
    },
    values::{
        amount::Amount,
        facet::FacetCounts,
        lang::Lang,
        rung::{Contract, Purchase},
    },
    web::page::Page,
};
use askama::Template;

#[derive(Template)]
#[template(path = "contracts/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub rows: Vec<Row>,
    /// The number of listed contracts that count in the sum.
    pub standing: i64,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("标题、合同号、供货方或采购方", "Title, number, supplier or buyer")
    }

    /// The accepted goods of a contract; of one product where the list is filtered by it.
    fn accepted(&self, row: &Row) -> String {
        let product = self
            .page
            .query
            .get("product")
            .map_or(String::new(), |id| format!("&product={}", id.trim()));
        format!("/deliveries?kind=contract&state=accepted&contract={}{product}", row.id)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份合同", "contract", "contracts")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let standing = (
        "standing".to_string(),
        page.t("计入统计（已签订、履行中、已完成）", "Counted (signed, performing, completed)")
            .to_string(),
    );
    let states = ContractState::ALL.iter().copied().filter(|state| state.is_public());
    list.facet(
        page,
        ("state", "状态", "State"),
        counts,
        std::iter::once(standing).chain(choices!(page, states)),
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
        ("method", "采购方式", "Method"),
        counts,
        choices!(page, Method::ALL.iter().copied()),
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
    list.given(
        page,
        "product",
        Some(page.t("只计一种产品的行", "lines of one product only").to_string()),
    );
    list.sum = Some(Amount::<Contract>::fen(counts.get("fen", "")).figure());
}

#[derive(Template)]
#[template(path = "contracts/show.html")]
pub struct Show {
    pub page: Page,
    pub contract: ContractDetails,
    pub ladder: Ladder,
    pub lines: Vec<Line>,
    pub amendments: Vec<Amendment>,
    pub villages: Vec<SupplyingVillage>,
    pub deliveries: Vec<deliveries::model::Row>,
    pub more_deliveries: bool,
    pub purchase: Amount<Purchase>,
}

impl Show {
    /// The ceremony at which it was signed: the edition's address and its name.
    fn ceremony(&self) -> Option<(String, String)> {
        let number = self.contract.ceremony?;
        let name = match self.page.zh() {
            true => format!("{}签约仪式", ordinal(number, self.page.lang)),
            false => format!("at the {} fair's ceremony", ordinal(number, self.page.lang)),
        };
        Some((self.page.href(format!("/fairs/{number}")), name))
    }

    fn is_amended(&self) -> bool {
        self.contract.amount != self.contract.signed_amount
    }

    fn change(&self) -> String {
        let change = self.contract.amount - self.contract.signed_amount;
        let said = Amount::<Contract>::yuan(change.in_yuan().abs()).say(self.page.lang).line();
        let grew = change.in_yuan().is_sign_positive();
        format!(
            "{} {said}",
            if grew { self.page.t("增加", "added") } else { self.page.t("减少", "took off") }
        )
    }

    fn present(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.removed_by.is_none())
    }

    fn former(&self) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.removed_by.is_some()).collect()
    }

    fn signed_change(&self, amendment: &Amendment) -> String {
        let sign = if amendment.amount_change.in_yuan().is_sign_negative() { "" } else { "+" };
        format!("{sign}{}", amendment.amount_change.say(self.page.lang).line())
    }
}
