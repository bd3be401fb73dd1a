//! Numbers and amounts as people say them.

use super::lang::Lang;
use rust_decimal::Decimal;

/// An amount in words: `901.3` `万元`, or `CNY 9.01 million` with nothing after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountText {
    pub before: &'static str,
    pub number: String,
    pub unit: &'static str,
}

impl AmountText {
    /// An exact amount, such as `7,327.67`, takes more room than a round one.
    pub fn is_long(&self) -> bool {
        self.number.len() > 6
    }

    /// On one line: `901.3万元`, `CNY 9.01 million`.
    pub fn line(&self) -> String {
        let gap = if self.before.is_empty() { "" } else { " " };
        format!("{}{gap}{}{gap}{}", self.before, self.number, self.unit).trim_end().to_string()
    }
}

/// domain.md §3 rule 1: below 1万 in 元, then 万元, from 1亿 in 亿元, at most two decimals, no trailing
/// zeros; in English yuan, thousand, million, billion.
pub fn say_yuan(yuan: Decimal, lang: Lang) -> AmountText {
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
    AmountText { before: lang.t("", "CNY"), number: plain(yuan / Decimal::from(scale), 2), unit }
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
