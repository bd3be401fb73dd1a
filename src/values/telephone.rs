//! Telephone numbers as dialled within China: a mobile, or an area code and a number.

use unicode_normalization::UnicodeNormalization;

/// Digits only, without the country code; full-width digits count.
fn digits(typed: &str) -> Option<String> {
    let plain: String =
        typed.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')')).collect();
    let plain = plain.strip_prefix("+86").map(str::to_string).unwrap_or(plain);
    (!plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit())).then_some(plain)
}

/// Eleven digits: the first a 1, the second not 0, 1 or 2.
pub fn mobile(typed: &str) -> Option<String> {
    digits(typed).filter(|digits| {
        digits.len() == 11
            && digits.starts_with('1')
            && !matches!(digits.as_bytes()[1], b'0'..=b'2')
    })
}

/// A mobile, a number with its area code, or a service number of ten digits.
pub fn dialled(typed: &str) -> Option<String> {
    let is_landline =
        |digits: &String| digits.starts_with('0') && (10..=12).contains(&digits.len());
    let is_service = |digits: &String| {
        digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"))
    };
    mobile(typed)
        .or_else(|| digits(typed).filter(|digits| is_landline(digits) || is_service(digits)))
}

/// Masked for records that others read: 138****0000.
pub fn masked(number: &str) -> String {
    let all: Vec<char> = number.chars().collect();
    let hidden = |(at, c): (usize, &char)| {
        if (3..all.len().saturating_sub(4)).contains(&at) { '*' } else { *c }
    };
    all.iter().enumerate().map(hidden).collect()
}

/// A text with each number in it masked: mobiles, and numbers with an area code. Longer runs of
/// digits, and those within a word, are other codes.
pub fn masked_within(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let is_dialled = |word: &str| {
        word.len() >= 10
            && !word.starts_with('-')
            && !word.ends_with('-')
            && dialled(word).is_some()
    };
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        let number = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let rest = &word[number.len()..];
        shown.push_str(&if is_dialled(number) { masked(number) } else { number.to_string() });
        shown.push_str(rest);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_a_text_are_hidden_and_codes_are_not() {
        assert_eq!(masked_within("13800001234"), "138****1234");
        assert_eq!(
            masked_within("电话13800001234，或 0477-8123456。"),
            "电话138****1234，或 047*****3456。"
        );
        assert_eq!(
            masked_within("/admin/users?q=13800001234&role=supplier"),
            "/admin/users?q=138****1234&role=supplier"
        );
        for code in [
            "150626001201",
            "91150600123456789X",
            "91150624MA0TE5T011",
            "1506",
            "2020-09-28",
            "LB-15-18011234567A",
            "supplier-13800001234a",
        ] {
            assert_eq!(masked_within(code), code);
        }
    }

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        assert_eq!(mobile("138 0000-0000").as_deref(), Some("13800000000"));
        assert_eq!(mobile("+86１３８00000000").as_deref(), Some("13800000000"));
        assert_eq!(dialled("(0477) 812 3456").as_deref(), Some("04778123456"));
        assert_eq!(dialled("400-100-2000").as_deref(), Some("4001002000"));
        for odd in ["", "1380000000", "12800000000", "0477", "call me", "138000000001"] {
            assert_eq!((mobile(odd), dialled(odd)), (None, None), "{odd}");
        }
    }

    #[test]
    fn the_middle_of_a_number_is_hidden() {
        assert_eq!(masked("13800001234"), "138****1234");
    }
}
