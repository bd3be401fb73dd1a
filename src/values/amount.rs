//! Money: yuan in exact decimals, on one rung of the ladder.
//!
//! Two amounts of one rung add; two of different rungs do not:
//!
//! ```compile_fail
//! use farmfair::values::{amount::Amount, rung::{Contract, Intent}};
//! let _ = Amount::<Intent>::ZERO + Amount::<Contract>::ZERO;
//! ```

use super::{figure::Figure, lang::Lang, rung::OnRung};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Serialize, Serializer};
use sqlx::{
    Decode, Encode, Postgres, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgTypeInfo, PgValueRef},
};
use std::{cmp::Ordering, iter::Sum, marker::PhantomData, ops::Add, ops::Sub};

/// Yuan on rung `R`, to the fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount<R> {
    yuan: Decimal,
    rung: PhantomData<R>,
}

impl<R: OnRung> Amount<R> {
    pub const ZERO: Self = Self { yuan: Decimal::ZERO, rung: PhantomData };

    pub const fn yuan(yuan: Decimal) -> Self {
        Self { yuan, rung: PhantomData }
    }

    pub fn fen(fen: i64) -> Self {
        Self::yuan(Decimal::new(fen, 2))
    }

    pub fn in_yuan(self) -> Decimal {
        self.yuan
    }

    /// Whole fen; what is less is cut off.
    pub fn in_fen(self) -> i64 {
        (self.yuan * Decimal::ONE_HUNDRED).to_i64().unwrap_or_default()
    }

    pub fn is_zero(self) -> bool {
        self.yuan.is_zero()
    }

    /// The same money as a tagged figure, for lists in which several rungs stand.
    pub fn figure(self) -> Figure {
        Figure::new(R::RUNG, self.yuan)
    }

    pub fn say(self, lang: Lang) -> Said {
        say_yuan(self.yuan, lang)
    }
}

impl<R: OnRung> Default for Amount<R> {
    fn default() -> Self {
        Self::ZERO
    }
}

impl<R: OnRung> Add for Amount<R> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::yuan(self.yuan + other.yuan)
    }
}

impl<R: OnRung> Sub for Amount<R> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::yuan(self.yuan - other.yuan)
    }
}

impl<R: OnRung> Sum for Amount<R> {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl<R: OnRung> PartialOrd for Amount<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R: OnRung> Ord for Amount<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.yuan.cmp(&other.yuan)
    }
}

impl<R> Serialize for Amount<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&self.yuan, serializer)
    }
}

impl<R> Type<Postgres> for Amount<R> {
    fn type_info() -> PgTypeInfo {
        <Decimal as Type<Postgres>>::type_info()
    }
}

impl<'r, R: OnRung> Decode<'r, Postgres> for Amount<R> {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self::yuan(Decimal::decode(value)?))
    }
}

impl<'q, R> Encode<'q, Postgres> for Amount<R> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        self.yuan.encode_by_ref(buffer)
    }
}

/// An amount as people say it: `901.3` `万元`, or `CNY 9.01 million` with nothing after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub before: &'static str,
    pub number: String,
    pub unit: &'static str,
}

impl Said {
    /// On one line: `901.3万元`, `CNY 9.01 million`.
    pub fn line(&self) -> String {
        let gap = if self.before.is_empty() { "" } else { " " };
        format!("{}{gap}{}{gap}{}", self.before, self.number, self.unit).trim_end().to_string()
    }
}

/// domain.md §3 rule 1: below 1万 in 元, then 万元, from 1亿 in 亿元, at most two decimals, no trailing
/// zeros; in English yuan, thousand, million, billion.
pub fn say_yuan(yuan: Decimal, lang: Lang) -> Said {
    let scales: &[(i64, &'static str)] = match lang {
        Lang::Zh => &[(1, "元"), (10_000, "万元"), (100_000_000, "亿元")],
        Lang::En => &[(1, ""), (1_000_000, "million"), (1_000_000_000, "billion")],
    };
    // Promoted as rounded: 99,999,999.99元 is 1亿元, not 10,000万元.
    let fills = |(scale, _): &(i64, _), next: i64| {
        (yuan.abs() / Decimal::from(*scale)).round_dp(2) * Decimal::from(*scale)
            >= Decimal::from(next)
    };
    let steps = scales.windows(2).take_while(|pair| fills(&pair[0], pair[1].0)).count();
    let (scale, unit) = scales[steps];
    Said { before: lang.t("", "CNY"), number: plain(yuan / Decimal::from(scale), 2), unit }
}

/// Rounded half away from zero to at most `places` decimals, thousands grouped, no trailing zeros.
pub fn plain(number: Decimal, places: u32) -> String {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let rounded = number.round_dp_with_strategy(places, MidpointAwayFromZero).normalize();
    let text = rounded.abs().to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "−" } else { "" };
    if part.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::rung::Contract;
    use proptest::prelude::*;

    fn zh(yuan: &str) -> String {
        say_yuan(yuan.parse().unwrap(), Lang::Zh).line()
    }

    fn en(yuan: &str) -> String {
        say_yuan(yuan.parse().unwrap(), Lang::En).line()
    }

    #[test]
    fn amounts_are_said_in_the_unit_a_person_would_use() {
        assert_eq!(zh("0"), "0元");
        assert_eq!(zh("9999"), "9,999元");
        assert_eq!(zh("9999.5"), "9,999.5元");
        assert_eq!(zh("10000"), "1万元");
        assert_eq!(zh("9013000"), "901.3万元");
        assert_eq!(zh("901000000"), "9.01亿元");
        assert_eq!(zh("330000000.00"), "3.3亿元");
        assert_eq!(zh("-12345"), "−1.23万元");
        assert_eq!(en("901000000"), "CNY 901 million");
        assert_eq!(en("9013000"), "CNY 9.01 million");
        assert_eq!(en("1250000000"), "CNY 1.25 billion");
        assert_eq!(en("9013.50"), "CNY 9,013.5");
    }

    #[test]
    fn rounding_never_says_ten_thousand_wan() {
        assert_eq!(zh("99999999.99"), "1亿元");
        assert_eq!(zh("9999.999"), "1万元");
        assert_eq!(zh("99994999"), "9,999.5万元");
        assert_eq!(en("999999999"), "CNY 1 billion");
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(plain("0.125".parse().unwrap(), 2), "0.13");
        assert_eq!(plain("-0.125".parse().unwrap(), 2), "−0.13");
        assert_eq!(plain("1234567.5".parse().unwrap(), 0), "1,234,568");
    }

    proptest! {
        #[test]
        fn a_sum_is_exact_whatever_the_order(
            mut fen in proptest::collection::vec(-1_000_000_000i64..1_000_000_000, 0..50)
        ) {
            let forwards: Amount<Contract> = fen.iter().map(|f| Amount::fen(*f)).sum();
            fen.reverse();
            let backwards: Amount<Contract> = fen.iter().map(|f| Amount::fen(*f)).sum();
            prop_assert_eq!(forwards, backwards);
            prop_assert_eq!(forwards.in_yuan(), Decimal::new(fen.iter().sum(), 2));
        }

        #[test]
        fn a_said_amount_is_right_to_its_last_shown_digit(fen in 0i64..10_000_000_000_000) {
            let said = say_yuan(Decimal::new(fen, 2), Lang::Zh);
            let scale = match said.unit { "亿元" => 100_000_000, "万元" => 10_000, _ => 1 };
            let shown: Decimal = said.number.replace(',', "").parse().unwrap();
            let error = (shown * Decimal::from(scale) - Decimal::new(fen, 2)).abs();
            prop_assert!(error * Decimal::from(2) <= Decimal::new(scale, 2));
            prop_assert!(!said.number.contains('.') || !said.number.ends_with('0'));
        }
    }
}
