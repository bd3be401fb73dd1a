//! What booths usually sell in a day: from the confirmed days of earlier editions whose leading
//! category is the same. The usual range lies between the quartiles.

use rust_decimal::Decimal;

/// From fewer days nothing is usual.
pub const FEWEST_DAYS: i64 = 8;
/// So many times the median of a day, the amount has probably a wrong unit.
const FAR: i64 = 1_000;

/// Of a category, in yuan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usual {
    pub category_code: String,
    pub least: Decimal,
    pub lower: Decimal,
    pub median: Decimal,
    pub upper: Decimal,
    pub most: Decimal,
}

/// Where an amount lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Below,
    Within,
    Above,
}

impl Usual {
    /// From the least, the quartiles and the most.
    pub fn new(category_code: String, points: &[Decimal]) -> Option<Self> {
        let [least, lower, median, upper, most] = *points else { return None };
        Some(Self { category_code, least, lower, median, upper, most })
    }

    pub fn place(&self, amount: Decimal) -> Place {
        if amount < self.lower {
            Place::Below
        } else if amount > self.upper {
            Place::Above
        } else {
            Place::Within
        }
    }

    pub fn is_far_below(&self, amount: Decimal) -> bool {
        amount >= self.median * Decimal::from(FAR)
    }
}

/// Of the leading category, if enough is known of it.
pub fn of<'a>(all: &'a [Usual], leading: Option<&str>) -> Option<&'a Usual> {
    let code = leading?;
    all.iter().find(|usual| usual.category_code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_usual_between_the_quartiles() {
        let points = [100, 1_200, 3_000, 9_800, 29_400].map(Decimal::from);
        let usual = Usual::new("04".into(), &points).unwrap();
        let placed = |yuan: i64| usual.place(yuan.into());
        assert_eq!(
            [1_199, 1_200, 9_800, 9_801].map(placed),
            [Place::Below, Place::Within, Place::Within, Place::Above]
        );
        assert!(usual.is_far_below(3_000_000.into()) && !usual.is_far_below(2_999_999.into()));
        assert_eq!(Usual::new("04".into(), &points[1..]), None);
        let all = [usual];
        assert!(of(&all, Some("04")).is_some());
        assert!(of(&all, Some("05")).is_none() && of(&all, None).is_none());
    }
}
