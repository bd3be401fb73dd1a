//! Zones, grids of booths, and single booths. Lengths are metres.

use crate::{
    hall::model::{Booth, LONGEST, Rectangle, Zone, ZoneText, grid::Grid},
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use rust_decimal::Decimal;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ZoneForm {
    pub version: String,
    /// The code of a new zone; it cannot be changed.
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub purpose: String,
    pub purpose_en: String,
}

impl ZoneForm {
    pub fn of(zone: &Zone) -> Self {
        Self {
            version: zone.version.to_string(),
            code: zone.code.clone(),
            name: zone.name.clone(),
            name_en: zone.name_en.clone(),
            purpose: zone.purpose.clone(),
            purpose_en: zone.purpose_en.clone(),
        }
    }

    /// `A`, `B2`: one to four capital letters and digits.
    pub fn code(&self, page: &Page) -> Result<String, Errors> {
        let code = self.code.trim().nfkc().collect::<String>().to_ascii_uppercase();
        let is_plain =
            (1..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let message = page.t(
            "请填写 1 到 4 个字母或数字，例如 A",
            "Enter one to four letters or digits, such as A",
        );
        if is_plain {
            Ok(code)
        } else {
            Err(Errors::one("code", page.t("展区代码", "Zone code"), message))
        }
    }

    pub fn parse(&self, page: &Page) -> Result<ZoneText, Errors> {
        let mut errors = Errors::default();
        let mut read = |field, (zh, en), typed: &str, most| {
            let text = words(typed, most);
            if text.is_none() {
                errors.add(field, page.t(zh, en), page.t("请填写", "Enter a short text"));
            }
            text.unwrap_or_default()
        };
        let text = ZoneText {
            name: read("name", ("名称", "Name in Chinese"), &self.name, 20),
            name_en: read("name_en", ("英文名称", "Name in English"), &self.name_en, 60),
            purpose: read("purpose", ("展区用途", "Purpose, in Chinese"), &self.purpose, 60),
            purpose_en: read(
                "purpose_en",
                ("展区用途（英文）", "Purpose, in English"),
                &self.purpose_en,
                120,
            ),
        };
        if errors.is_empty() { Ok(text) } else { Err(errors) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GridForm {
    pub rows: String,
    pub columns: String,
    pub booth_width: String,
    pub booth_depth: String,
    pub gap: String,
    pub aisle: String,
    pub from_x: String,
    pub from_y: String,
    pub first: String,
}

impl GridForm {
    /// Default: two rows of the usual booths, south of all others, with the next numbers.
    pub fn after(booths: &[Booth], zone: &Zone) -> Self {
        let south = booths
            .iter()
            .map(|booth| booth.place.bottom())
            .max()
            .map_or(Decimal::from(3), |bottom| bottom + Decimal::from(6));
        let last = booths
            .iter()
            .filter(|booth| booth.zone_id == zone.id)
            .filter_map(|booth| booth.number().parse::<u16>().ok())
            .max();
        let text = |text: &str| text.to_string();
        Self {
            rows: text("2"),
            columns: text("10"),
            booth_width: text("3"),
            booth_depth: text("3"),
            gap: text("0"),
            aisle: text("3"),
            from_x: text("3"),
            from_y: south.normalize().to_string(),
            first: last.map_or(1, |last| last.saturating_add(1)).to_string(),
        }
    }

    pub fn parse(&self, page: &Page) -> Result<Grid, Errors> {
        let mut errors = Errors::default();
        let rows = count("rows", ("排数", "Rows"), &self.rows, page, &mut errors);
        let columns =
            count("columns", ("每排展位数", "Booths per row"), &self.columns, page, &mut errors);
        let width = size(
            "booth_width",
            ("展位宽", "Width of a booth"),
            &self.booth_width,
            page,
            &mut errors,
        );
        let depth = size(
            "booth_depth",
            ("展位深", "Depth of a booth"),
            &self.booth_depth,
            page,
            &mut errors,
        );
        let gap =
            length("gap", ("邻位间隔", "Gap between neighbours"), &self.gap, page, &mut errors);
        let aisle = length("aisle", ("过道", "Aisle"), &self.aisle, page, &mut errors);
        let x = length("from_x", ("距西墙", "From the west wall"), &self.from_x, page, &mut errors);
        let y =
            length("from_y", ("距北墙", "From the north wall"), &self.from_y, page, &mut errors);
        let first = count("first", ("起始号", "First number"), &self.first, page, &mut errors);
        let grid = Grid { rows, columns, width, depth, gap, aisle, x, y, first };
        if errors.is_empty() && grid.is_too_large() {
            let message = page.t(
                "数量过多：一次最多 600 个，且不超出 500 米见方的展厅",
                "Too many: at most 600 at once, within a hall of 500 by 500 metres",
            );
            errors.add("rows", page.t("排数", "Rows"), message);
        }
        if errors.is_empty() { Ok(grid) } else { Err(errors) }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct BoothForm {
    pub version: String,
    pub number: String,
    pub x: String,
    pub y: String,
    pub width: String,
    pub depth: String,
}

impl BoothForm {
    pub fn of(booth: &Booth) -> Self {
        let [x, y, width, depth] =
            [booth.place.x, booth.place.y, booth.place.width, booth.place.depth]
                .map(|metres| metres.normalize().to_string());
        Self {
            version: booth.version.to_string(),
            number: booth.number().to_string(),
            x,
            y,
            width,
            depth,
        }
    }

    pub fn parse(&self, page: &Page) -> Result<(u16, Rectangle), Errors> {
        let mut errors = Errors::default();
        let number = count("number", ("展位号", "Booth number"), &self.number, page, &mut errors);
        let place = Rectangle {
            x: length("x", ("距西墙", "From the west wall"), &self.x, page, &mut errors),
            y: length("y", ("距北墙", "From the north wall"), &self.y, page, &mut errors),
            width: size("width", ("宽", "Width"), &self.width, page, &mut errors),
            depth: size("depth", ("深", "Depth"), &self.depth, page, &mut errors),
        };
        if errors.is_empty() && !place.is_in_the_hall() {
            errors.add(
                "x",
                page.t("距西墙", "From the west wall"),
                page.t("超出展厅", "Outside the hall"),
            );
        }
        if errors.is_empty() { Ok((number, place)) } else { Err(errors) }
    }
}

fn count(
    field: &'static str,
    (zh, en): (&str, &str),
    typed: &str,
    page: &Page,
    errors: &mut Errors,
) -> u16 {
    let plain: String = typed.trim().nfkc().collect();
    let number = plain.parse().ok().filter(|n| (1..10_000).contains(n));
    if number.is_none() {
        errors.add(field, page.t(zh, en), page.t("请填写从 1 起的数字", "Enter a number from 1"));
    }
    number.unwrap_or(1)
}

/// The size of a booth: at least half a metre.
fn size(
    field: &'static str,
    name: (&str, &str),
    typed: &str,
    page: &Page,
    errors: &mut Errors,
) -> Decimal {
    let size = metres(typed).filter(|size| (Decimal::new(5, 1)..=Decimal::from(50)).contains(size));
    if size.is_none() {
        errors.add(
            field,
            page.t(name.0, name.1),
            page.t("请填写 0.5 到 50 米", "Enter 0.5 to 50 metres"),
        );
    }
    size.unwrap_or(Decimal::ONE)
}

fn length(
    field: &'static str,
    name: (&str, &str),
    typed: &str,
    page: &Page,
    errors: &mut Errors,
) -> Decimal {
    let length = metres(typed).filter(|length| *length <= Decimal::from(LONGEST));
    if length.is_none() {
        errors.add(
            field,
            page.t(name.0, name.1),
            page.t("请填写 0 到 500 米，例如 3 或 3.5", "Enter 0 to 500 metres, such as 3 or 3.5"),
        );
    }
    length.unwrap_or_default()
}

/// Metres with at most two decimals; full-width digits count.
fn metres(typed: &str) -> Option<Decimal> {
    let plain: String = typed.trim().nfkc().collect();
    let is_plain = !plain.is_empty()
        && plain.len() < 10
        && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    let metres: Decimal = is_plain.then(|| plain.parse().ok()).flatten()?;
    (metres.normalize().scale() <= 2).then_some(metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_taken_as_people_write_them() {
        assert_eq!(
            ["3", " 3.50 ", "４", "0"]
                .map(|typed| metres(typed).map(|m| m.normalize().to_string())),
            ["3", "3.5", "4", "0"].map(|m| Some(m.to_string()))
        );
        for odd in ["", "3m", "-3", "1e2", "3.125", ".", "1234567890"] {
            assert_eq!(metres(odd), None, "{odd}");
        }
    }
}
