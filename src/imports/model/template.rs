//! The template to download and fill in: the headings, and a second sheet with the allowed values.

use super::{Kind, columns::Column, product};
use crate::{
    organisations::model::{OrganisationKind, Side},
    products::model::{Category, selling::PRICE_BASES},
    projects::model::{
        ProjectType,
        deal::{DealRung, Method},
    },
    values::{coded::Coded, lang::Lang, quantity::Unit},
};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook,
    Worksheet, XlsxError,
};

/// The values that only the records know.
pub struct Allowed {
    /// Code and name.
    pub banners: Vec<(String, String)>,
    /// Code, and name with its edition.
    pub zones: Vec<(String, String)>,
    pub is_demonstration: bool,
}

/// Rows below the headings with a choice list and text format.
const FILLED: u32 = 20_000;
const VALUES: &str = "允许的值";
/// Columns that are not formatted as text.
const NUMBERS: [&str; 5] = ["price", "capacity", "position", "amount", "quantity"];

/// A list of allowed values: its column, and each value with its meaning.
struct Choice {
    column: &'static str,
    title: &'static str,
    values: Vec<(String, String)>,
}

pub fn write(kind: Kind, allowed: &Allowed) -> Result<Vec<u8>, XlsxError> {
    let choices = choices(kind, allowed);
    let mut workbook = Workbook::new();
    fill_in(workbook.add_worksheet(), kind, &choices)?;
    explain(workbook.add_worksheet(), kind, &choices, allowed)?;
    workbook.save_to_buffer()
}

fn choices(kind: Kind, allowed: &Allowed) -> Vec<Choice> {
    let choice = |column, title, values| Choice { column, title, values };
    let places = choice(
        "home",
        "旗区（所在地、产地，也可填写到苏木乡镇、嘎查村）",
        allowed.banners.iter().map(|(code, name)| (name.clone(), code.clone())).collect(),
    );
    match kind {
        Kind::Exhibitors => {
            let kinds = OrganisationKind::of_side(Side::Supplier);
            let kinds = kinds
                .map(|kind| (kind.name(Lang::Zh).to_string(), kind.name(Lang::En).to_string()))
                .collect();
            vec![
                choice("kind", "类别", kinds),
                choice("zone", "展区", allowed.zones.clone()),
                places,
            ]
        }
        Kind::Products => {
            let units =
                product::units().map(|unit| (unit.name.clone(), unit.code.clone())).collect();
            let bases =
                PRICE_BASES.iter().map(|(basis, en)| (basis.to_string(), en.to_string())).collect();
            vec![
                choice("category", "类别", categories()),
                choice("unit", "单位", units),
                choice("price_basis", "价格口径", bases),
                Choice { column: "origin", ..places },
            ]
        }
        Kind::Deals => {
            let units = Unit::all().map(|unit| (unit.name.clone(), unit.code.clone())).collect();
            let rungs = in_both(DealRung::ALL);
            let methods = in_both(Method::ALL);
            vec![
                choice("type", "类型", in_both(ProjectType::ALL)),
                choice("quantity_unit", "单位", units),
                choice("rung", "签的是", rungs),
                choice("method", "采购方式", methods),
                choice("category", "品类", categories()),
            ]
        }
    }
}

/// Each name with its translation.
fn in_both<T: Coded>(all: &[T]) -> Vec<(String, String)> {
    let name = |one: &T| (one.name(Lang::Zh).to_string(), one.name(Lang::En).to_string());
    all.iter().map(name).collect()
}

fn categories() -> Vec<(String, String)> {
    Category::all()
        .filter_map(|category| Some((category, category.parent()?)))
        .map(|(category, parent)| {
            (category.name.clone(), format!("{} {}", category.code, parent.name))
        })
        .collect()
}

fn head() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E4_EBDD))
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Headings only: an example here would be imported.
fn fill_in(sheet: &mut Worksheet, kind: Kind, choices: &[Choice]) -> Result<(), XlsxError> {
    sheet.set_name(kind.name(Lang::Zh))?.set_freeze_panes(1, 0)?;
    // Text that Excel would turn into a number or a date stays as typed.
    let text = Format::new().set_num_format("@");
    for (at, column) in (0u16..).zip(kind.columns()) {
        sheet.set_column_width(at, if column.is_required { 18 } else { 22 })?;
        if !NUMBERS.contains(&column.code) {
            sheet.set_column_format(at, &text)?;
        }
        let name =
            if column.is_required { format!("{}*", column.zh) } else { column.zh.to_string() };
        sheet.write_string_with_format(0, at, name, &head())?;
        // A place may be smaller than the listed ones.
        let listed = choices.iter().position(|choice| {
            choice.column == column.code && !["home", "origin"].contains(&choice.column)
        });
        if let Some(place) = listed.filter(|place| !choices[*place].values.is_empty()) {
            let letter = column_letter(place);
            let source =
                format!("='{VALUES}'!${letter}$3:${letter}${}", choices[place].values.len() + 2);
            let validation = DataValidation::new()
                .allow_list_formula(Formula::new(source))
                .set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, at, FILLED, at, &validation)?;
        }
    }
    Ok(())
}

/// Each list takes two columns: the value and its meaning.
fn column_letter(place: usize) -> char {
    char::from(b'A' + u8::try_from(place * 2).unwrap_or_default())
}

fn explain(
    sheet: &mut Worksheet,
    kind: Kind,
    choices: &[Choice],
    allowed: &Allowed,
) -> Result<(), XlsxError> {
    sheet.set_name(VALUES)?.set_freeze_panes(2, 0)?;
    let note = if allowed.is_demonstration {
        "演示数据 Demonstration data"
    } else {
        "仅供参考，请在第一张表中填写 For reference only: fill in the first sheet"
    };
    sheet.write_string_with_format(0, 0, note, &Format::new().set_bold())?;
    let mut at: u16 = 0;
    for choice in choices {
        sheet.write_string_with_format(1, at, choice.title, &head())?.write_string_with_format(
            1,
            at + 1,
            "",
            &head(),
        )?;
        sheet.set_column_width(at, 18)?.set_column_width(at + 1, 18)?;
        for (row, (word, meaning)) in (2u32..).zip(&choice.values) {
            sheet.write_string(row, at, word)?.write_string(row, at + 1, meaning)?;
        }
        at += 2;
    }
    for (place, title) in
        (at..).zip(["列 Column", "是否必填 Required", "填写说明", "How to fill it in"])
    {
        sheet
            .write_string_with_format(1, place, title, &head())?
            .set_column_width(place, if place < at + 2 { 18 } else { 48 })?;
    }
    for (row, column) in (2u32..).zip(kind.columns()) {
        explain_column(sheet, (row, at), column)?;
    }
    Ok(())
}

fn explain_column(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
) -> Result<(), XlsxError> {
    let required = if column.is_required { "必填 yes" } else { "可空 may be empty" };
    let cells = [
        format!("{} {}", column.zh, column.code),
        required.into(),
        column.hint_zh.into(),
        column.hint_en.into(),
    ];
    for (place, cell) in (at..).zip(cells) {
        sheet.write_string(row, place, cell)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::model::{columns::Arrangement, reading, sheet::Unreadable};

    #[test]
    fn the_template_is_empty_and_has_the_heads_that_are_read() {
        let allowed = Allowed {
            banners: vec![("150624".into(), "鄂托克旗".into())],
            zones: vec![("A".into(), "甲".into())],
            is_demonstration: true,
        };
        for kind in Kind::ALL {
            let bytes = write(*kind, &allowed).unwrap();
            assert_eq!(
                reading::read(&bytes),
                Err(Unreadable::Empty),
                "{kind:?}: nothing in it would be imported"
            );
            let heads: Vec<String> =
                kind.columns().iter().map(|column| format!("{}*", column.zh)).collect();
            assert!(Arrangement::of(*kind, &heads).is_ok());
        }
    }
}
