//! A row of a run-sheet: a deal that is planned for the ceremony of an edition.

mod arranging;
mod calling;
mod contract;
mod judging;
mod records;
mod resolving;

pub use arranging::arranged;
pub use calling::{Called, names_within, plain};
pub use contract::ContractCells;
pub use records::DealRecords;
pub use resolving::DealMeant;

use super::fields::{Fields, named};
use crate::{
    places::model::gazetteer::Gazetteer,
    projects::model::{
        ProjectType,
        deal::{DealRung, Listed},
    },
    values::{
        day,
        lang::Lang,
        quantity::Unit,
        typed::words,
        typed_amount::{self, Unit::TenThousand},
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The parsed row. Names are looked up when it is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealRow {
    pub position: Option<i16>,
    pub number: Option<String>,
    pub title: String,
    pub r#type: ProjectType,
    pub supplier: Called,
    pub buyer: Called,
    pub more_suppliers: String,
    pub more_buyers: String,
    /// In yuan.
    pub amount: Decimal,
    pub signed_on: NaiveDate,
    pub villages: Vec<VillageName>,
    pub goods: Option<String>,
    /// As typed.
    pub quantity: Option<String>,
    /// The code of a unit.
    pub unit: Option<String>,
    /// The number of a deal.
    pub renews: Option<String>,
    pub scan_due_on: Option<NaiveDate>,
    pub contract: ContractCells,
}

/// A typed village, and those that it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageName {
    pub typed: String,
    pub may_be: Vec<VillageCode>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageCode {
    pub code: String,
    pub full_name: String,
    pub full_name_en: String,
}

/// Names in one cell.
pub const MOST_NAMES: usize = 20;
/// Far beyond the deals of a ceremony.
const LAST_POSITION: i16 = 9_999;
/// The villages of a name, of which the supplier's banner chooses.
const MOST_NAMESAKES: usize = 40;

pub fn read(fields: &mut Fields<'_>, places: &Gazetteer) -> Option<DealRow> {
    let position =
        fields.may("position", position, ("填写 1 到 9999 的整数", "a whole number up to 9999"));
    let title = fields.must(
        "title",
        |typed| words(typed, 80),
        ("请填写名称，不超过 80 个字", "a title of 80 characters or fewer"),
    );
    let r#type = project_type(fields);
    let supplier = called(fields, "supplier", "supplier_code");
    let buyer = called(fields, "buyer", "buyer_code");
    let amount = amount(fields);
    let days = ("格式为 2020-09-28", "use the format 2020-09-28");
    let signed_on = fields.must("signed_on", typed_day, days);
    let scan_due_on = fields.may("scan_due_on", typed_day, days);
    let villages = villages(fields, places);
    let goods =
        fields.may("goods", |typed| words(typed, 40), ("不超过 40 个字", "40 characters or fewer"));
    let unit = fields.may(
        "quantity_unit",
        unit,
        ("没有这个单位，见模板中“允许的值”", "no such unit, see the second sheet of the template"),
    );
    let contract = ContractCells::read(fields);
    for column in ["more_suppliers", "more_buyers"] {
        refuse_many(fields, column);
    }
    let given = |typed: String| (!typed.is_empty()).then_some(typed);
    Some(DealRow {
        position,
        number: given(fields.text("number").to_string()),
        title: title?,
        r#type: r#type?,
        supplier: supplier?,
        buyer: buyer?,
        more_suppliers: fields.text("more_suppliers").to_string(),
        more_buyers: fields.text("more_buyers").to_string(),
        amount: amount?,
        signed_on: signed_on?,
        villages,
        goods,
        quantity: given(fields.exact("quantity")),
        unit,
        renews: given(fields.text("renews").to_string()),
        scan_due_on,
        contract,
    })
    .filter(|_| !fields.is_refused())
}

fn position(typed: &str) -> Option<i16> {
    let plain: String = typed.nfkc().collect();
    plain.parse().ok().filter(|position| (1..=LAST_POSITION).contains(position))
}

fn project_type(fields: &mut Fields<'_>) -> Option<ProjectType> {
    let names = |lang| ProjectType::ALL.iter().map(|one| one.name(lang)).collect::<Vec<_>>();
    let hint = (
        format!("写其中一个：{}", names(Lang::Zh).join("、")),
        format!("One of: {}", names(Lang::En).join(", ")),
    );
    fields.must("type", |typed| named(ProjectType::ALL, typed), (&hint.0, &hint.1))
}

fn called(fields: &mut Fields<'_>, name: &str, code: &str) -> Option<Called> {
    let credit_code = fields.credit_code(code);
    let name = fields.must(
        name,
        |typed| words(typed, 80),
        ("请填写库里的全称", "its registered name in full"),
    );
    Some(Called { name: name?, credit_code: credit_code? })
}

/// In yuan. The unit stands in the head, so another one behind the number is a doubt that only
/// whoever wrote it can settle.
fn amount(fields: &mut Fields<'_>) -> Option<Decimal> {
    let typed = fields.exact("amount");
    if typed.contains(['元', '万', '亿']) {
        fields.refuse("amount", |lang| {
            lang.t("只填数字：这一列的单位是万元", "Digits alone: the unit is 10,000 yuan")
        });
        return None;
    }
    match typed_amount::yuan(&typed, TenThousand) {
        Ok(yuan) => Some(yuan),
        Err(fault) => {
            fields.refuse("amount", |lang| fault.says(lang));
            None
        }
    }
}

/// `2020-09-28`, `2020/9/28`, `2020年9月28日`.
fn typed_day(typed: &str) -> Option<NaiveDate> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_suffix('日').unwrap_or(&plain);
    let parts: Vec<&str> = plain.split(['-', '/', '.', '年', '月']).collect();
    match parts[..] {
        [year, month, day] => day::parse(&format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}

fn unit(typed: &str) -> Option<String> {
    let is_meant = |unit: &&Unit| {
        let names = [&unit.code, &unit.name, &unit.name_en, &unit.symbol, &unit.symbol_en];
        names.iter().any(|name| name.eq_ignore_ascii_case(typed))
    };
    Unit::all().find(is_meant).map(|unit| unit.code.clone())
}

fn refuse_many(fields: &mut Fields<'_>, column: &str) {
    if fields.text(column).split(calling::SEPARATORS).count() > MOST_NAMES {
        fields.refuse(column, |lang| lang.t("最多写 20 个", "Enter 20 names at most"));
    }
}

fn villages(fields: &mut Fields<'_>, places: &Gazetteer) -> Vec<VillageName> {
    refuse_many(fields, "villages");
    let typed =
        fields.text("villages").split([',', '，']).flat_map(|part| part.split(calling::SEPARATORS));
    let mut villages = Vec::new();
    for typed in typed.map(str::trim).filter(|typed| !typed.is_empty()).take(MOST_NAMES) {
        let found = places.named(typed).into_iter().filter(|place| place.code.is_village());
        let may_be: Vec<VillageCode> = found
            .map(|place| VillageCode {
                code: place.code.to_string(),
                full_name: place.full_name.clone(),
                full_name_en: place.full_name_en.clone(),
            })
            .take(MOST_NAMESAKES)
            .collect();
        if may_be.is_empty() {
            fields.refuse("villages", |lang| match lang {
                Lang::Zh => format!("没有“{typed}”"),
                Lang::En => format!("“{typed}” is unknown"),
            });
        }
        villages.push(VillageName { typed: typed.to_string(), may_be });
    }
    villages
}

impl DealRow {
    /// Whether the deal is a contract, which follows from an intent and renews none.
    fn is_contract(&self, before: Option<&Listed>) -> bool {
        match before {
            Some(deal) => deal.terms.contract.is_some(),
            None => self.contract.rung == Some(DealRung::Contract),
        }
    }

    /// The deals with the title and leads of the row, which identify it where it has no number.
    fn is(&self, deal: &Listed) -> bool {
        deal.terms.title == self.title
            && self.supplier.is(&deal.parties.supplier)
            && self.buyer.is(&deal.parties.buyer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let read = |typed| typed_day(typed).map(|day| day.to_string());
        for typed in ["2020-09-28", "2020/9/28", "2020年9月28日", "２０２０.９.２８", " 2020-9-28 "]
        {
            assert_eq!(read(typed), Some("2020-09-28".into()), "{typed}");
        }
        for odd in ["", "9月28日", "2020-09", "20-9-28", "2020-13-01", "44102", "2020-9-28-1"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn positions_and_units_are_known() {
        assert_eq!(
            ["1", "３", "0", "-1", "1.5", "10000"].map(position),
            [Some(1), Some(3), None, None, None, None]
        );
        assert_eq!(
            ["吨", "T", "tonne", "x"].map(unit),
            [Some("t".into()), Some("t".into()), Some("t".into()), None]
        );
    }
}
