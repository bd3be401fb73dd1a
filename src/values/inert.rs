//! Texts in sheets.

/// A text that no spreadsheet takes for a formula.
pub fn inert(text: &str) -> String {
    let begins_like_a_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins_like_a_formula { format!("'{text}") } else { text.to_string() }
}
