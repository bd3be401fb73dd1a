//! A slice of a table in the order of its keys: paging goes from key to key, so that insertions in
//! between move nothing.

/// Ids after `after` and up to `upto`, `limit` of them at most.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub after: i64,
    pub upto: i64,
    pub limit: i64,
}

impl Span {
    /// `after`: an id as text; `None` is the beginning.
    pub fn after(after: Option<&str>, limit: i64) -> Self {
        Self {
            after: after.and_then(|id| id.parse().ok()).unwrap_or_default(),
            upto: i64::MAX,
            limit,
        }
    }

    pub fn only(id: i64) -> Self {
        Self { after: id.saturating_sub(1), upto: id, limit: 1 }
    }
}

/// Records, and the key after which the next ones begin.
#[derive(Debug)]
pub struct Slice<R> {
    pub records: Vec<R>,
    pub next: Option<String>,
}

impl<R: super::record::Record> Slice<R> {
    /// From `records`, which are one more than `limit` if there are further ones.
    pub fn cut(mut records: Vec<R>, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or_default();
        let more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().filter(|_| more).map(R::key);
        Self { records, next }
    }
}

/// An opaque cursor: it names its list, so that it is invalid for another list.
pub fn cursor(list: &str, key: &str) -> String {
    format!("{list}:{key}").bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// The form of a cursor of `list`: its name, a colon and a number, byte by byte.
pub fn cursor_pattern(list: &str) -> String {
    format!("^{}(3[0-9]){{1,{LONGEST_KEY}}}$", cursor(list, ""))
}

/// Digits; more cannot be an id.
const LONGEST_KEY: usize = 18;

/// The key in a cursor of `list`; `None` for an invalid one.
pub fn read_cursor(list: &str, given: &str) -> Option<String> {
    let digits = given.strip_prefix(&cursor(list, ""))?.as_bytes();
    let fits =
        !digits.is_empty() && digits.len() <= 2 * LONGEST_KEY && digits.len().is_multiple_of(2);
    let key = digits
        .chunks(2)
        .map(|pair| (pair[0] == b'3' && pair[1].is_ascii_digit()).then_some(char::from(pair[1])));
    if fits { key.collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_by_its_own_list_only() {
        let given = cursor("products", "396");
        assert_eq!(read_cursor("products", &given).as_deref(), Some("396"));
        assert_eq!(read_cursor("projects", &given), None);
        let far = cursor("products", &"9".repeat(19));
        for odd in [
            "",
            "0",
            "zz",
            "ü1",
            "70",
            &"70".repeat(200),
            &cursor("products", ""),
            &cursor("products", "1' or 1=1"),
            &far,
        ] {
            assert_eq!(read_cursor("products", odd), None, "{odd}");
        }
    }
}
