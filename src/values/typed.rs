//! Typed values: a line of words, a plain number.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// One line of text with single spaces; `None` if empty or too long.
pub fn words(typed: &str, most: usize) -> Option<String> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.chars().count() <= most && !text.contains(char::is_control))
        .then_some(text)
}

/// A plain number with at most `decimals` decimals; full-width digits count.
pub fn number(typed: &str, decimals: u32) -> Option<Decimal> {
    let plain: String = typed.trim().nfkc().filter(|c| *c != ',').collect();
    let is_plain = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    let number: Decimal = is_plain.then(|| plain.parse().ok()).flatten()?;
    (number.normalize().scale() <= decimals && number < Decimal::from(1_000_000_000_u64))
        .then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_people_write_them_and_nothing_is_guessed() {
        let read = |typed| number(typed, 4).map(|n| n.to_string());
        assert_eq!(
            ["78", " 78.50 ", "７８", "1,200"].map(read),
            ["78", "78.50", "78", "1200"].map(|n| Some(n.to_string()))
        );
        for odd in ["", "78元", "-3", "1e9", "0x1", "7.12345", "9999999999", "NaN", "."] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn words_are_one_line_of_so_many_characters() {
        assert_eq!(words("  木凯滩  土鸡蛋\n", 40), Some("木凯滩 土鸡蛋".into()));
        assert_eq!(words("   ", 40), None);
        assert_eq!(words(&"羊".repeat(41), 40), None);
        assert_eq!(words("a\u{0}b", 40), None);
    }
}
