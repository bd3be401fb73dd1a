//! A sheet as read: headings and rows of cells, from any file type.

use crate::values::lang::Lang;
use rust_decimal::Decimal;

/// The size of an uploaded file.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
/// The unpacked size of a file: its cells and their markup. Two million empty texts fit into it,
/// and take a hundred megabytes to read.
pub const MOST_UNPACKED: u64 = 32 * 1024 * 1024;
/// Parts of a workbook: sheets, styles, pictures.
pub const MOST_PARTS: usize = 500;
pub const MOST_ROWS: usize = 20_000;
pub const MOST_COLUMNS: usize = 50;
/// Characters of a cell.
pub const LONGEST_CELL: usize = 2000;
/// Bytes of all cells together: a shared text of a workbook may be in a million of its cells.
pub const MOST_TEXT: usize = 20 * 1024 * 1024;

/// A cell as the program that made the sheet types it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    #[default]
    Text,
    Number,
    Date,
    /// `#REF!` and the like.
    Fault,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub text: String,
    pub form: Form,
    /// A number with more decimals than its text.
    pub exact: Option<Decimal>,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A row with its number in the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub place: i32,
    pub cells: Vec<Cell>,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.trim().is_empty())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub heads: Vec<String>,
    pub lines: Vec<Line>,
}

/// Collects rows as they are read, and stops when there are too many.
#[derive(Debug, Default)]
pub struct Gathering {
    lines: Vec<Line>,
    text: usize,
}

impl Gathering {
    /// Row and column count from 0; rows come in order.
    pub fn take(&mut self, row: usize, column: usize, mut cell: Cell) -> Result<(), Unreadable> {
        // The one character that no database text may contain.
        cell.text.retain(|c| c != '\0');
        if cell.text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        self.text += cell.text.len();
        if self.text > MOST_TEXT {
            return Err(Unreadable::TooMuch);
        }
        let place = i32::try_from(row + 1).map_err(|_| Unreadable::TooManyRows)?;
        if cell.text.chars().count() > LONGEST_CELL {
            return Err(Unreadable::LongCell { row: place, column: column + 1 });
        }
        if self.lines.last().is_none_or(|line| line.place != place) {
            // The headings are one more row.
            if self.lines.len() > MOST_ROWS {
                return Err(Unreadable::TooManyRows);
            }
            self.lines.push(Line { place, cells: Vec::new() });
        }
        let Some(line) = self.lines.last_mut() else { return Ok(()) };
        if line.cells.len() <= column {
            line.cells.resize(column + 1, Cell::default());
        }
        line.cells[column] = cell;
        Ok(())
    }

    /// The first row that is not empty has the headings.
    pub fn finish(self) -> Result<Sheet, Unreadable> {
        let mut lines = self.lines.into_iter().filter(|line| !line.is_empty());
        let heads = lines.next().ok_or(Unreadable::Empty)?;
        let lines: Vec<Line> = lines.collect();
        if lines.is_empty() {
            return Err(Unreadable::Empty);
        }
        Ok(Sheet { heads: heads.cells.into_iter().map(|cell| cell.text).collect(), lines })
    }
}

/// Why a file cannot be read as a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    Missing,
    TooLarge,
    /// .xls, or a workbook with a password: both have the same file type.
    OldExcel,
    NoSheet,
    Damaged,
    TooMuch,
    TooManyRows,
    TooManyColumns,
    LongCell {
        row: i32,
        column: usize,
    },
    Empty,
}

impl Unreadable {
    pub fn says(self, lang: Lang) -> String {
        let text = match self {
            Unreadable::Missing => lang.t("请选择文件", "Choose a file"),
            Unreadable::TooLarge => lang.t(
                "文件超过 5 MB，请拆分后上传",
                "The file is larger than 5 MB: upload it in parts",
            ),
            Unreadable::OldExcel => lang.t(
                "文件为旧版 .xls 或设有密码：请另存为不加密的 .xlsx 后上传",
                "This is an old .xls, or has a password: save it as .xlsx without one",
            ),
            Unreadable::NoSheet => lang.t(
                "文件不是表格：请上传 Excel 的 .xlsx，或 CSV（UTF-8 或 GB18030）",
                "This is not a spreadsheet: upload an Excel .xlsx file, or a CSV (UTF-8 or GB \
                 18030)",
            ),
            Unreadable::Damaged => lang.t(
                "文件无法打开，可能不完整或已损坏：请用 Excel 打开，另存后上传",
                "The file cannot be read; it may be incomplete or damaged: open it in Excel and \
                 save it again",
            ),
            Unreadable::TooMuch => lang.t(
                "文件内容过多，请拆分后上传",
                "There is too much in the file: upload it in parts",
            ),
            Unreadable::TooManyRows => lang.t(
                "一次最多 20000 行，请拆分后上传",
                "At most 20,000 rows at a time: upload them in parts",
            ),
            Unreadable::TooManyColumns => lang
                .t("最多 50 列：请使用模板的列", "At most 50 columns: use those of the template"),
            Unreadable::LongCell { row, column } if lang.is_zh() => {
                return format!("第 {row} 行第 {column} 列超过 2000 个字");
            }
            Unreadable::LongCell { row, column } => {
                return format!("Row {row}, column {column} has more than 2,000 characters");
            }
            Unreadable::Empty => lang.t(
                "表中没有数据：第一行为列名，从第二行起填写",
                "There is no data: put column names in the first row, data below",
            ),
        };
        text.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_numbers_and_empty_ones_are_none() {
        let mut gathering = Gathering::default();
        for (row, column, text) in [(1, 0, "名称"), (1, 2, "类别"), (3, 0, " "), (5, 2, "合作社")]
        {
            gathering.take(row, column, Cell::text(text)).unwrap();
        }
        let sheet = gathering.finish().unwrap();
        assert_eq!(sheet.heads, ["名称", "", "类别"]);
        assert_eq!(sheet.lines.iter().map(|line| line.place).collect::<Vec<_>>(), [6]);
        assert_eq!(Gathering::default().finish(), Err(Unreadable::Empty));
    }

    #[test]
    fn what_is_too_much_stops_the_reading() {
        let mut gathering = Gathering::default();
        assert_eq!(
            gathering.take(0, MOST_COLUMNS, Cell::text("x")),
            Err(Unreadable::TooManyColumns)
        );
        assert_eq!(
            gathering.take(4, 1, Cell::text("羊".repeat(2001))),
            Err(Unreadable::LongCell { row: 5, column: 2 })
        );
        let stopped =
            (0..MOST_ROWS + 5).find_map(|row| gathering.take(row, 0, Cell::text("x")).err());
        assert_eq!(stopped, Some(Unreadable::TooManyRows));
        // One text a thousand times.
        let mut gathering = Gathering::default();
        let long = "羊".repeat(LONGEST_CELL);
        let stopped =
            (0..MOST_ROWS).find_map(|row| gathering.take(row, 0, Cell::text(long.clone())).err());
        assert_eq!(stopped, Some(Unreadable::TooMuch));
    }
}
