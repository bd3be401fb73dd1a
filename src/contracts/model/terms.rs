//! What the parties of a contract agree on, and whether its framework allows it.

use super::{Method, line_amount};
use crate::{
    agreements::model::record::AgreementRecord,
    projects::model::deal::Village,
    promises::model::{Paper, Promise},
    values::{
        amount::Amount,
        ids::AgreementId,
        rung::{Contract, Framework},
        spoken::plain,
    },
};
use rust_decimal::Decimal;

/// Beside what every paper says (`promises::model::Paper`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub method: Method,
    /// The agreement that it stands under.
    pub framework_id: Option<AgreementId>,
    pub lines: Vec<Goods>,
    pub adjustment: Option<Adjustment>,
    /// In percent of quantity and amount.
    pub tolerance: Decimal,
    /// Why contracts may exceed the ceiling of the framework with it.
    pub ceiling_reason: Option<String>,
    /// They make a count of villages, never a share of the amount.
    pub villages: Vec<Village>,
}

/// A line: goods, how much of them, and the price of one unit in yuan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    pub name: String,
    pub category_code: String,
    pub specification: String,
    pub quantity: Decimal,
    pub unit_code: String,
    pub unit_price: Decimal,
}

/// What is added to the lines, or taken from them, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    pub name: String,
    pub amount: Amount<Contract>,
}

impl Goods {
    pub fn amount(&self) -> Amount<Contract> {
        line_amount(self.quantity, self.unit_price)
    }

    /// In the trail.
    pub fn said(&self) -> String {
        let Self { name, specification, quantity, unit_code, unit_price, .. } = self;
        let gap = if specification.is_empty() { "" } else { " " };
        let (quantity, price) = (plain(*quantity, 3), plain(*unit_price, 4));
        format!("{name}{gap}{specification} {quantity} {unit_code} × {price}")
    }
}

impl Terms {
    /// The sum of the lines and the adjustment.
    pub fn amount(&self) -> Amount<Contract> {
        let lines: Amount<Contract> = self.lines.iter().map(Goods::amount).sum();
        self.adjustment.as_ref().map_or(lines, |adjustment| lines + adjustment.amount)
    }

    /// In the trail.
    pub fn lines_said(&self) -> String {
        self.lines.iter().map(Goods::said).collect::<Vec<_>>().join("；")
    }
}

/// Why a contract cannot stand under an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameworkFault {
    /// A draft, or void.
    NotSigned,
    OtherBuyer,
    /// It is signed inside the term, and before an early end.
    OutsideTerm,
}

pub fn framework_fault(framework: &AgreementRecord, contract: &Paper) -> Option<FrameworkFault> {
    let (term, signed_on) = (&framework.paper, contract.signed_on);
    let is_in_term = (term.starts_on..=term.ends_on).contains(&signed_on)
        && framework.ending.as_ref().is_none_or(|ending| signed_on < ending.on);
    if framework.is_draft() || framework.is_void() {
        Some(FrameworkFault::NotSigned)
    } else if framework.paper.buyer.id != contract.buyer.id {
        Some(FrameworkFault::OtherBuyer)
    } else if !is_in_term {
        Some(FrameworkFault::OutsideTerm)
    } else {
        None
    }
}

/// How far contracts come over a ceiling with one more, in yuan.
pub fn over_ceiling(
    ceiling: Option<Amount<Framework>>,
    called: Amount<Contract>,
    one_more: Amount<Contract>,
) -> Option<Decimal> {
    let over = (called + one_more).in_yuan() - ceiling?.in_yuan();
    (over > Decimal::ZERO).then_some(over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn goods(quantity: &str, price: &str) -> Goods {
        Goods {
            name: "小米".into(),
            category_code: "0101".into(),
            specification: "特级".into(),
            quantity: quantity.parse().unwrap(),
            unit_code: "t".into(),
            unit_price: price.parse().unwrap(),
        }
    }

    #[test]
    fn a_ceiling_is_reached_but_not_passed_without_a_reason() {
        let yuan = |n: i64| Amount::yuan(n.into());
        assert_eq!(over_ceiling(Some(Amount::yuan(800.into())), yuan(340), yuan(460)), None);
        assert_eq!(
            over_ceiling(Some(Amount::yuan(800.into())), yuan(340), yuan(461)),
            Some(1.into())
        );
        assert_eq!(over_ceiling(None, yuan(340), yuan(9_000)), None, "未约定上限 is no zero");
    }

    proptest! {
        /// Each line is rounded once, and the sum is exact.
        #[test]
        fn lines_and_their_adjustment_make_the_amount(
            lines in proptest::collection::vec((1i64..=9_999_999, 1i64..=9_999_999), 1..12),
            fen in -99_999i64..=99_999,
        ) {
            let terms = Terms {
                method: Method::Canteen,
                framework_id: None,
                lines: lines.iter().map(|(n, price)| Goods {
                    quantity: Decimal::new(*n, 3),
                    unit_price: Decimal::new(*price, 4),
                    ..goods("1", "1")
                }).collect(),
                adjustment: (fen != 0)
                    .then(|| Adjustment { name: "运费".into(), amount: Amount::fen(fen) }),
                tolerance: Decimal::ZERO,
                ceiling_reason: None,
                villages: Vec::new(),
            };
            let by_hand: i64 =
                terms.lines.iter().map(|line| line.amount().in_fen()).sum::<i64>() + fen;
            prop_assert_eq!(terms.amount().in_fen(), by_hand);
        }
    }

    #[test]
    fn the_trail_says_a_line_in_words() {
        assert_eq!(goods("24", "9200").said(), "小米 特级 24 t × 9,200");
    }
}
