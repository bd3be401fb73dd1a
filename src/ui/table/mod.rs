//! A list of the back office: its columns, each defined once for the page and for the sheets, so
//! that a sheet holds exactly what is shown; the choice of columns; saved filters; and batch
//! actions.

pub mod export;
mod sheet;

use super::lists::SortLink;
use crate::{
    http::{problem::Problem, state::App},
    identity::{
        model::{permissions::SEE_DESK, saved::SavedFilter},
        store,
    },
    values::telephone::masked_within,
    web::{office::Office, page::Page},
};
use askama::{Template, filters::HtmlSafe};
use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// Leads to the record; without the language.
    Link(String, String),
    Number(Decimal),
    /// Its style and its text.
    State(&'static str, String),
    /// A text, possibly with a link, that may contain telephone numbers: users of the page may read
    /// them, but no sheet exports them.
    Private(String, Option<String>),
    /// Changed fields: the name of each with its colon, the value before and after. The same rule
    /// applies.
    Changes(Vec<(String, String, String)>),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// Empty where there is nothing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        Cell::Text(text.map(Into::into).unwrap_or_default())
    }

    pub fn count(count: i64) -> Self {
        Cell::Number(Decimal::from(count))
    }

    fn plain(&self) -> String {
        match self {
            Cell::Text(text)
            | Cell::Link(text, _)
            | Cell::State(_, text)
            | Cell::Private(text, _) => text.clone(),
            Cell::Number(number) => number.normalize().to_string(),
            Cell::Changes(fields) => {
                let said: Vec<String> = fields
                    .iter()
                    .map(|(field, before, after)| format!("{field}{before} → {after}"))
                    .collect();
                said.join("; ")
            }
        }
    }

    /// The text for a sheet.
    fn export_text(&self) -> String {
        match self {
            Cell::Private(..) | Cell::Changes(_) => masked_within(&self.plain()),
            _ => self.plain(),
        }
    }
}

/// The first column of a list is always shown: it links to the record.
pub struct Column<R: 'static> {
    /// As `columns=` names it.
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    pub cell: fn(&Page, &R) -> Cell,
}

/// A column of a line: code, its two names, its cell.
#[macro_export]
macro_rules! columns {
    (
        $row:ty;
        $($code:literal $zh:literal $en:literal |$page:pat_param, $of:pat_param| $cell:expr;)*
    ) => {
        &[$($crate::ui::table::Column::<$row> {
            code: $code,
            zh: $zh,
            en: $en,
            cell: |$page: &$crate::web::page::Page, $of: &$row| $cell,
        },)*]
    };
}

impl<R> Column<R> {
    fn head<'a>(&'a self, page: &Page) -> &'a str {
        page.lang.t(self.zh, self.en)
    }
}

/// The columns that `columns=` names, or all; unknown names are skipped.
fn chosen<'a, R>(page: &Page, columns: &'a [Column<R>]) -> Vec<&'a Column<R>> {
    let Some(codes) = page.query.get("columns") else { return columns.iter().collect() };
    let wanted: Vec<&str> = codes.split(',').collect();
    columns
        .iter()
        .enumerate()
        .filter(|(n, column)| *n == 0 || wanted.contains(&column.code))
        .map(|(_, column)| column)
        .collect()
}

/// A batch action on the selected records; a page previews its effect first.
pub struct BulkAct {
    pub code: &'static str,
    pub label: String,
}

struct Line {
    key: Option<i64>,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "components/table.html")]
pub struct Table<'a> {
    page: &'a Page,
    caption: &'a str,
    heads: Vec<&'a str>,
    lines: Vec<Line>,
    /// Each column except the first, to be shown or hidden.
    choices: Vec<SortLink>,
    saved: &'a [SavedFilter],
    acts: Vec<BulkAct>,
    is_drawn_apart: bool,
}

impl HtmlSafe for Table<'_> {}

impl<'a> Table<'a> {
    pub fn new<R>(page: &'a Page, caption: &'a str, columns: &'a [Column<R>], rows: &[R]) -> Self {
        let shown = chosen(page, columns);
        let heads = shown.iter().map(|column| column.head(page)).collect();
        let line = |row: &R| Line {
            key: None,
            cells: shown.iter().map(|column| (column.cell)(page, row)).collect(),
        };
        let lines = rows.iter().map(line).collect();
        Self {
            choices: choices(page, columns, &shown),
            page,
            caption,
            heads,
            lines,
            saved: &[],
            acts: Vec::new(),
            is_drawn_apart: false,
        }
    }

    /// With the saved filters of this user.
    pub fn with_saved(self, saved: &'a [SavedFilter]) -> Self {
        Self { saved, ..self }
    }

    /// The bar alone: the page draws the records itself. The sheets stay the same.
    pub fn drawn_apart(self) -> Self {
        Self { is_drawn_apart: true, ..self }
    }

    /// With a checkbox before each record and the batch actions; without actions, no checkboxes.
    pub fn acting<R>(mut self, acts: Vec<BulkAct>, rows: &[R], key: fn(&R) -> i64) -> Self {
        self.acts = acts;
        for (line, row) in self.lines.iter_mut().zip(rows) {
            line.key = Some(key(row));
        }
        self
    }

    fn sheet(&self, ending: &str) -> String {
        let query = self.page.query.without("page");
        let query = if self.page.zh() { query } else { query.with("lang", "en") };
        format!("{}.{ending}{}", self.page.path, query.suffix())
    }

    /// The address of this list, as a saved filter has it.
    fn query(&self) -> String {
        self.page.query.without("page").suffix()
    }
}

impl Line {
    fn name(&self) -> String {
        self.cells.first().map(Cell::plain).unwrap_or_default()
    }
}

fn choices<R>(page: &Page, columns: &[Column<R>], shown: &[&Column<R>]) -> Vec<SortLink> {
    let is_shown = |code: &str| shown.iter().any(|column| column.code == code);
    let choice = |column: &Column<R>| {
        let current = is_shown(column.code);
        let others = columns.iter().filter(|other| {
            if other.code == column.code { !current } else { is_shown(other.code) }
        });
        let codes: Vec<&str> = others.map(|column| column.code).collect();
        let all = codes.len() == columns.len();
        let query = if all {
            page.query.without("columns")
        } else {
            page.query.with("columns", &codes.join(","))
        };
        SortLink { label: column.head(page).to_string(), href: page.with(&query), current }
    };
    columns.iter().skip(1).map(choice).collect()
}

/// The saved filters of this user for this list.
pub async fn saved(app: &App, page: &Page, office: &Office) -> Result<Vec<SavedFilter>, Problem> {
    // Users without a desk have none.
    if !office.may(SEE_DESK) {
        return Ok(Vec::new());
    }
    Ok(store::saved::of_list(app.pool(), office.viewer.user, &page.path).await?)
}
