//! Published payments: by the month ends at which they were published, and row by row. Single ones
//! for their parties and the office.

pub mod entering;
pub mod office;
mod pour;
pub mod statement;
pub mod three_way;

use super::model::{
    Filter,
    publication::{Period, Publication, Row, Span},
};
use crate::{
    choices,
    organisations::model::{OrganisationKind, Side},
    ui::lists::{Listing, PageLink, Position},
    values::{
        amount::Amount,
        day,
        facet::{FacetCount, FacetCounts},
        ids::OrganisationId,
        lang::Lang,
        rung::Payment,
        share::percent,
    },
    web::page::Page,
};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, HashMap};

/// The part of a publication that a filter leaves.
pub struct Listed<'a> {
    publication: &'a Publication,
    filter: Filter,
    /// The latest first.
    pub rows: Vec<&'a Row>,
}

impl<'a> Listed<'a> {
    pub fn new(publication: &'a Publication, filter: Filter) -> Self {
        let mut rows: Vec<&Row> =
            publication.rows().iter().filter(|row| filter.takes(row)).collect();
        rows.sort_by_key(|row| {
            (std::cmp::Reverse(row.period.to), row.period.span, std::cmp::Reverse(row.amount))
        });
        Self { publication, filter, rows }
    }

    pub fn on_page(&self, position: Position) -> Vec<Row> {
        let skipped = usize::try_from(position.offset()).unwrap_or(usize::MAX);
        self.rows
            .iter()
            .skip(skipped)
            .take(usize::try_from(position.size).unwrap_or_default())
            .map(|row| (*row).clone())
            .collect()
    }

    /// The sum published at each month end, for the filter without its month.
    pub fn months(&self) -> Vec<(NaiveDate, Amount<Payment>)> {
        let filter = Filter { month: None, ..self.filter };
        let mut months: BTreeMap<NaiveDate, Amount<Payment>> = BTreeMap::new();
        for row in self.publication.rows().iter().filter(|row| filter.takes(row)) {
            let sum = months.entry(row.period.to).or_default();
            *sum = *sum + row.amount;
        }
        months.into_iter().collect()
    }

    /// The number of rows that each value of `name` would leave, beside the other filters.
    fn counts(
        &self,
        name: &str,
        others: Filter,
        value: impl Fn(&Row) -> Option<&'static str>,
    ) -> Vec<FacetCount> {
        let mut counts: BTreeMap<&'static str, i64> = BTreeMap::new();
        for value in
            self.publication.rows().iter().filter(|row| others.takes(row)).filter_map(value)
        {
            *counts.entry(value).or_default() += 1;
        }
        counts
            .into_iter()
            .map(|(value, count)| FacetCount { facet: name.into(), value: value.into(), count })
            .collect()
    }
}

pub fn facets(page: &Page, list: &mut Listing, listed: &Listed) {
    let kinds = Filter { buyer_kind: None, ..listed.filter };
    let periods = Filter { period: None, ..listed.filter };
    let mut counts =
        listed.counts("buyer_kind", kinds, |row| row.buyer.map(|buyer| buyer.kind.code()));
    counts.extend(listed.counts("period", periods, |row| Some(row.period.span.code())));
    let counts = FacetCounts(counts);
    list.facet(
        page,
        ("buyer_kind", "采购方类别", "Kind of buyer"),
        &counts,
        choices!(page, OrganisationKind::of_side(Side::Buyer)),
    );
    let spans = Span::ALL.map(|span| (span.code().to_string(), span_name(page, span).to_string()));
    list.facet(page, ("period", "公布周期", "Published by"), &counts, spans);
    let month = listed
        .filter
        .month
        .map(|month| format!("{}{}", page.t("截至期末 ", "Period ended in "), page.month(&month)));
    list.given(page, "month", month);
    list.sum = Some(listed.rows.iter().map(|row| row.amount).sum::<Amount<Payment>>().figure());
}

fn span_name(page: &Page, span: Span) -> &str {
    match span {
        Span::Month => page.t("月", "Month"),
        Span::Quarter => page.t("季度", "Quarter"),
        Span::Year => page.t("年", "Year"),
        Span::Pool => page.t("多家合计", "Several buyers combined"),
    }
}

/// A published row, in words.
pub struct Line {
    pub buyer: String,
    /// The page of the buyer; the pool has none.
    pub href: Option<String>,
    pub period: String,
    pub amount: Amount<Payment>,
    /// This row alone.
    pub query: String,
}

impl Line {
    pub fn new(page: &Page, row: Row, names: &HashMap<OrganisationId, String>) -> Self {
        let query = page
            .query
            .with("month", &row.period.to.format("%Y-%m").to_string())
            .with("period", row.period.span.code());
        let query = row
            .buyer
            .map_or_else(|| query.clone(), |buyer| query.with("buyer", &buyer.id.to_string()));
        Self {
            buyer: match row.buyer {
                Some(buyer) => {
                    names.get(&buyer.id).cloned().unwrap_or_else(|| buyer.id.to_string())
                }
                None if page.zh() => format!("其他采购方合计，{} 家", row.buyers),
                None => format!("{} other buyers combined", row.buyers),
            },
            href: row.buyer.map(|buyer| page.href(buyer.id.buyer_path())),
            period: period(page, row.period),
            amount: row.amount,
            query: format!("/payments{}", query.suffix()),
        }
    }
}

/// `2020年8月`, `2020年第三季度其余月份`, `2019年`.
fn period(page: &Page, period: Period) -> String {
    let (year, quarter) = (period.to.year(), period.to.month0() / 3);
    let whole = match (period.span, page.lang) {
        (Span::Month, lang) => day::month(period.to, lang),
        (Span::Quarter, Lang::Zh) => {
            format!("{year}年第{}季度", ["一", "二", "三", "四"][quarter as usize % 4])
        }
        (Span::Quarter, Lang::En) => format!("Q{} {year}", quarter + 1),
        (Span::Year | Span::Pool, lang) => {
            let from = if period.from.year() == year {
                String::new()
            } else {
                format!("{}{}", period.from.year(), lang.t("—", "–"))
            };
            format!("{from}{year}{}", lang.t("年", ""))
        }
    };
    match (period.is_rest, page.lang) {
        (false, _) => whole,
        (true, Lang::Zh) => format!("{whole}其余月份"),
        (true, Lang::En) => format!("Other months of {whole}"),
    }
}

#[derive(Template)]
#[template(path = "payments/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    /// The month end as of which payments are shown.
    pub day: NaiveDate,
    pub months: Vec<(NaiveDate, Amount<Payment>)>,
    pub lines: Vec<Line>,
}

impl Index {
    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "个公布周期合计", "published total", "published totals")
    }

    /// The length of a month's bar, relative to the largest month's.
    fn bar(&self, amount: &Amount<Payment>) -> String {
        let most = self.months.iter().map(|(_, amount)| *amount).max().unwrap_or(Amount::ZERO);
        percent(amount.in_yuan().max(Amount::<Payment>::ZERO.in_yuan()), most.in_yuan())
            .unwrap_or_else(|| "0%".into())
    }

    /// This list, of one month alone.
    fn of_month(&self, month: &NaiveDate) -> String {
        format!(
            "/payments{}",
            self.page.query.with("month", &month.format("%Y-%m").to_string()).suffix()
        )
    }

    fn month_href(&self, month: &NaiveDate) -> String {
        let text = month.format("%Y-%m").to_string();
        let query = if self.page.query.get("month") == Some(&text) {
            self.page.query.without("month")
        } else {
            self.page.query.with("month", &text)
        };
        self.page.with(&query)
    }
}

/// The page for filters that payments are not published by.
#[derive(Template)]
#[template(path = "payments/withheld.html")]
pub struct Withheld {
    pub page: Page,
}
