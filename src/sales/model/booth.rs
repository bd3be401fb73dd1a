//! A booth that reports, and the products that it shows.

use crate::values::ids::{EditionId, ExhibitorId, OrganisationId, ProductId};
use rust_decimal::Decimal;

#[derive(Debug, Clone)]
pub struct Booth {
    pub exhibitor_id: ExhibitorId,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub edition_id: EditionId,
    pub code: Option<String>,
    /// The days that it has reported.
    pub reported: Vec<i16>,
}

#[derive(Debug, Clone)]
pub struct Exhibited {
    pub product_id: ProductId,
    pub name: String,
    pub specification: String,
    pub unit_code: String,
    /// Of the second level.
    pub category_code: String,
    /// At the fair, in yuan.
    pub price: Decimal,
}
