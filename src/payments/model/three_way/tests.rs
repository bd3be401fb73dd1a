//! Ledgers side by side, and the words on their differences.

use super::*;

fn line(ordered: i64, accepted: i64, paid: i64) -> Line {
    Line {
        id: ContractLineId(1),
        name: "马铃薯".into(),
        unit_code: "t".into(),
        quantity: Decimal::from(ordered) / Decimal::from(2_000),
        ordered: Amount::yuan(ordered.into()),
        quantity_accepted: Decimal::from(accepted) / Decimal::from(2_000),
        accepted: Amount::yuan(accepted.into()),
        paid: Amount::yuan(paid.into()),
        is_disputed: false,
        unpaid_since: None,
        settled: Vec::new(),
    }
}

fn contract(is_over: bool, tolerance: i64) -> ThreeWay {
    ThreeWay {
        id: ContractId(1),
        number: "CG-1".into(),
        title: "马铃薯采购".into(),
        buyer: "甲".into(),
        supplier: "乙".into(),
        is_over,
        is_terminated: false,
        tolerance: tolerance.into(),
        lines: Vec::new(),
    }
}

#[test]
fn three_ledgers_are_compared_by_what_is_due_now() {
    let running = contract(false, 2);
    assert_eq!(running.finding(&line(960_000, 718_000, 623_000)), Finding::Unpaid);
    assert_eq!(running.finding(&line(520_000, 390_000, 390_000)), Finding::Matched);
    assert_eq!(running.finding(&line(520_000, 0, 0)), Finding::Nothing);
    assert_eq!(running.finding(&line(320_000, 320_000, 336_000)), Finding::Overpaid);
    assert_eq!(running.finding(&line(100_000, 102_000, 102_000)), Finding::Matched);
    assert_eq!(running.finding(&line(100_000, 102_001, 102_001)), Finding::Over);
    let disputed = Line { is_disputed: true, ..line(100_000, 100_000, 50_000) };
    assert_eq!(running.finding(&disputed), Finding::Disputed);
    assert_eq!(running.open(&disputed), [Finding::Unpaid], "what was accepted is owed");
}

#[test]
fn what_is_missing_at_the_end_is_looked_into() {
    let over = contract(true, 2);
    assert_eq!(over.finding(&line(100_000, 97_999, 97_999)), Finding::Short);
    assert_eq!(over.finding(&line(100_000, 98_000, 98_000)), Finding::Matched);
    assert_eq!(over.finding(&line(100_000, 0, 0)), Finding::Short);
    let unpaid = line(100_000, 50_000, 20_000);
    assert_eq!(over.open(&unpaid), [Finding::Short, Finding::Unpaid]);
    // Rounding of parts leaves a gram without a fen.
    let gram = Line { quantity_accepted: Decimal::from(49), ..line(100_000, 100_000, 100_000) };
    assert_eq!(contract(true, 0).finding(&gram), Finding::Matched);
    let terminated = ThreeWay { is_terminated: true, ..contract(false, 0) };
    assert_eq!(terminated.finding(&line(100_000, 0, 0)), Finding::Matched);
}

#[test]
fn a_word_holds_while_the_difference_stays_as_it_was() {
    let settled = |amount: i64| Settled {
        between: Between::Money,
        amount: amount.into(),
        is_tail: true,
        note: "抹零".into(),
        settled_on: "2020-09-28".parse().unwrap(),
    };
    let running = contract(false, 0);
    let mut line = line(100_000, 90_000, 89_500);
    line.settled = vec![settled(500)];
    assert_eq!(running.finding(&line), Finding::Matched);
    line.settled = vec![settled(400)];
    assert_eq!(running.finding(&line), Finding::Unpaid);
}

#[test]
fn a_tail_is_small_in_itself_and_beside_its_line() {
    assert!(line(50_000, 50_000, 49_500).may_be_tail(Between::Money));
    assert!(!line(50_000, 50_000, 49_499).may_be_tail(Between::Money), "over 1 %");
    assert!(line(500_000, 499_000, 0).may_be_tail(Between::Goods));
    assert!(!line(500_000, 498_999, 0).may_be_tail(Between::Goods), "over 1,000 yuan");
}
