//! Records as a sheet: RFC 4180 with a UTF-8 byte order mark, so that a spreadsheet reads it
//! correctly.

use super::record::{Record, header};

const MARK: &str = "\u{feff}";

/// The byte order mark and the row of names.
pub fn head<R: Record>() -> String {
    format!("{MARK}{}", row(header::<R>()))
}

pub fn rows<R: Record>(records: &[R], public_url: &str, is_demonstration: bool) -> String {
    let said = if is_demonstration { "演示数据" } else { "" };
    let whole = |record: &R| {
        row([record.texts(), vec![format!("{public_url}{}", record.path()), said.to_string()]]
            .concat())
    };
    records.iter().map(whole).collect()
}

fn row(cells: Vec<String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    format!("{}\r\n", cells.join(","))
}

fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_stands_in_the_cells_is_read_back(
            cells in proptest::collection::vec("[^\\x00]{0,12}", 2..6)
        ) {
            // After a row of names, as in a sheet: at the very beginning a byte order mark would be
            // taken as one.
            let text = row(vec!["name".to_string(); cells.len()]) + &row(cells.clone());
            let mut reader = csv::Reader::from_reader(std::io::Cursor::new(text));
            let read = reader.records().next().unwrap().unwrap();
            let read: Vec<String> = read.iter().map(String::from).collect();
            prop_assert_eq!(read, cells);
        }
    }
}
