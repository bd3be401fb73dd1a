//! Whether an amount reveals which goods are in it: if only a few sets of public amounts have this
//! total, some goods are in every one, and their household category is known.

/// More goods than these are split into hands, since not all sets of them can be checked.
const AT_ONCE: usize = 24;
/// Among so many goods that are small enough, some other set always has the total.
pub const MANY: usize = 60;

/// Whether some of the goods are in every set with this total, within a tolerance of `within`. If
/// there is no such set, nothing is revealed.
pub fn singles_out(goods: &[i64], amount: i64, within: i64) -> bool {
    let mut small: Vec<i64> =
        goods.iter().copied().filter(|goods| (1..=amount + within).contains(goods)).collect();
    if small.len() > MANY {
        return false;
    }
    small.sort_unstable();
    let hands = small.len().div_ceil(AT_ONCE).max(1);
    // Dealt like cards, so that each hand has small and large ones; two hands share none.
    let dealt =
        (0..hands).map(|hand| small.iter().copied().skip(hand).step_by(hands).collect::<Vec<_>>());
    let coming: Vec<u64> = dealt.filter_map(|hand| in_every_set(&hand, amount, within)).collect();
    matches!(coming[..], [common] if common != 0)
}

/// The goods in every set of a hand with this total, as bits; `None` if there is no such set.
fn in_every_set(hand: &[i64], amount: i64, within: i64) -> Option<u64> {
    let (left, right) = hand.split_at(hand.len() / 2);
    let mut others = sums(right);
    others.sort_unstable();
    let mut common: Option<u64> = None;
    for (sum, set) in sums(left) {
        let from = others.partition_point(|(other, _)| *other < amount - within - sum);
        for (_, other) in
            others[from..].iter().take_while(|(other, _)| sum + other <= amount + within)
        {
            let both = set | other << left.len();
            common = Some(common.map_or(both, |common| common & both));
            if common == Some(0) {
                return common;
            }
        }
    }
    common
}

/// Every set of some goods with its total.
fn sums(goods: &[i64]) -> Vec<(i64, u64)> {
    let mut sums = vec![(0, 0)];
    for (i, amount) in goods.iter().enumerate() {
        let with: Vec<(i64, u64)> =
            sums.iter().map(|(sum, set)| (sum + amount, set | 1 << i)).collect();
        sums.extend(with);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_goods_that_alone_come_to_an_amount_are_singled_out() {
        let goods = [1_419_000, 2_056_000, 4_626_000, 911_100, 333_300];
        assert!(singles_out(&goods, 8_101_000, 50_000));
        assert!(singles_out(&goods, 1_419_000, 0));
        assert!(!singles_out(&goods, 700_000, 10_000), "no set comes to it");
    }

    #[test]
    fn among_many_goods_none_is() {
        let goods: Vec<i64> = (1..50).map(|i| 400_000 + i * 7_919).collect();
        assert!(!singles_out(&goods, 3_000_000, 100_000));
    }
}
