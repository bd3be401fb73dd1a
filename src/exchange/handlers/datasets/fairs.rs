//! Editions, and their on-site sales.

use super::{Dataset, Sliced, after_key, following};
use crate::{
    exchange::{
        handlers::overviews,
        model::{
            money::Yuan,
            openapi::Parameter,
            parameters::{self, Default},
            parties::{EditionRecord, SalesRecord},
            span::Slice,
        },
    },
    exhibitors::{
        self,
        model::{SalesFilter, onsite},
    },
    fairs,
    http::state::App,
    site::model::Site,
    web::page::Page,
};

pub struct Editions;

impl Dataset for Editions {
    const NAME: &'static str = "editions";
    const TITLE: (&'static str, &'static str) = ("历届展会", "Editions");
    type Record = EditionRecord;

    fn filters(_: &Site, _: Default) -> Vec<Parameter> {
        parameters::editions()
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<EditionRecord> {
        let records = overviews::editions(app, page, None).await?;
        Ok(Slice::cut(after_key(records, after, limit), limit))
    }
}

pub struct Sales;

impl Dataset for Sales {
    const NAME: &'static str = "sales";
    const TITLE: (&'static str, &'static str) =
        ("现场销售（按天和类别）", "On-site sales by day and category");
    type Record = SalesRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::sales(site)
    }

    async fn slice(app: &App, page: &Page, after: Option<&str>, limit: i64) -> Sliced<SalesRecord> {
        let filter = fairs::forms::sales(page, page.edition_if_given()?)?;
        let sales = exhibitors::store::sales::confirmed(app.pool(), filter.edition).await?;
        let editions = onsite::by_edition(&sales, page.today);
        let records = editions.iter().flat_map(|edition| {
            sales_records(edition.ordinal, edition.publication.answer(&filter), &filter)
        });
        Ok(Slice::cut(following(records, after, limit), limit))
    }
}

/// Withheld sales have no record.
fn sales_records(edition: i16, answer: onsite::Answer, filter: &SalesFilter) -> Vec<SalesRecord> {
    let record = |fair_day: Option<i16>, part: onsite::Part| SalesRecord {
        edition,
        fair_day,
        category_code: part.code,
        banner_code: filter.banner.clone(),
        zone_code: filter.zone.clone(),
        exhibitors: i64::try_from(part.exhibitors).unwrap_or(i64::MAX),
        onsite_sales: Yuan(part.amount),
    };
    match answer {
        onsite::Answer::Withheld => Vec::new(),
        onsite::Answer::Of(part) => vec![record(None, onsite::Part { code: None, ..part })],
        onsite::Answer::Cells(cells, later) => {
            let cells = cells.into_iter().map(|cell| record(Some(cell.fair_day), cell.part));
            cells.chain(later.into_iter().map(|part| record(None, part))).collect()
        }
    }
}
