//! The form of a booth's day: its products, other goods, or one total.

use crate::{
    sales::model::{Line, MOST_LINES, Report, Taken, booth::Exhibited},
    values::{
        ids::ProductId,
        typed_amount::{self, Unit},
    },
    web::fields::Fields,
};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Default)]
pub struct ReportForm {
    /// The code of the form: sent twice, it makes one report.
    pub form: String,
    /// Of the report that it began from.
    pub version: String,
    pub sold: Vec<SoldForm>,
    pub others: Vec<OtherForm>,
    pub total: String,
    pub total_category: String,
    pub sold_nothing: bool,
    pub taken: Vec<Taken>,
    pub note: String,
    /// The amount was asked about, and is right.
    pub is_sure: String,
    /// `add` or `count`: it saves nothing.
    pub then: String,
    /// The other goods to take away, from 1.
    pub drop: String,
}

/// A product as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SoldForm {
    pub product: i64,
    pub quantity: String,
    pub amount: String,
}

/// Other goods as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherForm {
    pub name: String,
    pub category: String,
    pub amount: String,
}

impl OtherForm {
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.category, &self.amount].iter().all(|text| text.trim().is_empty())
    }
}

/// Nothing typed, or a zero.
pub fn is_nothing(typed: &str) -> bool {
    matches!(typed.trim(), "" | "0" | "０")
}

impl ReportForm {
    /// `others` tells how many other goods the page had.
    pub fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).to_string();
        let mut sold: Vec<SoldForm> = Vec::new();
        let named = fields.group("quantity").map(|(id, _)| id);
        for id in named.chain(fields.group("amount").map(|(id, _)| id)) {
            let Ok(product) = id.parse::<ProductId>() else { continue };
            let is_new = sold.iter().all(|known| known.product != product.0);
            if is_new && sold.len() < MOST_LINES {
                let of = |name: &str| text(&format!("{name}-{id}")).trim().to_string();
                let (quantity, amount) = (of("quantity"), of("amount"));
                sold.push(SoldForm { product: product.0, quantity, amount });
            }
        }
        let others = fields.get("others").parse::<usize>().unwrap_or(0).min(MOST_LINES);
        let other = |at| OtherForm {
            name: fields.of_line("other-name", at),
            category: fields.of_line("other-category", at),
            amount: fields.of_line("other-amount", at),
        };
        Self {
            form: text("form"),
            version: text("version"),
            sold,
            others: (1..=others).map(other).collect(),
            total: text("total"),
            total_category: text("total_category"),
            sold_nothing: !fields.get("sold_nothing").is_empty(),
            taken: fields.group("taken").filter_map(|(code, _)| code.parse().ok()).collect(),
            note: text("note"),
            is_sure: text("is_sure"),
            then: text("then"),
            drop: text("drop"),
        }
    }

    /// The form of a report that stands, or an empty one.
    pub fn of(report: Option<&Report>, exhibits: &[Exhibited], code: String) -> Self {
        let Some(report) = report else { return Self { form: code, ..Self::default() } };
        let plain = |number: Decimal| number.normalize().to_string();
        let mut form = Self {
            form: code,
            version: report.version.to_string(),
            sold_nothing: report.said_none,
            taken: report.taken.clone(),
            note: report.note.clone().unwrap_or_default(),
            ..Self::default()
        };
        for line in &report.lines {
            let is_shown = |id: i64| exhibits.iter().any(|one| one.product_id.0 == id);
            let amount = plain(line.reported());
            match (line.product_id.filter(|id| is_shown(*id)), &line.name) {
                (Some(product), _) => form.sold.push(SoldForm {
                    product,
                    quantity: line.quantity.map(plain).unwrap_or_default(),
                    amount,
                }),
                (None, Some(name)) => form.others.push(OtherForm {
                    name: name.clone(),
                    category: line.category_code.clone(),
                    amount,
                }),
                (None, None) => form.add_total(line, amount),
            }
        }
        form
    }

    /// A second total, which no form makes, becomes other goods.
    fn add_total(&mut self, line: &Line, amount: String) {
        if self.total.is_empty() {
            (self.total, self.total_category) = (amount, line.category_code.clone());
        } else {
            let category = line.category_code.clone();
            self.others.push(OtherForm { name: String::new(), category, amount });
        }
    }

    pub fn of_product(&self, id: ProductId) -> SoldForm {
        self.sold.iter().find(|sold| sold.product == id.0).cloned().unwrap_or_default()
    }

    /// With further goods, or without those to take away; `None`: the form is to be saved.
    pub fn rearranged(&self) -> Option<Self> {
        let mut others = self.others.clone();
        match (self.then.as_str(), self.drop.trim().parse::<usize>()) {
            (_, Ok(at)) if (1..=others.len()).contains(&at) => {
                others.remove(at - 1);
            }
            ("add", _) if others.len() < MOST_LINES => others.push(OtherForm::default()),
            ("add" | "count", _) => {}
            _ => return None,
        }
        Some(Self { others, then: String::new(), drop: String::new(), ..self.clone() })
    }

    /// The sum of what can be read, in yuan.
    pub fn sum(&self) -> Decimal {
        let products = self.sold.iter().map(|sold| &sold.amount);
        let amounts = products.chain(self.others.iter().map(|other| &other.amount));
        let amounts = amounts.chain([&self.total]);
        amounts.filter_map(|typed| typed_amount::yuan(typed, Unit::Yuan).ok()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[(&str, &str)]) -> ReportForm {
        let typed = serde_html_form::to_string(typed).unwrap();
        ReportForm::read(&serde_html_form::from_str(&typed).unwrap())
    }

    #[test]
    fn other_goods_are_added_and_taken_away_where_they_stand() {
        let typed = [("others", "2"), ("other-name-1", "酸奶"), ("other-name-2", "奶皮子")];
        let form = read(&typed);
        assert!(form.rearranged().is_none(), "it is to be saved");
        let added = ReportForm { then: "add".into(), ..form.clone() }.rearranged().unwrap();
        assert_eq!(added.others.len(), 3);
        let left = ReportForm { drop: "1".into(), ..form.clone() }.rearranged().unwrap();
        assert_eq!(left.others[0].name, "奶皮子");
        let counted = ReportForm { then: "count".into(), ..form }.rearranged().unwrap();
        assert_eq!(counted.others.len(), 2);
        assert_eq!(read(&[("others", "999999999")]).others.len(), MOST_LINES);
    }

    #[test]
    fn what_can_be_read_is_added_up() {
        let form = read(&[
            ("amount-7", "1,840"),
            ("quantity-7", "46"),
            ("amount-9", "0.2万"),
            ("amount-x", "5"),
            ("amount-8", "一千"),
            ("others", "1"),
            ("other-amount-1", "160"),
        ]);
        assert_eq!(form.sum(), Decimal::from(4_000));
        assert_eq!(form.of_product(ProductId(7)).quantity, "46");
    }

    #[test]
    fn each_way_of_paying_is_ticked_for_itself() {
        let form = read(&[("taken-scan", "1"), ("taken-cash", "1"), ("taken-gold", "1")]);
        assert_eq!(form.taken, [Taken::Scan, Taken::Cash]);
    }
}
