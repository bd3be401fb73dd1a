//! The back office's lists: taken along as sheets, kept under names, seen to several at once, and
//! searched.

mod selection;
mod sheets;

use crate::harness::site::Answer;

/// A sheet's lines, without the mark of its encoding.
pub fn lines(sheet: &Answer) -> Vec<String> {
    sheet.body.trim_start_matches('\u{feff}').lines().map(str::to_string).collect()
}
