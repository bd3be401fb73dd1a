//! Amounts in the Chinese capital numerals of contracts and cheques: 壹仟贰佰万元整.

use rust_decimal::{Decimal, prelude::ToPrimitive};

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const WITHIN: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// Whole fen from 0 to less than 10^16 yuan; `None` outside.
pub fn of_yuan(yuan: Decimal) -> Option<String> {
    let fen = (yuan * Decimal::ONE_HUNDRED).normalize();
    let fen = (fen.scale() == 0).then(|| fen.to_u64()).flatten()?;
    let (whole, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut words = String::new();
    if whole > 0 {
        words += &integer(whole)?;
        words.push('元');
    }
    let digit = |n: u64| DIGITS[n as usize];
    match (jiao, fen) {
        (0, 0) if whole == 0 => return Some("零元整".to_string()),
        (0, 0) => words.push('整'),
        (0, fen) => {
            if whole > 0 {
                words.push('零');
            }
            words += &format!("{}分", digit(fen));
        }
        (jiao, 0) => words += &format!("{}角整", digit(jiao)),
        (jiao, fen) => words += &format!("{}角{}分", digit(jiao), digit(fen)),
    }
    Some(words)
}

/// In groups of four digits; one 零 stands for every run of zeros inside.
fn integer(number: u64) -> Option<String> {
    let mut groups = Vec::new();
    let mut rest = number;
    while rest > 0 {
        groups.push(rest % 10_000);
        rest /= 10_000;
    }
    let mut words = String::new();
    let mut has_gap = false;
    for (at, group) in groups.iter().enumerate().rev() {
        if *group == 0 {
            has_gap = !words.is_empty();
            continue;
        }
        if !words.is_empty() && (has_gap || *group < 1000) {
            words.push('零');
        }
        has_gap = false;
        words += &within(*group);
        // 万亿 over a group of 亿 is said once: 壹万贰仟亿.
        let unit = match at {
            3 if groups[2] != 0 => "万",
            _ => GROUPS.get(at)?,
        };
        words += unit;
    }
    Some(words)
}

fn within(group: u64) -> String {
    let mut words = String::new();
    let mut has_gap = false;
    for at in (0..4).rev() {
        let digit = group / 10_u64.pow(at) % 10;
        if digit == 0 {
            has_gap = !words.is_empty();
            continue;
        }
        if has_gap {
            words.push('零');
        }
        has_gap = false;
        words += DIGITS[digit as usize];
        words += WITHIN[at as usize];
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_on_a_cheque() {
        for (yuan, words) in [
            ("12000000", "壹仟贰佰万元整"),
            ("901000000", "玖亿零壹佰万元整"),
            ("1354000", "壹佰叁拾伍万肆仟元整"),
            ("100000001", "壹亿零壹元整"),
            ("10203", "壹万零贰佰零叁元整"),
            ("110000", "壹拾壹万元整"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("0.5", "伍角整"),
            ("0.05", "伍分"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("1000000000000", "壹万亿元整"),
            ("1200000000000", "壹万贰仟亿元整"),
            ("0", "零元整"),
        ] {
            assert_eq!(of_yuan(yuan.parse().unwrap()).as_deref(), Some(words), "{yuan}");
        }
        assert_eq!(of_yuan("0.001".parse().unwrap()), None);
        assert_eq!(of_yuan("-1".parse().unwrap()), None);
    }
}
