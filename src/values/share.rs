//! Ratios. Across steps they are allowed and named: "39.4% of the contracts has arrived".

use super::spoken::plain;
use rust_decimal::Decimal;

/// `part` of `whole` in percent with one decimal; `None` if the whole is zero.
pub fn percent(part: Decimal, whole: Decimal) -> Option<String> {
    if whole.is_zero() {
        return None;
    }
    Some(format!("{}%", plain(part * Decimal::ONE_HUNDRED / whole, 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_rounded_once_and_undefined_over_nothing() {
        assert_eq!(percent(130.into(), 330.into()).as_deref(), Some("39.4%"));
        assert_eq!(percent(1.into(), 1.into()).as_deref(), Some("100%"));
        assert_eq!(percent(1.into(), 0.into()), None);
    }
}
