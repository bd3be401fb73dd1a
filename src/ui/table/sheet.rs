//! A sheet while it is written: row by row into its own file, so that only a few rows are in
//! memory.

use super::Cell;
use crate::values::inert::inert;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::{
    fs::File,
    io::{BufWriter, Seek, Write},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Csv,
    Xlsx,
}

impl Kind {
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Csv => "csv",
            Kind::Xlsx => "xlsx",
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Kind::Csv => "text/csv; charset=utf-8; header=present",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The limit of Excel, headings included.
    pub const MOST_ROWS: usize = 1_000_000;
}

pub type Rows = Vec<Vec<Cell>>;

/// Writes headings and rows, and rewinds the file.
pub fn write(
    kind: Kind,
    heads: &[String],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> anyhow::Result<File> {
    let mut file = tempfile::tempfile()?;
    match kind {
        Kind::Csv => csv(&file, heads, rows)?,
        Kind::Xlsx => xlsx(&file, heads, rows)?,
    }
    file.rewind()?;
    Ok(file)
}

/// With a byte order mark, by which Excel knows the encoding.
fn csv(file: &File, heads: &[String], rows: impl Iterator<Item = Vec<Cell>>) -> anyhow::Result<()> {
    let mut buffered = BufWriter::new(file);
    buffered.write_all("\u{feff}".as_bytes())?;
    let mut sheet =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(buffered);
    sheet.write_record(heads)?;
    for row in rows {
        sheet.write_record(row.iter().map(|cell| match cell {
            Cell::Number(_) => cell.plain(),
            _ => inert(&cell.export_text()),
        }))?;
    }
    sheet.flush()?;
    Ok(())
}

/// Texts are written as texts, which no program takes for formulas.
fn xlsx(
    file: &File,
    heads: &[String],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> anyhow::Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 1)?;
    let bold = Format::new().set_bold();
    for (column, head) in (0..).zip(heads) {
        sheet.set_column_width(column, 18)?;
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            write_cell(sheet, (line, column), &cell)?;
        }
    }
    book.save_to_writer(BufWriter::new(file))?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (line, column): (u32, u16),
    cell: &Cell,
) -> anyhow::Result<()> {
    match cell {
        Cell::Number(number) => {
            sheet.write_number(line, column, number.to_f64().unwrap_or_default())?
        }
        _ => sheet.write_string(line, column, cell.export_text())?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::Reader;
    use std::io::Read;

    #[test]
    fn no_telephone_leaves_the_house() {
        let changed = ("联系人：".to_string(), "—".to_string(), "张 13800001234".to_string());
        let row = vec![Cell::Private("13800001234".into(), None), Cell::Changes(vec![changed])];
        let mut text = String::new();
        write(Kind::Csv, &["甲".to_string(), "乙".to_string()], [row].into_iter())
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert!(text.contains("138****1234,联系人：— → 张 138****1234"), "{text}");
    }

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        let rows = vec![vec![Cell::Text("=1+1".into()), Cell::Number("-2.50".parse().unwrap())]];
        let heads = ["甲".to_string(), "乙".to_string()];
        let mut text = String::new();
        write(Kind::Csv, &heads, rows.clone().into_iter())
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "\u{feff}甲,乙\r\n'=1+1,-2.5\r\n");
        let mut book = Vec::new();
        write(Kind::Xlsx, &heads, rows.into_iter()).unwrap().read_to_end(&mut book).unwrap();
        let mut read: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(book)).unwrap();
        let range = read.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&calamine::Data::String("=1+1".into())));
        assert_eq!(range.get_value((1, 1)), Some(&calamine::Data::Float(-2.5)));
    }
}
