//! The public lists as data. Each parses its filter with the form of the list and pages from key to
//! key: a client that takes an hour gets no record twice and occupies nothing meanwhile.

mod deals;
mod fairs;
mod places;

pub use deals::{Deliveries, Payments};
pub use fairs::{Editions, Sales};
pub use places::{Banners, Divisions, Villages};

use crate::{
    agreements, brands, contracts,
    exchange::model::{
        deals::{AgreementRecord, ContractRecord, ProjectRecord},
        openapi::Parameter,
        parameters::{self, Default},
        parties::{BrandRecord, BuyerRecord, ExhibitorRecord, ProductRecord},
        record::Record,
        span::{Slice, Span},
    },
    exhibitors,
    http::{problem::Problem, state::App},
    organisations, products, projects,
    site::model::Site,
    web::page::Page,
};
use std::future::Future;

pub type Sliced<R> = Result<Slice<R>, Problem>;

/// A public list. `after` is the key of the last record read.
pub trait Dataset: 'static {
    const NAME: &'static str;
    /// Chinese and English.
    const TITLE: (&'static str, &'static str);
    type Record: Record;

    /// Whether it covers one edition at a time, the current one unless another is named.
    const IS_OF_ONE_EDITION: bool = false;

    fn filters(site: &Site, default: Default) -> Vec<Parameter>;

    fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> impl Future<Output = Sliced<Self::Record>> + Send;
}

/// Lists in the order of their ids; one more than requested indicates further records.
macro_rules! by_id {
    ($(
        $name:ident = $path:literal $title:expr => $record:ty,
        |$site:ident, $default:ident| $filters:expr,
        |$app:ident, $page:ident, $span:ident| $records:expr;
    )*) => {$(
        pub struct $name;

        impl Dataset for $name {
            const NAME: &'static str = $path;
            const TITLE: (&'static str, &'static str) = $title;
            type Record = $record;

            fn filters($site: &Site, $default: Default) -> Vec<Parameter> {
                $filters
            }

            async fn slice(
                $app: &App,
                $page: &Page,
                after: Option<&str>,
                limit: i64,
            ) -> Sliced<$record> {
                let $span = Span::after(after, limit + 1);
                Ok(Slice::cut($records.await?, limit))
            }
        }
    )*};
}

by_id! {
    Exhibitors = "exhibitors" ("展商", "Exhibitors") => ExhibitorRecord,
        |site, default| parameters::exhibitors(site, default),
        |app, page, span| exhibitors::store::exported(
            app.pool(),
            &exhibitors::forms::filter(page)?,
            page.today,
            span,
        );
    Products = "products" ("产品", "Products") => ProductRecord,
        |site, default| parameters::products(site, default),
        |app, page, span| products::store::exported(
            app.pool(),
            &products::forms::filter(page)?,
            page.today,
            span,
        );
    Brands = "brands" ("品牌", "Brands") => BrandRecord,
        |site, _default| parameters::brands(site),
        |app, page, span| brands::store::exported(app.pool(), &brands::forms::filter(page)?, span);
    Projects = "projects" ("签约项目", "Signed projects") => ProjectRecord,
        |site, default| parameters::projects(site, default),
        |app, page, span| projects::store::exported(
            app.pool(),
            &projects::forms::filter(page)?,
            span,
        );
    Agreements = "agreements" ("框架协议", "Framework agreements") => AgreementRecord,
        |site, _default| parameters::agreements(site),
        |app, page, span| agreements::store::exported(
            app.pool(),
            &agreements::forms::filter(page)?,
            page.as_of()?,
            span,
        );
    Contracts = "contracts" ("采购合同", "Contracts") => ContractRecord,
        |site, _default| parameters::contracts(site),
        |app, page, span| contracts::store::exported(
            app.pool(),
            &contracts::forms::filter(page)?,
            page.as_of()?,
            span,
        );
    Buyers = "buyers" ("采购单位", "Buyers") => BuyerRecord,
        |site, _default| parameters::buyers(site),
        |app, page, span| organisations::store::exported_buyers(
            app.pool(),
            &organisations::forms::buyer_filter(page)?,
            page.as_of()?,
            span,
        );
}

/// Of records in their own order, those after a key.
fn following<R: Record>(
    records: impl Iterator<Item = R>,
    after: Option<&str>,
    limit: i64,
) -> Vec<R> {
    let rest = records
        .skip_while(|record| after.is_some_and(|key| record.key() != key))
        .skip(usize::from(after.is_some()));
    rest.take(usize::try_from(limit).unwrap_or_default() + 1).collect()
}

/// Of a few ordered records, those after a key.
fn after_key<R: Record>(records: Vec<R>, after: Option<&str>, limit: i64) -> Vec<R> {
    let number = |key: &str| key.parse::<i64>().unwrap_or_default();
    let after = after.map_or(0, number);
    let following = records.into_iter().filter(|record| number(&record.key()) > after);
    following.take(usize::try_from(limit).unwrap_or_default() + 1).collect()
}
