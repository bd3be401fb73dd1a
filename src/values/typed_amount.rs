//! An amount of money as people type it: a number, with 元 or 万元 chosen beside it or written
//! behind it. What could mean two things is refused.

use super::lang::Lang;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// The unit chosen beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    Yuan,
    #[default]
    TenThousand,
}

impl Unit {
    /// `1` or `10000`, as the form sends it.
    pub fn read(sent: &str) -> Self {
        if sent.trim() == "1" { Unit::Yuan } else { Unit::TenThousand }
    }

    pub fn code(self) -> &'static str {
        match self {
            Unit::Yuan => "1",
            Unit::TenThousand => "10000",
        }
    }

    /// Each unit with its name, and whether this is it: for the form.
    pub fn choices(self, lang: Lang) -> [(&'static str, &'static str, bool); 2] {
        let names = [lang.t("元", "yuan"), lang.t("万元", "10,000 yuan")];
        [(Unit::Yuan, names[0]), (Unit::TenThousand, names[1])]
            .map(|(unit, name)| (unit.code(), name, unit == self))
    }

    /// As it is written behind a number.
    pub fn written(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::TenThousand => "万元",
        }
    }

    fn in_yuan(self) -> Decimal {
        match self {
            Unit::Yuan => Decimal::ONE,
            Unit::TenThousand => Decimal::from(10_000),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing,
    NotANumber,
    NotPositive,
    /// Finer than a fen.
    TooFine,
    TooLarge,
}

impl Fault {
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            Fault::Missing => lang.t("请填写金额", "Enter the amount"),
            Fault::NotANumber => lang.t(
                "请只填一个数，例如 1200 或 1,200.5；逗号只用来分开千位",
                "Enter one number, such as 1200 or 1,200.5; commas only separate thousands",
            ),
            Fault::NotPositive => lang.t("金额应大于零", "The amount must be more than zero"),
            Fault::TooFine => lang.t("金额最小到分", "An amount is exact to the fen"),
            Fault::TooLarge => lang
                .t("金额超过一万亿元，请核对单位", "More than CNY 1,000 billion: check the unit"),
        }
    }
}

/// The largest amount of a deal, in yuan.
const MOST: i64 = 1_000_000_000_000;

/// The amount in yuan. A unit written behind the number counts before the chosen one.
pub fn yuan(typed: &str, chosen: Unit) -> Result<Decimal, Fault> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
    if plain.is_empty() {
        return Err(Fault::Missing);
    }
    let (number, factor) = split(&plain, chosen);
    if let Some(negative) = number.strip_prefix(['-', '−', '－'])
        && ungrouped(negative).is_some()
    {
        return Err(Fault::NotPositive);
    }
    let number = ungrouped(number).ok_or(Fault::NotANumber)?;
    let number: Decimal = number.parse().map_err(|_| Fault::TooLarge)?;
    if number.is_zero() {
        return Err(Fault::NotPositive);
    }
    let yuan = number.checked_mul(factor).ok_or(Fault::TooLarge)?.normalize();
    if yuan > Decimal::from(MOST) {
        Err(Fault::TooLarge)
    } else if yuan.scale() > 2 {
        Err(Fault::TooFine)
    } else {
        Ok(yuan)
    }
}

/// A stored amount as a form shows it: 万元 where it comes out even to two decimals, else 元.
pub fn as_typed(yuan: Decimal) -> (String, Unit) {
    let in_ten_thousands = (yuan / Decimal::from(10_000)).normalize();
    match in_ten_thousands.scale() <= 2 {
        true => (in_ten_thousands.to_string(), Unit::TenThousand),
        false => (yuan.normalize().to_string(), Unit::Yuan),
    }
}

/// The number, and what one of it is in yuan.
fn split(plain: &str, chosen: Unit) -> (&str, Decimal) {
    let written = [("亿", 100_000_000), ("万", 10_000), ("", 1)];
    for (unit, factor) in written {
        let with_yuan = format!("{unit}元");
        let number = plain
            .strip_suffix(&with_yuan)
            .or_else(|| plain.strip_suffix(unit).filter(|_| !unit.is_empty()));
        if let Some(number) = number {
            return (number, Decimal::from(factor));
        }
    }
    (plain, chosen.in_yuan())
}

/// Digits with at most one point; commas only between groups of three digits.
fn ungrouped(number: &str) -> Option<String> {
    let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = whole.contains(',');
    let has_good_groups = groups.all(|group| group.len() == 3 && is_digits(group))
        && (!is_grouped || (1..=3).contains(&first.len()));
    let is_number = !first.is_empty()
        && is_digits(first)
        && has_good_groups
        && is_digits(rest)
        && !number.ends_with('.');
    is_number.then(|| number.replace(',', ""))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, Fault> {
        yuan(typed, Unit::TenThousand).map(|yuan| yuan.to_string())
    }

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (typed, yuan) in [
            ("1200", "12000000"),
            ("９０１", "9010000"),
            (" 1,200.5 ", "12005000"),
            ("901万", "9010000"),
            ("901万元", "9010000"),
            ("9.01亿", "901000000"),
            ("9.01 亿元", "901000000"),
            ("64800元", "64800"),
            ("0.000001", "0.01"),
            ("12\u{200B}00", "12000000"),
        ] {
            assert_eq!(read(typed), Ok(yuan.to_string()), "{typed}");
        }
        assert_eq!(yuan("64800.55", Unit::Yuan), Ok("64800.55".parse().unwrap()));
        assert_eq!(yuan("901万", Unit::Yuan), Ok(Decimal::from(9_010_000)));
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for typed in
            ["78，5", "78,5", "1,2,3", "1,2000", ",5", "1.", "1.2.3", "1e5", "约1200", "万"]
        {
            assert_eq!(read(typed), Err(Fault::NotANumber), "{typed}");
        }
        assert_eq!(read(" "), Err(Fault::Missing));
        for typed in ["0", "0.00", "-5", "－5"] {
            assert_eq!(read(typed), Err(Fault::NotPositive), "{typed}");
        }
        assert_eq!(yuan("12.345", Unit::Yuan), Err(Fault::TooFine));
        assert_eq!(read("0.0000001"), Err(Fault::TooFine));
        assert_eq!(yuan("100000000000000", Unit::Yuan), Err(Fault::TooLarge));
        assert_eq!(read(&"9".repeat(40)), Err(Fault::TooLarge));
        assert_eq!(read("100000000"), Ok("1000000000000".to_string()));
    }

    #[test]
    fn a_stored_amount_is_shown_as_it_was_typed() {
        let shown = |yuan: &str| as_typed(yuan.parse().unwrap());
        assert_eq!(shown("12000000"), ("1200".to_string(), Unit::TenThousand));
        assert_eq!(shown("648000.00"), ("64.8".to_string(), Unit::TenThousand));
        assert_eq!(shown("12345.67"), ("12345.67".to_string(), Unit::Yuan));
    }
}
