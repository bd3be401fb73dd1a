//! An agreement as the office sees it.

use super::{AgreementState, terms::Terms, trail::AGREEMENTS};
use crate::{
    audit::model::records::Record,
    promises::model::{Ending, Paper, Promise, Said},
    values::{
        amount::Amount,
        ids::AgreementId,
        place_code::PlaceCode,
        rung::{Contract, Framework},
        search_text::SearchQuery,
    },
};
use chrono::NaiveDate;

crate::coded! {
    /// Its state on a day.
    Standing {
        Draft "draft" "草拟" "Draft",
        Signed "signed" "有效期内" "In force",
        Expired "expired" "已到期" "Expired",
        Terminated "terminated" "已终止" "Terminated",
        Void "void" "已作废" "Void",
    }
}

impl Standing {
    pub fn pill(self) -> &'static str {
        match self {
            Standing::Draft => "pill pill--wait",
            Standing::Signed => "pill",
            Standing::Expired | Standing::Terminated | Standing::Void => "pill pill--off",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementRecord {
    pub id: AgreementId,
    pub version: i32,
    pub paper: Paper,
    pub terms: Terms,
    /// The supplier's banner at signing; of a draft, as it was saved.
    pub banner_code: PlaceCode,
    /// Stored as draft, signed or terminated.
    pub state: AgreementState,
    pub ending: Option<Ending>,
    pub void_reason: Option<String>,
    /// The numbers of the records that it comes from.
    pub project: Option<String>,
    pub renews: Option<String>,
    pub renewed_by_id: Option<AgreementId>,
}

impl AgreementRecord {
    pub fn standing(&self, day: NaiveDate) -> Standing {
        match self.state {
            _ if self.void_reason.is_some() => Standing::Void,
            AgreementState::Draft => Standing::Draft,
            AgreementState::Terminated => Standing::Terminated,
            _ if self.paper.ends_on < day => Standing::Expired,
            _ => Standing::Signed,
        }
    }

    pub fn may_be_renewed(&self) -> bool {
        self.is_open() && self.renewed_by_id.is_none()
    }
}

impl Promise for AgreementRecord {
    type Id = AgreementId;
    type Terms = Terms;
    const RECORD: &'static Record = &AGREEMENTS;

    fn id(&self) -> AgreementId {
        self.id
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn paper(&self) -> &Paper {
        &self.paper
    }

    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn state(&self) -> &'static str {
        self.state.code()
    }

    fn is_void(&self) -> bool {
        self.void_reason.is_some()
    }

    fn is_draft(&self) -> bool {
        self.state == AgreementState::Draft && !self.is_void()
    }

    fn is_open(&self) -> bool {
        self.state == AgreementState::Signed && !self.is_void()
    }

    fn said(terms: &Terms) -> Vec<Said> {
        let yuan = |ceiling: Amount<Framework>| ceiling.in_yuan().normalize().to_string();
        vec![
            ("ceiling", terms.ceiling.map(yuan)),
            ("renews", terms.renews_id.map(|id| id.to_string())),
        ]
    }
}

/// The contracts under an agreement that count, on a day.
#[derive(Debug, Clone, Copy, Default)]
pub struct Called {
    pub contracts: i64,
    pub amount: Amount<Contract>,
    /// The signing day of the latest.
    pub latest_on: Option<NaiveDate>,
}

impl Called {
    /// What may still be signed under a ceiling, in yuan; negative if contracts are over it. It
    /// stands on no rung: it is neither signed nor promised.
    pub fn left_of(&self, ceiling: Amount<Framework>) -> rust_decimal::Decimal {
        ceiling.in_yuan() - self.amount.in_yuan()
    }
}

/// The scope of a viewer, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct OfficeFilter {
    pub banner: Option<PlaceCode>,
    pub standing: Option<Standing>,
    pub search: Option<SearchQuery>,
    /// Those whose terms end first come first; otherwise drafts, and then the latest.
    pub ends_first: bool,
    /// For the standing.
    pub day: NaiveDate,
}

/// What waits in the office.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    pub drafts: i64,
    pub ending: i64,
}

/// An agreement that is not renewed is on the desk this many days before its term ends.
pub const REMIND_BEFORE: i32 = 90;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_derived_and_may_be_less_than_nothing() {
        let called =
            Called { contracts: 2, amount: Amount::yuan(3_400_000.into()), latest_on: None };
        assert_eq!(called.left_of(Amount::yuan(8_000_000.into())), 4_600_000.into());
        assert_eq!(called.left_of(Amount::yuan(3_000_000.into())), (-400_000).into());
    }
}
