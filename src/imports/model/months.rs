//! Months of supply as people write them.

use unicode_normalization::UnicodeNormalization;

/// "6-9", "6、7、8", "11-2" (over the new year), "全年"; `None` for anything else.
pub fn read(typed: &str) -> Option<Vec<i16>> {
    let plain: String =
        typed.nfkc().filter(|c| !c.is_whitespace() && *c != '月' && *c != '份').collect();
    if ["全年", "常年", "allyear"].contains(&plain.to_lowercase().as_str()) {
        return Some((1..=12).collect());
    }
    let mut chosen = [false; 12];
    for part in plain.split(['、', ',', ';', '/', '.']).filter(|part| !part.is_empty()) {
        let ends: Vec<&str> = part.split(['-', '~', '—', '–', '至', '到']).collect();
        let (from, to) = match ends[..] {
            [one] => (month(one)?, month(one)?),
            [from, to] => (month(from)?, month(to)?),
            _ => return None,
        };
        let mut at = from;
        chosen[at] = true;
        while at != to {
            at = (at + 1) % 12;
            chosen[at] = true;
        }
    }
    let months: Vec<i16> =
        (1i16..).zip(chosen).filter(|(_, is_chosen)| *is_chosen).map(|(month, _)| month).collect();
    (!months.is_empty()).then_some(months)
}

/// Counted from 0.
fn month(text: &str) -> Option<usize> {
    let is_plain = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let number: usize = is_plain.then(|| text.parse().ok()).flatten()?;
    (1..=12).contains(&number).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_as_people_write_them() {
        for (typed, months) in [
            ("6-9", vec![6, 7, 8, 9]),
            ("6月至9月", vec![6, 7, 8, 9]),
            ("６、７、８", vec![6, 7, 8]),
            ("9, 10，11", vec![9, 10, 11]),
            ("11-2", vec![1, 2, 11, 12]),
            ("1-3、9—10", vec![1, 2, 3, 9, 10]),
            ("7", vec![7]),
            ("全年", (1..=12).collect()),
            ("1~12月份", (1..=12).collect()),
        ] {
            assert_eq!(read(typed), Some(months), "{typed}");
        }
        for odd in
            ["", "月", "0", "13", "6-", "-", "6-9-10", "春天", "6-13", "2020-06-09", "45452", "1e1"]
        {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
