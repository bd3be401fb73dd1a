//! A row of a sheet, field by field, and its errors.

use super::{
    Kind, Reason,
    columns::Arrangement,
    party::Key,
    sheet::{Cell, Form, Line},
};
use crate::{
    organisations::model::{
        OrganisationKind, Side,
        profile::{CodeFault, read_credit_code},
    },
    places::model::{Unclear, gazetteer::Gazetteer, the_one},
    values::{coded::Coded, lang::Lang, place_code::PlaceCode},
};

pub struct Fields<'a> {
    kind: Kind,
    line: &'a Line,
    arrangement: &'a Arrangement,
    pub reasons: Vec<Reason>,
}

const NOTHING: &Cell = &Cell { text: String::new(), form: Form::Text, exact: None };

/// The one of these that is typed by its code, or by its name in a language.
pub fn named<T: Coded>(all: &[T], typed: &str) -> Option<T> {
    let is_meant = |one: &&T| {
        one.code() == typed
            || Lang::ALL.iter().any(|lang| one.name(*lang).eq_ignore_ascii_case(typed))
    };
    all.iter().find(is_meant).copied()
}

impl<'a> Fields<'a> {
    pub fn new(kind: Kind, line: &'a Line, arrangement: &'a Arrangement) -> Self {
        Self { kind, line, arrangement, reasons: Vec::new() }
    }

    pub fn cell(&self, code: &str) -> &'a Cell {
        let column = self.kind.columns().iter().position(|column| column.code == code);
        column
            .and_then(|column| self.arrangement.at(column))
            .and_then(|at| self.line.cells.get(at))
            .unwrap_or(NOTHING)
    }

    pub fn text(&self, code: &str) -> &'a str {
        self.cell(code).text.trim()
    }

    /// A number with all its decimals; the text of anything else.
    pub fn exact(&self, code: &str) -> String {
        let cell = self.cell(code);
        cell.exact.map_or_else(|| cell.text.trim().to_string(), |number| number.to_string())
    }

    pub fn is_refused(&self) -> bool {
        self.reasons.iter().any(|reason| !reason.is_doubt)
    }

    pub fn refuse<S: Into<String>>(&mut self, code: &str, says: impl Fn(Lang) -> S) {
        self.reasons.push(Reason::new(code, self.text(code), says));
    }

    pub fn doubt<S: Into<String>>(&mut self, code: &str, says: impl Fn(Lang) -> S) {
        self.reasons.push(Reason::doubt(code, self.text(code), says));
    }

    /// A formula that failed.
    pub fn refuse_faults(&mut self) {
        for column in self.kind.columns() {
            if self.cell(column.code).form == Form::Fault {
                self.refuse(column.code, |lang| {
                    lang.t(
                        "该单元格公式出错：请直接填写数值",
                        "The formula in this cell failed: enter the value itself",
                    )
                });
            }
        }
    }

    /// A required field, parsed by `read`.
    pub fn must<T>(
        &mut self,
        code: &str,
        read: impl Fn(&str) -> Option<T>,
        hint: (&str, &str),
    ) -> Option<T> {
        let read = read(self.text(code));
        if read.is_none() {
            let is_empty = self.text(code).is_empty();
            self.refuse(code, |lang| {
                format!(
                    "{}{}",
                    if is_empty { lang.t("不能为空：", "Must not be empty: ") } else { "" },
                    lang.t(hint.0, hint.1)
                )
            });
        }
        read
    }

    /// An optional one; `None`: it is empty, or was refused.
    pub fn may<T>(
        &mut self,
        code: &str,
        read: impl Fn(&str) -> Option<T>,
        hint: (&str, &str),
    ) -> Option<T> {
        let typed = self.text(code);
        if typed.is_empty() { None } else { self.must(code, read, hint) }
    }

    /// Lines of text, with a maximum length.
    pub fn paragraphs(&mut self, code: &str, most: usize) -> Option<String> {
        let typed = self.text(code).replace("\r\n", "\n").replace('\r', "\n");
        if typed.chars().count() > most
            || typed.contains(|c: char| c.is_control() && c != '\n' && c != '\t')
        {
            self.refuse(code, |lang| {
                if lang.is_zh() {
                    format!("不超过 {most} 个字，不含控制字符")
                } else {
                    format!("Use {most} characters or fewer, without control characters")
                }
            });
            return None;
        }
        (!typed.is_empty()).then_some(typed)
    }

    pub fn place(&mut self, code: &str, places: &Gazetteer) -> Option<PlaceCode> {
        let named: Vec<_> = places.named(self.text(code)).into_iter().cloned().collect();
        match the_one(&named) {
            Ok(place) => return Some(place.clone()),
            Err(Unclear::Nowhere) => self.refuse(code, |lang| Unclear::Nowhere.says(lang)),
            Err(Unclear::Several) => {
                let some: Vec<String> = named
                    .iter()
                    .take(4)
                    .map(|place| format!("{} {}", place.full_name, place.code))
                    .collect();
                let some = some.join("、");
                self.refuse(code, |lang| {
                    format!(
                        "{}{some}",
                        lang.t(
                            "有多个地方匹配，请填写区划代码：",
                            "Several places match; enter the code of one: "
                        )
                    )
                });
            }
        }
        None
    }

    /// The identification of an organisation in a row. `must_have_one`: a row with neither is
    /// refused.
    pub fn key(&mut self, must_have_one: bool) -> Option<Key> {
        let credit_code = self.credit_code("credit_code")?;
        let number = self.text("number").to_uppercase();
        let number = (!number.is_empty()).then_some(number);
        if must_have_one && credit_code.is_none() && number.is_none() {
            self.refuse("credit_code", |lang| {
                lang.t(
                    "请填写主体的信用代码，没有的填写主体编号",
                    "Enter the organisation's credit code, or its number if it has none",
                )
            });
            return None;
        }
        Some(Key { credit_code, number })
    }

    /// A credit code, or none; `None`: it was refused.
    pub fn credit_code(&mut self, column: &str) -> Option<Option<String>> {
        let cell = self.cell(column);
        if cell.form == Form::Number {
            self.refuse(column, |lang| {
                lang.t(
                    "Excel 将代码存为数字，末几位已丢失：请将该列设为文本格式后重新填写",
                    "Excel stored this code as a number and lost its last digits: format the \
                     column as text and enter it again",
                )
            });
            return None;
        }
        match read_credit_code(None, &cell.text) {
            Ok(code) => Some(code.map(|code| code.as_str().to_string())),
            Err(CodeFault::Wrong(error)) => {
                self.refuse(column, |lang| error.says(lang));
                None
            }
            // No kind yet: nothing is missing.
            Err(CodeFault::Missing) => Some(None),
        }
    }

    /// The kind of a supplier, by its name in either language or its code.
    pub fn supplier_kind(&mut self) -> Option<OrganisationKind> {
        let is_meant = |kind: &OrganisationKind, typed: &str| {
            kind.code() == typed
                || Lang::ALL.iter().any(|lang| kind.name(*lang).eq_ignore_ascii_case(typed))
        };
        let read = |typed: &str| {
            OrganisationKind::of_side(Side::Supplier).find(|kind| is_meant(kind, typed))
        };
        let names: Vec<&str> =
            OrganisationKind::of_side(Side::Supplier).map(|kind| kind.name(Lang::Zh)).collect();
        let names_en: Vec<&str> =
            OrganisationKind::of_side(Side::Supplier).map(|kind| kind.name(Lang::En)).collect();
        let hint = (
            format!("写其中一个：{}", names.join("、")),
            format!("One of: {}", names_en.join(", ")),
        );
        self.must("kind", read, (&hint.0, &hint.1))
    }
}
