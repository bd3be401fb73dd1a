//! A record that a later promise comes from.

use crate::values::ids::OrganisationId;
use chrono::NaiveDate;

/// Of an agreement: a released project, or an earlier agreement that it renews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source<Id> {
    pub id: Id,
    pub number: String,
    pub title: String,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub signed_on: NaiveDate,
}

/// Why a promise cannot come from a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceFault {
    OtherParties,
    /// Signed after the promise.
    Later,
}

impl<Id> Source<Id> {
    /// A promise is followed between the two parties who made it, and forward in time.
    pub fn fault(
        &self,
        buyer: OrganisationId,
        supplier: OrganisationId,
        signed_on: NaiveDate,
    ) -> Option<SourceFault> {
        if self.buyer_id != buyer || self.supplier_id != supplier {
            Some(SourceFault::OtherParties)
        } else if self.signed_on > signed_on {
            Some(SourceFault::Later)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::ids::ProjectId;

    #[test]
    fn a_promise_comes_from_an_earlier_promise_of_the_same_parties() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (buyer, supplier) = (OrganisationId(1), OrganisationId(2));
        let source = Source {
            id: ProjectId(7),
            number: "3-012".into(),
            title: "羊肉采购".into(),
            buyer_id: buyer,
            supplier_id: supplier,
            signed_on: day("2020-09-20"),
        };
        assert_eq!(source.fault(buyer, supplier, day("2020-09-20")), None);
        assert_eq!(source.fault(buyer, supplier, day("2020-09-19")), Some(SourceFault::Later));
        assert_eq!(
            source.fault(supplier, buyer, day("2020-09-28")),
            Some(SourceFault::OtherParties)
        );
    }
}
