//! A row of a sheet of products.

use super::{
    Fate, Reason,
    fields::Fields,
    months,
    party::{Key, Party},
    sheet::Form,
    verdict::{Context, Verdict},
};
use crate::{
    audit::model::Changes,
    exhibitors::model::ExhibitorState::{Approved, CheckedIn, Published},
    places::model::gazetteer::Gazetteer,
    products::model::{
        Category,
        selling::{self, Offer, PRICE_BASES, State},
    },
    values::{ids::ProductId, lang::Lang, quantity::Unit},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The parsed row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    pub key: Key,
    pub name: String,
    pub specification: String,
    pub category: String,
    pub unit: String,
    pub price: Decimal,
    pub price_basis: String,
    /// The code of a place.
    pub origin: String,
    pub months: Vec<i16>,
    pub capacity: Option<Decimal>,
    pub introduction: Option<String>,
}

/// A known product.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: ProductId,
    pub offer: Offer,
    pub state: State,
    /// Its price at the edition of the import, if it is shown there.
    pub shown_at: Option<Decimal>,
}

pub fn read(fields: &mut Fields<'_>, places: &Gazetteer) -> Option<ProductRow> {
    let key = fields.key(true);
    let name = fields.must(
        "name",
        selling::name,
        ("请填写通用名称，不超过 40 个字", "the common name, in 40 characters or fewer"),
    );
    let specification = fields.must(
        "specification",
        selling::specification,
        ("例如“60 枚一盒”，不超过 80 个字", "such as box of 60, in 80 characters or fewer"),
    );
    let category = category(fields);
    let unit = fields.must(
        "unit",
        unit,
        ("没有这个单位，见模板中“允许的值”", "no such unit, see the second sheet of the template"),
    );
    let price = fields.must(
        "price",
        selling::price,
        (
            "请填写数字，不带“元”，最多四位小数",
            "digits without a currency sign, at most four decimals",
        ),
    );
    let bases = PRICE_BASES.map(|(basis, _)| basis).join("、");
    let basis = |typed: &str| {
        PRICE_BASES.iter().find(|(basis, _)| *basis == typed).map(|(basis, _)| basis.to_string())
    };
    let price_basis = fields.must(
        "price_basis",
        basis,
        (&format!("请填写其中一个：{bases}"), &format!("one of {bases}")),
    );
    let origin = fields.place("origin", places);
    let months = supply_months(fields);
    let capacity =
        fields.may("capacity", selling::capacity, ("请填写数字，或留空", "digits, or leave blank"));
    let introduction = fields.paragraphs("introduction", selling::LONGEST_INTRODUCTION);
    let row = ProductRow {
        key: key?,
        name: name?,
        specification: specification?,
        category: category?,
        unit: unit?,
        price: price?,
        price_basis: price_basis?,
        origin: origin?.to_string(),
        months: months?,
        capacity,
        introduction,
    };
    Some(row).filter(|_| !fields.is_refused())
}

/// A category of the second level, by code or name. A code stored as a number has lost its leading
/// zero.
pub fn category(fields: &mut Fields<'_>) -> Option<String> {
    let is_number = fields.cell("category").form == Form::Number;
    let read = |typed: &str| {
        let typed = if is_number { format!("{typed:0>4}") } else { typed.to_string() };
        let is_meant = |category: &&Category| {
            category.code == typed
                || category.name == typed
                || category.name_en.eq_ignore_ascii_case(&typed)
        };
        Category::all()
            .filter(|category| category.is_of_second_level())
            .find(is_meant)
            .map(|category| category.code.clone())
    };
    fields.must(
        "category",
        read,
        (
            "请填写第二级类别的代码或名称，见模板中“允许的值”",
            "code or name of a category of the second level",
        ),
    )
}

/// Units of goods: nothing is sold by the yuan or the kilometre.
pub fn units() -> impl Iterator<Item = &'static Unit> {
    Unit::all().filter(|unit| ["mass", "volume", "count", "package"].contains(&unit.kind.as_str()))
}

fn unit(typed: &str) -> Option<String> {
    let is_meant = |unit: &&Unit| {
        unit.code.eq_ignore_ascii_case(typed)
            || [&unit.name, &unit.symbol, &unit.name_en, &unit.symbol_en]
                .iter()
                .any(|name| *name == typed)
    };
    units().find(is_meant).map(|unit| unit.code.clone())
}

fn supply_months(fields: &mut Fields<'_>) -> Option<Vec<i16>> {
    if fields.cell("months").form == Form::Date {
        fields.refuse("months", |lang| {
            lang.t(
                "Excel 将月份变成了日期：请将该列设为文本格式，再填写月份，例如 6-9",
                "Excel turned the months into a date: format the column as text and enter them \
                 again, such as 6-9",
            )
        });
        return None;
    }
    fields.must(
        "months",
        months::read,
        ("请填写 6-9，或 6、7、8，或 全年", "write 6-9, or 6、7、8, or 全年"),
    )
}

impl ProductRow {
    /// The product after the row is written. An empty cell changes nothing.
    pub fn offer(&self, before: Option<&Known>) -> Option<Offer> {
        let before = before.map(|known| &known.offer);
        Some(Offer {
            category_code: self.category.clone(),
            name: self.name.clone(),
            specification: self.specification.clone(),
            unit_code: self.unit.clone(),
            price: self.price,
            price_basis: self.price_basis.clone(),
            origin_code: self.origin.parse().ok()?,
            brand: None,
            months: self.months.clone(),
            yearly_capacity: self
                .capacity
                .or_else(|| before.and_then(|offer| offer.yearly_capacity)),
            introduction: self
                .introduction
                .clone()
                .or_else(|| before.and_then(|offer| offer.introduction.clone())),
        })
    }

    pub fn judge(
        &self,
        party: Option<&Party>,
        known: Option<&Known>,
        context: &Context,
    ) -> Verdict {
        let mut reasons = Vec::new();
        if party.is_none() {
            let (column, value) = match &self.key.credit_code {
                Some(code) => ("credit_code", code),
                None => ("number", self.key.number.as_ref().unwrap_or(&self.name)),
            };
            let says = |lang: Lang| {
                lang.t(
                    "没有这个供应主体：请先导入展商",
                    "No such supplier: import the exhibitors first",
                )
            };
            reasons.push(Reason::new(column, value, says));
        }
        if known.is_some_and(|known| known.state == State::Withdrawn) {
            let says = |lang: Lang| {
                lang.t(
                    "供应主体已下架该产品：须由供应主体重新上架",
                    "Its supplier withdrew it: only the supplier can list it again",
                )
            };
            reasons.push(Reason::new("name", &self.name, says));
        }
        let [of_product, of_exhibit] = self.changes(known, shows(party, context));
        let fate = match () {
            () if !reasons.is_empty() => Fate::Refused,
            () if known.is_none() => Fate::New,
            () if of_product.is_empty() && of_exhibit.is_empty() => Fate::Unchanged,
            () => Fate::Changed,
        };
        Verdict { fate, changes: [of_product, of_exhibit], reasons }
    }

    /// The changes of the product and of its price at the edition.
    fn changes(&self, known: Option<&Known>, shows: bool) -> [Changes; 2] {
        let before = known.map(|known| known.offer.fields());
        let after = self.offer(known).map(|offer| offer.fields());
        let mut changes = Changes::default();
        for (n, (name, value)) in after.iter().flatten().enumerate() {
            changes = changes.field(
                name,
                before.as_ref().and_then(|before| before[n].1.as_deref()),
                value.as_deref(),
            );
        }
        changes = changes.field(
            "state",
            known.map(|known| known.state.code()),
            Some(State::Published.code()),
        );
        let said = |price: Decimal| price.normalize().to_string();
        let shown = known.and_then(|known| known.shown_at).map(said);
        let at_the_fair = Changes::default().field(
            "price_at_the_fair",
            shown.as_deref(),
            Some(&said(self.price)),
        );
        [changes, if shows { at_the_fair } else { Changes::default() }]
    }
}

/// Whether the organisation takes part in the edition of the import, where its products are shown.
pub fn shows(party: Option<&Party>, context: &Context) -> bool {
    let part = party.and_then(|party| party.part.as_ref());
    context.edition.is_some()
        && part.is_some_and(|part| matches!(part.state, Approved | Published | CheckedIn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_by_code_name_and_sign() {
        assert_eq!(
            ["kg", "公斤", "KG", "kilogram"].map(unit),
            [Some("kg".into()), Some("kg".into()), Some("kg".into()), Some("kg".into())]
        );
        assert_eq!(
            ["只", "件", "万元", "km", ""].map(unit),
            [Some("zhi".into()), Some("jian".into()), None, None, None]
        );
    }
}
