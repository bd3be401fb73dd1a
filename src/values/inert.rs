//! Texts in sheets.

const FIRST: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet takes for a formula.
pub fn inert(text: &str) -> String {
    if looks_like_a_formula(text) { format!("'{text}") } else { text.to_string() }
}

/// The text that `inert` made so.
pub fn restored(text: &str) -> &str {
    text.strip_prefix('\'').filter(|text| looks_like_a_formula(text)).unwrap_or(text)
}

/// Also behind quotes, so that a text that begins with both is read back as it was.
fn looks_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_back_as_it_was() {
        assert_eq!(inert("=1+1"), "'=1+1");
        for text in ["=1+1", "'=1+1", "''=1", "+86", "－5", "甲", "'甲'", "", "'"] {
            assert_eq!(restored(&inert(text)), text);
        }
        // A quote that a person typed before an ordinary word stays.
        assert_eq!(restored("'甲"), "'甲");
    }
}
