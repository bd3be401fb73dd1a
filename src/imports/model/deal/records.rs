//! The records that rows of a run-sheet may refer to.

use super::DealRow;
use crate::{
    contracts::model::Numbered,
    imports::model::verdict::Context,
    projects::model::deal::{Earlier, Listed, Party, Slot},
};
use chrono::NaiveDate;

#[derive(Debug, Default)]
pub struct DealRecords {
    /// The first and the last day of the edition.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Those of the edition that are not void.
    pub deals: Vec<Listed>,
    pub slots: Vec<Slot>,
    /// Those that the rows may call.
    pub parties: Vec<Party>,
    /// Contracts with the numbers of the rows.
    pub numbered: Vec<Numbered>,
    /// Those that the rows may renew or resemble.
    pub earlier: Vec<Earlier>,
}

/// Why a row's deal is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealFault {
    NoSuchNumber,
    /// Several have its title and leads.
    Several,
}

impl DealRecords {
    /// The known deal of a row, within the user's scope; `None`: a new one.
    pub fn known(&self, row: &DealRow, context: &Context) -> Result<Option<&Listed>, DealFault> {
        let scope = context.scope.as_ref();
        let mut seen = self
            .deals
            .iter()
            .filter(|deal| scope.is_none_or(|banner| deal.owner_banner_code == *banner));
        if let Some(number) = &row.number {
            let found = seen.find(|deal| deal.number.eq_ignore_ascii_case(number));
            return found.map(Some).ok_or(DealFault::NoSuchNumber);
        }
        let found: Vec<&Listed> = seen.filter(|deal| row.is(deal)).collect();
        match found[..] {
            [] => Ok(None),
            [deal] => Ok(Some(deal)),
            _ => Err(DealFault::Several),
        }
    }
}
