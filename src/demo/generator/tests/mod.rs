//! The figures of the press, the rules of the ladder and the sanity of the references, by plain
//! sums over the rows.

mod figures;
mod honesty;
mod ladder;
mod references;

use super::{Dataset, dataset};
use crate::{
    contracts::model::NewContract, organisations::model::NewOrganisation,
    values::ids::OrganisationId,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::sync::LazyLock;

static DATA: LazyLock<Dataset> = LazyLock::new(dataset);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn party(id: OrganisationId) -> &'static NewOrganisation {
    &DATA.organisations[id.0 as usize - 1]
}

fn amended(contract: &NewContract) -> Decimal {
    super::contract_amounts::amended(contract).in_yuan()
}
