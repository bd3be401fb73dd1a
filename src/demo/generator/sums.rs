//! Sums in whole fen and thousandths, and their division into parts that look realistic.

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// 1万元 in fen.
pub const WAN: i64 = 1_000_000;

/// Yuan of so many fen.
pub fn yuan(fen: i64) -> Decimal {
    Decimal::new(fen, 2)
}

/// A quantity of so many thousandths.
pub fn quantity(milli: i64) -> Decimal {
    Decimal::new(milli, 3).normalize()
}

/// round(quantity × price, 2), in fen: the same half-up as the line's own column.
pub fn line_fen(milli: i64, price_fen: i64) -> i64 {
    (milli * price_fen + 500).div_euclid(1000)
}

/// Down to how people write an amount: 1万 below 100万, 5万 below 500万, 10万 below 2000万, 50万 above.
pub fn round_amount(fen: i64) -> i64 {
    let step = match fen / WAN {
        ..100 => WAN,
        100..500 => 5 * WAN,
        500..2000 => 10 * WAN,
        _ => 50 * WAN,
    };
    fen / step * step
}

/// Down to two or three leading digits, as quantities are ordered.
pub fn round_quantity(whole: i64) -> i64 {
    let step = match whole {
        ..100 => 1,
        100..1_000 => 10,
        1_000..10_000 => 50,
        10_000..100_000 => 500,
        100_000..1_000_000 => 5_000,
        _ => 50_000,
    };
    whole / step * step
}

/// The weight of a part, and its bounds.
#[derive(Clone, Copy)]
pub struct Part {
    pub weight: i64,
    pub floor: i64,
    pub cap: i64,
}

/// `total` in proportion to the weights, each part rounded by `round` and within its bounds; the
/// remainder goes in one piece to the first part that has room for it.
pub fn divide(total: i64, parts: &[Part], round: fn(i64) -> i64) -> Vec<i64> {
    let at = |rate: i64| -> Vec<i64> {
        let share = |part: &Part| (i128::from(part.weight) * i128::from(rate) / 1_000_000) as i64;
        parts.iter().map(|part| round(share(part)).clamp(part.floor, part.cap)).collect()
    };
    let (mut low, mut high) = (0, i64::MAX >> 8);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if at(middle).iter().sum::<i64>() <= total { low = middle } else { high = middle }
    }
    let mut found = at(low);
    let rest = total - found.iter().sum::<i64>();
    if let Some(i) = (0..parts.len())
        .find(|i| found[*i] + rest <= parts[*i].cap && found[*i] + rest >= parts[*i].floor)
    {
        found[i] += rest;
    }
    found
}

/// Fen of so many yuan.
pub fn fen(yuan: Decimal) -> i64 {
    whole(yuan * Decimal::ONE_HUNDRED)
}

/// Thousandths of a quantity.
pub fn milli(quantity: Decimal) -> i64 {
    whole(quantity * Decimal::ONE_THOUSAND)
}

fn whole(number: Decimal) -> i64 {
    number.round().to_i64().expect("the demonstration's numbers are far below the limits of i64")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_to_the_total_inside_their_bounds() {
        let parts: Vec<Part> = (1..40)
            .map(|i| Part {
                weight: i * i,
                floor: 30 * WAN,
                cap: if i % 7 == 0 { 40 * WAN } else { 9_000 * WAN },
            })
            .collect();
        let found = divide(63_000 * WAN, &parts, round_amount);
        assert_eq!(found.iter().sum::<i64>(), 63_000 * WAN);
        assert!(
            found
                .iter()
                .zip(&parts)
                .all(|(fen, part)| (part.floor..=part.cap).contains(fen) && fen % WAN == 0)
        );
    }

    #[test]
    fn a_line_rounds_half_up_as_the_database_does() {
        assert_eq!(line_fen(3_333, 101), 337);
        assert_eq!(line_fen(500, 1), 1);
        assert_eq!(line_fen(-2_000, 350), -700);
    }
}
