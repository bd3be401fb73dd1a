//! The value of an indicator, and its unit.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Count(i64),
    Yuan(Decimal),
    /// In percent, or a mean: not rounded.
    Ratio(Decimal),
    Day(NaiveDate),
    Month(NaiveDate),
    /// Not published, for any reason.
    Withheld,
    /// The divisor is zero, or the day is not on record.
    Unknown,
}

impl Value {
    /// `part` of `whole` in percent.
    pub fn percent(part: Decimal, whole: Decimal) -> Self {
        Self::mean(part * Decimal::ONE_HUNDRED, whole)
    }

    pub fn mean(sum: Decimal, n: Decimal) -> Self {
        if n.is_zero() { Value::Unknown } else { Value::Ratio(sum / n) }
    }

    /// As a number, for charts and comparisons.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Value::Count(n) => Some(Decimal::from(n)),
            Value::Yuan(number) | Value::Ratio(number) => Some(number),
            Value::Day(_) | Value::Month(_) | Value::Withheld | Value::Unknown => None,
        }
    }

    /// As data: a decimal, an ISO day or a month; `None` if withheld or unknown. `scale` is the
    /// size of the requested unit in ours: 10,000 for 万元. Ratios are rounded to two decimals.
    pub fn in_units_of(self, scale: Decimal) -> Option<String> {
        match self {
            Value::Count(n) => Some((Decimal::from(n) / scale).normalize().to_string()),
            Value::Yuan(yuan) => Some((yuan / scale).normalize().to_string()),
            Value::Ratio(ratio) => Some(
                (ratio / scale)
                    .round_dp_with_strategy(2, MidpointAwayFromZero)
                    .normalize()
                    .to_string(),
            ),
            Value::Day(day) => Some(day.to_string()),
            Value::Month(month) => Some(month.format("%Y-%m").to_string()),
            Value::Withheld | Value::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact_and_ratios_are_rounded_once() {
        assert_eq!(
            Value::Yuan(901_000_000.into()).in_units_of(100_000_000.into()).as_deref(),
            Some("9.01")
        );
        assert_eq!(
            Value::percent(130.into(), 330.into()).in_units_of(1.into()).as_deref(),
            Some("39.39")
        );
        assert_eq!(Value::percent(1.into(), 0.into()), Value::Unknown);
        assert_eq!(Value::Withheld.in_units_of(1.into()), None);
        assert_eq!(
            Value::Month(NaiveDate::from_ymd_opt(2018, 11, 1).unwrap())
                .in_units_of(1.into())
                .as_deref(),
            Some("2018-11")
        );
    }
}
