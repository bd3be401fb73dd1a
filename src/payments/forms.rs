//! The filter of the published rows, parsed from a query string; and the forms of a payment.

pub mod payment;
pub mod shares;

use super::model::Filter;
use crate::web::{page::Page, query::BadQuery};
use chrono::NaiveDate;

/// The filters of other ledgers, which payments do not have: they would cut published rows into
/// smaller pieces.
const NOT_PUBLISHED_BY: [&str; 2] = ["banner", "edition"];

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let month = query
        .get("month")
        .map(|month| read_month(month).ok_or(BadQuery::Value { name: "month".into() }))
        .transpose()?;
    Ok(Filter {
        buyer_kind: query.read("buyer_kind")?,
        buyer: query.read("buyer")?,
        month,
        period: query.read("period")?,
    })
}

/// Whether a link requests payments by a dimension that is not published.
pub fn is_withheld(page: &Page) -> bool {
    NOT_PUBLISHED_BY.iter().any(|name| !matches!(page.query.get(name), None | Some("all")))
}

/// `2020-09` as its first day.
fn read_month(text: &str) -> Option<NaiveDate> {
    let plain = text.len() == 7 && text.is_ascii();
    plain.then(|| format!("{text}-01").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_a_year_and_a_month() {
        assert_eq!(read_month("2020-09"), "2020-09-01".parse().ok());
        for odd in ["2020-13", "2020-9", "202009", "20２0-9", "", "2020-09-01"] {
            assert_eq!(read_month(odd), None, "{odd}");
        }
    }
}
