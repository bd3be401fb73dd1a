use super::*;
use crate::deliveries::model::record::RefusalClass;
use proptest::prelude::*;

fn tonnes(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn refused(quantity: Decimal) -> Option<(Decimal, Refused)> {
    let why = Refused { class: RefusalClass::Frozen, note: String::new() };
    (!quantity.is_zero()).then_some((quantity, why))
}

fn decision(accepted: &str, rejected: &str, disputed: &str) -> Decision {
    Decision {
        position: 1,
        accepted: tonnes(accepted),
        rejected: refused(tonnes(rejected)),
        disputed: refused(tonnes(disputed)),
        weighing: None,
    }
}

fn weighed(decision: Decision, gross: &str, tare: &str) -> Decision {
    let weighing = Weighing { gross: tonnes(gross), tare: tonnes(tare), ticket: None };
    Decision { weighing: Some(weighing), ..decision }
}

#[test]
fn what_is_not_decided_stays_open() {
    let split = decision("11.2", "0.5", "0").split(tonnes("12")).unwrap();
    assert_eq!(split.accepted, Some((tonnes("11.2"), tonnes("11.2"))));
    assert_eq!((split.rejected, split.open), (tonnes("0.5"), tonnes("0.3")));
}

#[test]
fn no_more_than_is_open_is_decided() {
    let fault = |decision: Decision| decision.split(tonnes("12")).unwrap_err();
    assert_eq!(fault(decision("0", "12.1", "0")), DecisionFault::TooMuch(tonnes("12")));
    assert_eq!(fault(decision("11.9", "0.2", "0")), DecisionFault::TooMuch(tonnes("12")));
    assert_eq!(fault(decision("12.1", "0", "0")), DecisionFault::HeavierUnweighed);
}

#[test]
fn a_heavier_scale_counts_where_it_is_on_record() {
    let heavier = weighed(decision("12.2", "0", "0"), "20.4", "8.2");
    let split = heavier.split(tonnes("12")).unwrap();
    assert_eq!(split.accepted, Some((tonnes("12"), tonnes("12.2"))));
    assert_eq!(split.open, Decimal::ZERO);
    let lighter = weighed(decision("12", "0", "0"), "19.86", "8.16");
    let fault = DecisionFault::LighterThanAccepted(tonnes("11.70"));
    assert_eq!(lighter.split(tonnes("12")), Err(fault));
}

#[test]
fn the_tolerance_is_in_percent_of_what_was_ordered() {
    let limit = LineLimit {
        lines: vec![ContractLineId(1)],
        ordered: tonnes("12"),
        accepted: Decimal::ZERO,
    };
    assert_eq!(limit.left(tonnes("2")).normalize(), tonnes("12.24"));
    let taken = LineLimit { accepted: tonnes("12.3"), ..limit };
    assert_eq!(taken.left(tonnes("2")), Decimal::ZERO);
    let amount = AmountLimit {
        ordered: tonnes("1000"),
        tolerance: Decimal::ZERO,
        accepted: tonnes("1000"),
        parts: 3,
    };
    assert_eq!(amount.over(tonnes("0.02"), 1), None, "the rounding of 4 parts");
    assert_eq!(amount.over(tonnes("0.03"), 1), Some(tonnes("0.03")));
    assert_eq!(AmountLimit { tolerance: tonnes("2"), ..amount }.over(tonnes("20"), 1), None);
}

proptest! {
    #[test]
    fn the_parts_make_up_what_was_open(
        open in 1i64..100_000, accepted in 0i64..100_000, rejected in 0i64..50_000,
        disputed in 0i64..50_000,
    ) {
        let milli = |n: i64| Decimal::new(n, 3);
        let decision = Decision {
            position: 1,
            accepted: milli(accepted),
            rejected: refused(milli(rejected)),
            disputed: refused(milli(disputed)),
            weighing: None,
        };
        match decision.split(milli(open)) {
            Ok(split) => {
                let taken = split.accepted.map_or(Decimal::ZERO, |(taken, _)| taken);
                prop_assert_eq!(taken + split.rejected + split.disputed + split.open, milli(open));
                prop_assert!(split.open >= Decimal::ZERO);
            }
            Err(_) => prop_assert!(accepted + rejected + disputed > open),
        }
    }
}
