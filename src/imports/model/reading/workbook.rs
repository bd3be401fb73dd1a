//! Workbooks. Their unpacked size is counted before they are opened: the directory of the archive
//! may lie.

use crate::imports::model::sheet::{
    Cell, Form, Gathering, MOST_PARTS, MOST_UNPACKED, Sheet, Unreadable,
};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use rust_decimal::{Decimal, prelude::FromPrimitive};
use std::io::{Cursor, Read, copy, sink};
use zip::ZipArchive;

pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    weigh(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let first = workbook.sheet_names().into_iter().next().ok_or(Unreadable::Damaged)?;
    // Cell by cell: a sheet may claim to have a million rows and as many columns.
    let mut cells = workbook.worksheet_cells_reader(&first).map_err(|_| Unreadable::Damaged)?;
    let mut gathering = Gathering::default();
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Damaged)? {
        let (row, column) = cell.get_position();
        gathering.take(row as usize, column as usize, as_cell(cell.get_value()))?;
    }
    gathering.finish()
}

/// Unpacks every part without storing it, and counts.
fn weigh(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(Unreadable::TooMuch);
    }
    let mut is_workbook = false;
    let mut left = MOST_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| Unreadable::Damaged)?;
        is_workbook |= part.name().eq_ignore_ascii_case("xl/workbook.xml");
        let unpacked =
            copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Unreadable::Damaged)?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::TooMuch)?;
    }
    // Any other archive, or a text document.
    if is_workbook { Ok(()) } else { Err(Unreadable::NoSheet) }
}

fn as_cell(value: &DataRef<'_>) -> Cell {
    let cell = |form, text: String| Cell { text, form, exact: None };
    match value {
        DataRef::Int(number) => cell(Form::Number, number.to_string()),
        DataRef::Float(number) => {
            Cell { exact: exact(*number), ..cell(Form::Number, plain(*number)) }
        }
        DataRef::String(text) => Cell::text(text.trim()),
        DataRef::SharedString(text) => Cell::text(text.trim()),
        DataRef::Bool(value) => Cell::text(value.to_string()),
        DataRef::DateTime(moment) => cell(Form::Date, day(moment)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(Form::Date, text.clone()),
        DataRef::Error(error) => cell(Form::Fault, error.to_string()),
        DataRef::Empty => Cell::default(),
    }
}

/// `2020-09-28`; a duration stays a number.
fn day(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() || moment.as_f64() < 1.0 {
        return plain(moment.as_f64());
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// With all decimals that Excel shows: amounts in 万元 have six of them.
fn exact(number: f64) -> Option<Decimal> {
    Decimal::from_f64(number).map(|exact| exact.round_dp(10).normalize())
}

/// A number as a person would write it: 78.5 for a stored 78.500000000000014.
fn plain(number: f64) -> String {
    Decimal::from_f64(number)
        .map_or_else(|| number.to_string(), |exact| exact.round_dp(4).normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_rounded_and_plain() {
        assert_eq!(
            [78.5, 78.500_000_000_000_01, 100.0, 150624101001.0, 0.1 + 0.2, -3.0].map(plain),
            ["78.5", "78.5", "100", "150624101001", "0.3", "-3"]
        );
        assert_eq!(plain(f64::INFINITY), "inf");
        assert_eq!(
            [78.500_000_000_000_01, 1.234567, 98_765_432.123456, 0.00123450].map(|number| exact(
                number
            )
            .unwrap()
            .to_string()),
            ["78.5", "1.234567", "98765432.123456", "0.0012345"]
        );
    }

    #[test]
    fn a_date_is_the_day_that_excel_shows() {
        let shown = |serial, is_1904| {
            day(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904))
        };
        assert_eq!(shown(44_102.0, false), "2020-09-28");
        assert_eq!(shown(44_102.437_5, false), "2020-09-28");
        assert_eq!(shown(42_640.0, true), "2020-09-28");
    }
}
