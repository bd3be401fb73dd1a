//! Back-office lists: exported as sheets, and saved under names.

pub mod matrix;
mod rail;
mod sheets;

use crate::harness::site::Answer;

/// The lines of a sheet, without the byte order mark.
pub fn lines(sheet: &Answer) -> Vec<String> {
    sheet.body.trim_start_matches('\u{feff}').lines().map(str::to_string).collect()
}
