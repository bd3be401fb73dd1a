//! A stretch of a table in the order of its keys: paging goes from key to key, so that what is added in
//! between moves nothing.

/// Ids after `after` and up to `upto`, `limit` of them at most.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub after: i64,
    pub upto: i64,
    pub limit: i64,
}

impl Span {
    /// `after`: an id as text; none is the beginning.
    pub fn after(after: Option<&str>, limit: i64) -> Self {
        Self { after: after.and_then(|id| id.parse().ok()).unwrap_or_default(), upto: i64::MAX, limit }
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
    /// Of `records`, which are one more than `limit` where there is more to come.
    pub fn cut(mut records: Vec<R>, limit: i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or_default();
        let more = records.len() > limit;
        records.truncate(limit);
        let next = records.last().filter(|_| more).map(R::key);
        Self { records, next }
    }
}

/// An opaque cursor: it names the list it belongs to, so that one list's is no good for another.
pub fn cursor(list: &str, key: &str) -> String {
    format!("{list}:{key}").bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// The key in a cursor of `list`; `None` if it is none of ours.
pub fn read_cursor(list: &str, cursor: &str) -> Option<String> {
    if cursor.len() > 200 || !cursor.len().is_multiple_of(2) || !cursor.is_ascii() {
        return None;
    }
    let bytes = (0..cursor.len()).step_by(2).map(|at| u8::from_str_radix(&cursor[at..at + 2], 16).ok());
    let text = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
    let key = text.strip_prefix(list)?.strip_prefix(':')?;
    let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    plain.then(|| key.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_by_its_own_list_only() {
        let given = cursor("products", "396");
        assert_eq!(read_cursor("products", &given).as_deref(), Some("396"));
        assert_eq!(read_cursor("projects", &given), None);
        for odd in ["", "0", "zz", "ü1", "70", &"70".repeat(200), &cursor("products", ""), &cursor("products", "1' or 1=1")] {
            assert_eq!(read_cursor("products", odd), None, "{odd}");
        }
    }
}
