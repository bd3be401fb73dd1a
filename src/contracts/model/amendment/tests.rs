use super::*;
use proptest::prelude::*;

fn goods(name: &str, quantity: i64, price: i64) -> Goods {
    Goods {
        name: name.into(),
        category_code: "0101".into(),
        specification: String::new(),
        quantity: quantity.into(),
        unit_code: "t".into(),
        unit_price: price.into(),
    }
}

fn line(id: i64, goods: Goods, sent: i64) -> VersionLine {
    let id = ContractLineId(id);
    VersionLine { id, original_id: id, goods, sent: sent.into() }
}

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

/// 480 t of potatoes, nothing sent; 104 t of onions, 78 t sent.
fn version() -> Version {
    let lines =
        vec![line(1, goods("马铃薯", 480, 2_000), 0), line(2, goods("红葱", 104, 3_000), 78)];
    Version {
        amount: lines.iter().map(|line| line.goods.amount()).sum(),
        lines,
        starts_on: day("2020-03-12"),
        ends_on: day("2021-03-11"),
        tolerance: 2.into(),
        villages: Vec::new(),
        since: day("2020-07-02"),
    }
}

fn check(change: &Change) -> Result<(), AmendmentFault> {
    change.check(&version(), day("2020-10-01"))
}

fn of(id: i64, to: Option<Goods>) -> Change {
    Change { lines: vec![(ContractLineId(id), to)], ..Change::default() }
}

#[test]
fn a_line_is_changed_down_to_what_was_sent_of_it() {
    assert_eq!(check(&of(2, Some(goods("红葱", 78, 3_000)))), Ok(()));
    let below = AmendmentFault::BelowSent("红葱".into(), 78.into(), "t".into());
    assert_eq!(check(&of(2, Some(goods("红葱", 77, 3_000)))), Err(below.clone()));
    assert_eq!(check(&of(2, None)), Err(below), "and it does not cease");
    assert_eq!(check(&of(1, None)), Ok(()));
}

#[test]
fn goods_keep_the_price_at_which_they_were_sent() {
    let dearer = goods("红葱", 104, 3_300);
    assert_eq!(
        check(&of(2, Some(dearer.clone()))),
        Err(AmendmentFault::PriceOfSent("红葱".into()))
    );
    assert_eq!(check(&of(1, Some(goods("马铃薯", 480, 2_200)))), Ok(()));
    // What is still to come is a line of its own.
    let mut change = of(2, Some(goods("红葱", 78, 3_000)));
    change.added.push(Goods { quantity: 26.into(), ..dearer });
    assert_eq!(check(&change), Ok(()));
    assert_eq!(change.amount(&version()), Amount::yuan((26 * 300).into()));
}

#[test]
fn it_changes_something_and_leaves_an_amount() {
    assert_eq!(check(&Change::default()), Err(AmendmentFault::Nothing));
    let all = Version { lines: vec![line(1, goods("马铃薯", 480, 2_000), 0)], ..version() };
    let all = Version { amount: all.lines[0].goods.amount(), ..all };
    let ceases = of(1, None);
    assert_eq!(ceases.check(&all, day("2020-10-01")), Err(AmendmentFault::NoAmount));
}

#[test]
fn it_takes_effect_after_the_one_before_it() {
    let longer = Change { ends_on: Some(day("2021-04-30")), ..Change::default() };
    assert_eq!(longer.check(&version(), day("2020-07-02")), Ok(()));
    let before = AmendmentFault::BeforeTheLast(day("2020-07-02"));
    assert_eq!(longer.check(&version(), day("2020-07-01")), Err(before));
    let backwards = Change { ends_on: Some(day("2020-03-11")), ..Change::default() };
    assert_eq!(check(&backwards), Err(AmendmentFault::EndsTooEarly));
}

proptest! {
    /// The amount changes by what the lines come to afterwards, less what they came to before.
    #[test]
    fn the_change_of_the_amount_is_that_of_the_lines(
        lines in proptest::collection::vec((1i64..9_999, 1i64..9_999, 0usize..3, 1i64..9_999), 1..9),
        added in proptest::collection::vec((1i64..9_999, 1i64..9_999), 0..4),
    ) {
        let mut before = version();
        before.lines = lines.iter().enumerate()
            .map(|(at, (n, price, ..))| line(at as i64, goods("马铃薯", *n, *price), 0)).collect();
        before.amount = before.lines.iter().map(|line| line.goods.amount()).sum();
        let mut change = Change {
            added: added.iter().map(|(n, price)| goods("红葱", *n, *price)).collect(),
            ..Change::default()
        };
        for (at, (_, price, what, quantity)) in lines.iter().enumerate() {
            let to = (*what == 1).then(|| goods("马铃薯", *quantity, *price));
            if *what > 0 {
                change.lines.push((ContractLineId(at as i64), to));
            }
        }
        let after: Amount<Contract> = before.lines.iter()
            .filter_map(|line| change.goods_of(line))
            .chain(change.added.iter().cloned())
            .map(|goods| goods.amount()).sum();
        prop_assert_eq!(before.amount + change.amount(&before), after);
    }
}
