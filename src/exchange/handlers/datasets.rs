//! The public lists as machines get them: each reads its filter by the list's own form, and goes from key
//! to key, so that a reader who takes an hour meets no record twice and holds nothing meanwhile.

use crate::{
    agreements, brands, contracts, deliveries,
    exchange::{
        forms,
        model::{
            deals::{
                AgreementRecord, ContractRecord, DeliveryRecord, PaymentRecord, ProjectRecord,
            },
            money::Yuan,
            openapi::Parameter,
            parameters::{self, Default},
            parties::{
                BannerRecord, BrandRecord, BuyerRecord, DivisionRecord, EditionRecord,
                ExhibitorRecord, ProductRecord, SalesRecord, VillageRecord,
            },
            record::Record,
            span::{Slice, Span},
        },
        store,
    },
    exhibitors::{
        self,
        model::{SalesFilter, onsite},
    },
    fairs,
    kit::{page::Page, problem::Problem, state::App},
    organisations, payments, places, products, projects,
    site::model::Site,
    values::ids::OrganisationId,
};
use std::future::Future;

pub type Sliced<R> = Result<Slice<R>, Problem>;

/// A public list. `after` is the key of the last record that was taken.
pub trait Dataset: 'static {
    const NAME: &'static str;
    /// Chinese and English.
    const TITLE: (&'static str, &'static str);
    type Record: Record;

    /// Whether it is of one edition at a time, the current one unless another is named.
    const IS_OF_ONE_EDITION: bool = false;

    fn filters(site: &Site, default: Default) -> Vec<Parameter>;

    fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> impl Future<Output = Sliced<Self::Record>> + Send;
}

/// Lists whose order is that of their ids, of which one more than asked for tells that there is more.
macro_rules! by_id {
    ($($name:ident = $path:literal $title:expr => $record:ty,
       |$site:ident, $default:ident| $filters:expr, |$app:ident, $page:ident, $span:ident| $records:expr;)*) => {$(
        pub struct $name;

        impl Dataset for $name {
            const NAME: &'static str = $path;
            const TITLE: (&'static str, &'static str) = $title;
            type Record = $record;

            fn filters($site: &Site, $default: Default) -> Vec<Parameter> {
                $filters
            }

            async fn slice($app: &App, $page: &Page, after: Option<&str>, limit: i64) -> Sliced<$record> {
                let $span = Span::after(after, limit + 1);
                Ok(Slice::cut($records.await?, limit))
            }
        }
    )*};
}

by_id! {
    Exhibitors = "exhibitors" ("展商", "Exhibitors") => ExhibitorRecord,
        |site, default| parameters::exhibitors(site, default),
        |app, page, span| exhibitors::store::exported(app.pool(), &exhibitors::forms::filter(page)?, page.today, span);
    Products = "products" ("产品", "Products") => ProductRecord,
        |site, default| parameters::products(site, default),
        |app, page, span| products::store::exported(app.pool(), &products::forms::filter(page)?, page.today, span);
    Brands = "brands" ("品牌", "Brands") => BrandRecord,
        |site, _default| parameters::brands(site),
        |app, page, span| brands::store::exported(app.pool(), &brands::forms::filter(page)?, span);
    Projects = "projects" ("签约项目", "Signed projects") => ProjectRecord,
        |site, default| parameters::projects(site, default),
        |app, page, span| projects::store::exported(app.pool(), &projects::forms::filter(page)?, span);
    Agreements = "agreements" ("框架协议", "Framework agreements") => AgreementRecord,
        |site, _default| parameters::agreements(site),
        |app, page, span| agreements::store::exported(app.pool(), &agreements::forms::filter(page)?, page.as_of()?, span);
    Contracts = "contracts" ("采购合同", "Contracts") => ContractRecord,
        |site, _default| parameters::contracts(site),
        |app, page, span| contracts::store::exported(app.pool(), &contracts::forms::filter(page)?, page.as_of()?, span);
    Buyers = "buyers" ("采购单位", "Buyers") => BuyerRecord,
        |site, _default| parameters::buyers(site),
        |app, page, span| organisations::store::exported_buyers(app.pool(), &organisations::forms::buyer_filter(page)?, page.as_of()?, span);
}

pub struct Deliveries;

impl Dataset for Deliveries {
    const NAME: &'static str = "deliveries";
    const TITLE: (&'static str, &'static str) = ("到货验收", "Deliveries");
    type Record = DeliveryRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::deliveries(site)
    }

    /// Stretch by stretch of ids, since a delivery's amount is made of its lines: a slice may be short, or
    /// empty, and yet have a next one.
    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<DeliveryRecord> {
        let filter = deliveries::forms::filter(page)?;
        let begin = Span::after(after, limit);
        let Some(upto) = deliveries::store::stretch(app.pool(), begin.after, limit).await? else {
            return Ok(Slice { records: Vec::new(), next: None });
        };
        let records =
            deliveries::store::exported(app.pool(), &filter, page.as_of()?, Span { upto, ..begin })
                .await?;
        Ok(Slice { records, next: Some(upto.to_string()) })
    }
}

pub struct Payments;

impl Dataset for Payments {
    const NAME: &'static str = "payments";
    const TITLE: (&'static str, &'static str) =
        ("付款（按采购方和周期）", "Payments by buyer and period");
    type Record = PaymentRecord;

    fn filters(_: &Site, _: Default) -> Vec<Parameter> {
        parameters::payments()
    }

    /// In the order in which they were published.
    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<PaymentRecord> {
        let filter = payments::forms::filter(page)?;
        let publication =
            payments::actions::publication(app.pool(), filter.buyer, page.as_of()?, page.today)
                .await?;
        let rows = publication
            .rows()
            .iter()
            .filter(|row| filter.takes(row))
            .cloned()
            .map(PaymentRecord::from);
        let mut slice = Slice::cut(following(rows, after, limit), limit);
        let buyers: Vec<OrganisationId> =
            slice.records.iter().filter_map(|record| record.buyer_id).collect();
        let names = payments::store::names(app.pool(), &buyers).await?;
        for record in &mut slice.records {
            record.buyer = record.buyer_id.and_then(|id| names.get(&id).cloned());
        }
        Ok(slice)
    }
}

pub struct Villages;

impl Dataset for Villages {
    const NAME: &'static str = "villages";
    const TITLE: (&'static str, &'static str) = ("嘎查村", "Villages");
    type Record = VillageRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::villages(site)
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<VillageRecord> {
        let filter = places::forms::filter(page)?;
        Ok(Slice::cut(
            places::store::exported_villages(
                app.pool(),
                &filter,
                page.today,
                after.unwrap_or_default(),
                limit + 1,
            )
            .await?,
            limit,
        ))
    }
}

pub struct Divisions;

impl Dataset for Divisions {
    const NAME: &'static str = "divisions";
    const TITLE: (&'static str, &'static str) = ("行政区划", "Divisions");
    type Record = DivisionRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::divisions(site)
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<DivisionRecord> {
        let filter = forms::divisions(page)?;
        Ok(Slice::cut(
            store::divisions(app.pool(), &filter, None, after.unwrap_or_default(), limit + 1)
                .await?,
            limit,
        ))
    }
}

pub struct Banners;

impl Dataset for Banners {
    const NAME: &'static str = "banners";
    const TITLE: (&'static str, &'static str) = ("旗区", "Banners");
    type Record = BannerRecord;
    const IS_OF_ONE_EDITION: bool = true;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::banners(site)
    }

    async fn slice(
        app: &App,
        page: &Page,
        after: Option<&str>,
        limit: i64,
    ) -> Sliced<BannerRecord> {
        let records = super::overviews::banners(app, page).await?;
        Ok(Slice::cut(after_key(records, after, limit), limit))
    }
}

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
        let records = super::overviews::editions(app, page, None).await?;
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

/// What is withheld has no record.
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

/// Of records in an order of their own, those after a key.
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

/// Of records that are few and in order, those after a key.
fn after_key<R: Record>(records: Vec<R>, after: Option<&str>, limit: i64) -> Vec<R> {
    let number = |key: &str| key.parse::<i64>().unwrap_or_default();
    let after = after.map_or(0, number);
    let following = records.into_iter().filter(|record| number(&record.key()) > after);
    following.take(usize::try_from(limit).unwrap_or_default() + 1).collect()
}
