//! The lines of the form.

use super::ContractForm;
use crate::{
    contracts::model::terms::Goods,
    products::model::Category,
    values::{
        lang::Lang,
        quantity::Unit,
        spoken::plain,
        typed::{number, words},
    },
};
use serde::{Deserialize, Serialize};

/// More lines than this are no contract typed by hand.
pub const MOST_LINES: usize = 60;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineForm {
    pub name: String,
    pub category: String,
    pub specification: String,
    pub quantity: String,
    pub unit: String,
    pub price: String,
}

/// What is wrong with a line, in the order of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    Name,
    Category,
    Specification,
    Quantity,
    Unit,
    Price,
}

impl LineFault {
    pub fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => {
                ("产品：请填写名称，不超过 40 个字", "goods: enter a name of 40 characters")
            }
            Self::Category => ("品类：请选择", "category: choose one"),
            Self::Specification => {
                ("规格：不超过 40 个字", "specification: use 40 characters or fewer")
            }
            Self::Quantity => (
                "数量：请填大于零的数，最多三位小数",
                "quantity: more than 0, with 3 decimals at most",
            ),
            Self::Unit => ("单位：请选择", "unit: choose one"),
            Self::Price => {
                ("单价：请填大于零的元数，最多四位小数", "price: yuan, with 4 decimals at most")
            }
        }
    }
}

impl LineForm {
    pub fn of(line: &Goods) -> Self {
        Self {
            name: line.name.clone(),
            category: line.category_code.clone(),
            specification: line.specification.clone(),
            quantity: plain(line.quantity, 3),
            unit: line.unit_code.clone(),
            price: plain(line.unit_price, 4),
        }
    }

    /// A unit and a category alone are a line that was not filled in.
    pub fn is_blank(&self) -> bool {
        [&self.name, &self.specification, &self.quantity, &self.price]
            .iter()
            .all(|value| value.trim().is_empty())
    }

    /// As one reads it.
    pub fn said(&self, lang: Lang) -> String {
        let unit = Unit::find(&self.unit).map_or("", |unit| unit.symbol(lang));
        let Self { name, specification, quantity, price, .. } = self;
        format!("{name} {specification} {quantity} {unit} × {price}")
    }

    pub fn parse(&self) -> Result<Goods, LineFault> {
        let specification = match self.specification.trim() {
            "" => Some(String::new()),
            typed => words(typed, 40),
        };
        let category = Category::find(self.category.trim());
        let category = category.filter(|category| category.is_of_second_level());
        let quantity = number(&self.quantity, 3).filter(|quantity| !quantity.is_zero());
        let price = number(&self.price, 4).filter(|price| !price.is_zero());
        Ok(Goods {
            name: words(&self.name, 40).ok_or(LineFault::Name)?,
            category_code: category.ok_or(LineFault::Category)?.code.clone(),
            specification: specification.ok_or(LineFault::Specification)?,
            quantity: quantity.ok_or(LineFault::Quantity)?,
            unit_code: Unit::find(self.unit.trim()).ok_or(LineFault::Unit)?.code.clone(),
            unit_price: price.ok_or(LineFault::Price)?,
        })
    }
}

/// Lines whose fields were sent one after another. A field that some lines lack counts as empty
/// there.
pub fn of_columns(columns: [&[String]; 6]) -> Vec<LineForm> {
    let longest = columns.iter().map(|column| column.len()).max().unwrap_or_default();
    let lines = (0..longest.min(MOST_LINES + 1)).map(|at| {
        let [name, category, specification, quantity, unit, price] =
            columns.map(|column| column.get(at).cloned().unwrap_or_default());
        LineForm { name, category, specification, quantity, unit, price }
    });
    lines.collect()
}

/// With a further line, or without the one to take away; `None`: the form is to be saved.
pub fn rearranged(mut lines: Vec<LineForm>, then: &str, drop: &str) -> Option<Vec<LineForm>> {
    match (then, drop.trim().parse::<usize>()) {
        (_, Ok(at)) if (1..=lines.len()).contains(&at) => {
            lines.remove(at - 1);
        }
        ("add", _) if lines.len() < MOST_LINES => {
            let last = lines.last().cloned().unwrap_or_default();
            let LineForm { category, unit, .. } = last;
            lines.push(LineForm { category, unit, ..LineForm::default() });
        }
        ("add" | "sum", _) => {}
        _ => return None,
    }
    Some(lines)
}

impl ContractForm {
    pub fn lines(&self) -> Vec<LineForm> {
        if let Ok(packed) = serde_json::from_str(&self.lines) {
            return packed;
        }
        of_columns([
            &self.line_name,
            &self.line_category,
            &self.line_specification,
            &self.line_quantity,
            &self.line_unit,
            &self.line_price,
        ])
    }

    /// All lines as one value.
    pub(super) fn packed(&self) -> String {
        serde_json::to_string(&self.lines()).unwrap_or_default()
    }

    pub fn with_lines(mut self, lines: Vec<LineForm>) -> Self {
        let column =
            |of: fn(&LineForm) -> &String| lines.iter().map(|line| of(line).clone()).collect();
        self.lines.clear();
        self.line_name = column(|line| &line.name);
        self.line_category = column(|line| &line.category);
        self.line_specification = column(|line| &line.specification);
        self.line_quantity = column(|line| &line.quantity);
        self.line_unit = column(|line| &line.unit);
        self.line_price = column(|line| &line.price);
        self
    }

    /// `None`: the form is to be saved.
    pub fn rearranged(&self) -> Option<Self> {
        let lines = rearranged(self.lines(), &self.then, &self.drop)?;
        Some(self.clone().with_lines(lines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str) -> LineForm {
        LineForm {
            name: name.into(),
            category: "0101".into(),
            quantity: "24".into(),
            unit: "t".into(),
            price: "9,200".into(),
            ..LineForm::default()
        }
    }

    #[test]
    fn lines_are_added_and_taken_away_where_they_stand() {
        let form = ContractForm::default().with_lines(vec![line("小米"), line("荞麦面")]);
        let added = ContractForm { then: "add".into(), ..form.clone() }.rearranged().unwrap();
        let names: Vec<String> = added.lines().into_iter().map(|line| line.name).collect();
        assert_eq!(names, ["小米", "荞麦面", ""]);
        assert_eq!(added.lines()[2].unit, "t", "as the line before");
        let dropped = ContractForm { drop: "1".into(), ..form.clone() }.rearranged().unwrap();
        assert_eq!(dropped.lines(), [line("荞麦面")]);
        assert!(form.rearranged().is_none());
        assert!(ContractForm { drop: "9".into(), ..form }.rearranged().is_none());
    }

    #[test]
    fn a_line_says_what_is_wrong_with_it() {
        assert_eq!(line("小米").parse().map(|line| line.amount().in_fen()), Ok(22_080_000));
        let wrong = |change: fn(&mut LineForm)| {
            let mut line = line("小米");
            change(&mut line);
            line.parse().unwrap_err()
        };
        assert_eq!(wrong(|line| line.name.clear()), LineFault::Name);
        assert_eq!(wrong(|line| line.category = "99".into()), LineFault::Category);
        assert_eq!(wrong(|line| line.quantity = "0".into()), LineFault::Quantity);
        assert_eq!(wrong(|line| line.quantity = "-3".into()), LineFault::Quantity);
        assert_eq!(wrong(|line| line.unit = "斗".into()), LineFault::Unit);
        assert_eq!(wrong(|line| line.price = "1.00001".into()), LineFault::Price);
    }

    #[test]
    fn columns_of_different_lengths_make_lines_with_gaps() {
        let form = ContractForm { line_name: vec!["小米".into()], ..ContractForm::default() };
        assert_eq!(form.lines().len(), 1);
        assert_eq!(form.lines()[0].parse(), Err(LineFault::Category));
    }

    #[test]
    fn all_lines_are_one_value_where_versions_are_compared() {
        let form = ContractForm::default().with_lines(vec![line("小米"), line("荞麦面")]);
        let chosen = ContractForm { lines: form.packed(), ..ContractForm::default() };
        assert_eq!(chosen.lines(), form.lines());
    }
}
