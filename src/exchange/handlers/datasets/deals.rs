//! Deliveries and payments, which have their own orders.

use super::{Dataset, Sliced, following};
use crate::{
    deliveries,
    exchange::model::{
        deals::{DeliveryRecord, PaymentRecord},
        openapi::Parameter,
        parameters::{self, Default},
        span::{Slice, Span},
    },
    http::state::App,
    payments,
    site::model::Site,
    values::ids::OrganisationId,
    web::page::Page,
};

pub struct Deliveries;

impl Dataset for Deliveries {
    const NAME: &'static str = "deliveries";
    const TITLE: (&'static str, &'static str) = ("到货验收", "Deliveries");
    type Record = DeliveryRecord;

    fn filters(site: &Site, _: Default) -> Vec<Parameter> {
        parameters::deliveries(site)
    }

    /// In slices of ids, since the amount of a delivery is computed from its lines: a slice may be
    /// short, or empty, and still have a next one.
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

    /// In the order of publication.
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
