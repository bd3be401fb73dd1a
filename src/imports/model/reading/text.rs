//! Comma-separated sheets: in UTF-8, or as Chinese Excel saves them. The quote that our own sheets
//! put before what looks like a formula is left out.

use crate::{
    imports::model::sheet::{Cell, Gathering, Sheet, Unreadable},
    values::inert::restored,
};
use csv::ReaderBuilder;
use encoding_rs::GB18030;
use std::borrow::Cow;

pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let text = decoded(bytes)?;
    let mut gathering = Gathering::default();
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(|_| Unreadable::Damaged)? {
        for (column, cell) in record.iter().enumerate() {
            gathering.take(row, column, Cell::text(restored(cell)))?;
        }
        row += 1;
    }
    gathering.finish()
}

/// A file that is not text is not a sheet.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let markers: [&[u8]; 3] = [b"<", b"%PDF", b"{\\rtf"];
    let start = bytes.trim_ascii_start();
    if bytes.contains(&0) || markers.iter().any(|marker| start.starts_with(marker)) {
        return Err(Unreadable::NoSheet);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let (text, has_errors) = GB18030.decode_without_bom_handling(bytes);
    let is_text = !has_errors && !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    if is_text { Ok(text) } else { Err(Unreadable::NoSheet) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_either_encoding() {
        let utf8 = "名称,类别\n\"甲,乙\",合作社\n";
        let (gb, _, _) = GB18030.encode(utf8);
        for bytes in
            [utf8.as_bytes().to_vec(), [b"\xef\xbb\xbf", utf8.as_bytes()].concat(), gb.to_vec()]
        {
            let sheet = read(&bytes).unwrap();
            assert_eq!(sheet.heads, ["名称", "类别"]);
            assert_eq!(sheet.lines[0].cells, [Cell::text("甲,乙"), Cell::text("合作社")]);
            assert_eq!(sheet.lines[0].place, 2);
        }
    }
}
