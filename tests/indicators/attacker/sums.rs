//! Which goods must be in a sum: those in every set of public amounts with the total of a released
//! growth. Such goods are identified.

/// More goods than these are split, since not all sets of them can be checked.
const AT_ONCE: usize = 26;

/// The common part of the sets.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// No set has the total.
    Nothing,
    /// These goods are in every set with the total.
    Always(Vec<usize>),
    /// No goods are.
    Doubt,
}

/// `amounts` in fen; a set has the total `target` if it differs by at most `within`.
pub fn found(amounts: &[i64], target: i64, within: i64) -> Found {
    let small = || (0..amounts.len()).filter(|i| amounts[*i] <= target + within && amounts[*i] > 0);
    let mut order: Vec<usize> = small().collect();
    order.sort_by_key(|i| amounts[*i]);
    let chunks = order.len().div_ceil(AT_ONCE).max(1);
    // Dealt like cards, so that each hand has small and large ones.
    let hands = (0..chunks)
        .map(|hand| order.iter().copied().skip(hand).step_by(chunks).collect::<Vec<_>>());
    let mut always: Option<Vec<usize>> = None;
    for hand in hands {
        let Some(found) = within_hand(amounts, &hand, target, within) else { continue };
        let both = always.map_or(found.clone(), |always| {
            always.into_iter().filter(|i| found.contains(i)).collect()
        });
        if both.is_empty() {
            return Found::Doubt;
        }
        always = Some(both);
    }
    always.map_or(Found::Nothing, Found::Always)
}

/// The common part of all sets of a few goods with the total; `None` if there is no set.
fn within_hand(amounts: &[i64], hand: &[usize], target: i64, within: i64) -> Option<Vec<usize>> {
    let (left, right) = hand.split_at(hand.len() / 2);
    let mut sums = sums(amounts, right);
    sums.sort_unstable();
    let mut common: Option<u64> = None;
    for (sum, set) in self::sums(amounts, left) {
        let from = sums.partition_point(|(other, _)| *other < target - within - sum);
        for (_, other) in
            sums[from..].iter().take_while(|(other, _)| sum + other <= target + within)
        {
            let both = set | other << left.len();
            common = Some(common.map_or(both, |common| common & both));
            if common == Some(0) {
                return Some(Vec::new());
            }
        }
    }
    let common = common?;
    Some(
        hand.iter()
            .enumerate()
            .filter(|(i, _)| common >> i & 1 == 1)
            .map(|(_, goods)| *goods)
            .collect(),
    )
}

/// Every set of some goods with its total.
fn sums(amounts: &[i64], goods: &[usize]) -> Vec<(i64, u64)> {
    let mut sums = vec![(0, 0)];
    for (i, goods) in goods.iter().enumerate() {
        let with: Vec<(i64, u64)> =
            sums.iter().map(|(sum, set)| (sum + amounts[*goods], set | 1 << i)).collect();
        sums.extend(with);
    }
    sums
}

#[test]
fn goods_that_alone_come_to_an_amount_are_found() {
    let amounts = [1_419_000, 2_056_000, 4_626_000, 911_100, 333_300];
    assert_eq!(found(&amounts, 8_101_000, 50_000), Found::Always(vec![0, 1, 2]));
    assert_eq!(found(&amounts, 1_419_000, 0), Found::Always(vec![0]));
    assert_eq!(found(&amounts, 700_000, 10_000), Found::Nothing);
}

#[test]
fn among_many_goods_no_one_is_found() {
    let amounts: Vec<i64> = (1..60).map(|i| 400_000 + i * 7_919).collect();
    assert_eq!(found(&amounts, 3_000_000, 100_000), Found::Doubt);
}
