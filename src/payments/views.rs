//! Payments by month and by buyer.

use super::model::{BuyerMonth, MonthTotal};
use crate::{
    choices,
    kit::{
        lists::{Listing, PageLink},
        page::Page,
    },
    organisations::model::{OrganisationKind, Side},
    values::{amount::Amount, facet::FacetCounts, lang::Lang, rung::Payment, share::percent},
};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "payments/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub months: Vec<MonthTotal>,
    pub rows: Vec<BuyerMonth>,
}

impl Index {
    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个采购方月度合计", "buyer's month", "buyers' months")
    }

    /// How long a month's bar is, beside the largest month's.
    fn bar(&self, month: &MonthTotal) -> String {
        let most = self.months.iter().map(|m| m.amount).max().unwrap_or(Amount::ZERO);
        percent(month.amount.in_yuan(), most.in_yuan()).unwrap_or_else(|| "0%".into())
    }

    /// This list, of one month alone.
    fn of_month(&self, month: &NaiveDate) -> String {
        format!("/payments{}", self.page.query.with("month", &month.format("%Y-%m").to_string()).suffix())
    }

    fn of_buyer(&self, row: &BuyerMonth) -> String {
        let query = self.page.query.with("month", &row.month.format("%Y-%m").to_string());
        format!("/payments{}", query.with("buyer", &row.buyer_id.to_string()).suffix())
    }

    fn month_href(&self, month: &MonthTotal) -> String {
        let text = month.month.format("%Y-%m").to_string();
        let query = if self.page.query.get("month") == Some(&text) {
            self.page.query.without("month")
        } else {
            self.page.query.with("month", &text)
        };
        self.page.with(&query)
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("banner", "归属旗区", "Owner banner"), counts, page.banner_choices());
    list.facet(page, ("buyer_kind", "采购方类别", "Kind of buyer"), counts, choices!(page, OrganisationKind::of_side(Side::Buyer)));
    list.facet(page, ("edition", "由哪届签约而来", "Came from the signing of"), counts, page.edition_choices());
    let month = page.query.get("month").and_then(|text| format!("{text}-01").parse().ok());
    list.given(page, "month", month.map(|month| page.month(&month)));
    list.sum = Some(Amount::<Payment>::fen(counts.get("fen", "")).figure());
}
