//! A typed report as a booth means it, or everything that is wrong with it.

use super::report::{OtherForm, ReportForm, SoldForm, is_nothing};
use crate::{
    products::model::Category,
    sales::model::{MOST_LINES, NewLine, Said, booth::Exhibited},
    values::{
        typed::{number, words},
        typed_amount::{self, Unit},
    },
    web::{forms::Errors, page::Page},
};
use rust_decimal::Decimal;

const LONGEST_NAME: usize = 40;
const LONGEST_NOTE: usize = 200;

pub fn parse(page: &Page, form: &ReportForm, exhibits: &[Exhibited]) -> Result<Said, Errors> {
    let mut reader = Reader { page, errors: Errors::default(), lines: Vec::new() };
    for sold in &form.sold {
        reader.product(sold, exhibits);
    }
    for (at, other) in form.others.iter().enumerate().filter(|(_, other)| !other.is_empty()) {
        reader.other(at + 1, other);
    }
    reader.total(form);
    let note = reader.note(&form.note);
    reader.whole(form);
    match reader.errors.is_empty() {
        true => Ok(Said { lines: reader.lines, taken: form.taken.clone(), note }),
        false => Err(reader.errors),
    }
}

struct Reader<'a> {
    page: &'a Page,
    errors: Errors,
    lines: Vec<NewLine>,
}

impl Reader<'_> {
    fn says(&mut self, label: &str, message: (&str, &str)) {
        self.errors.add("lines", label, self.page.t(message.0, message.1));
    }

    fn yuan(&mut self, label: &str, typed: &str) -> Option<Decimal> {
        let amount = typed_amount::yuan(typed, Unit::Yuan);
        if let Err(fault) = amount {
            self.errors.add("lines", label, fault.says(self.page.lang));
        }
        amount.ok()
    }

    fn product(&mut self, sold: &SoldForm, exhibits: &[Exhibited]) {
        if is_nothing(&sold.quantity) && is_nothing(&sold.amount) {
            return;
        }
        // A product that was taken off the stand meanwhile.
        let shown = exhibits.iter().find(|one| one.product_id.0 == sold.product);
        let Some(shown) = shown else {
            let label = self.page.t("产品", "Product").to_string();
            self.says(&label, ("不是本展位的产品", "Not a product of this booth"));
            return;
        };
        let quantity = number(&sold.quantity, 3).filter(|quantity| !quantity.is_zero());
        if quantity.is_none() {
            let message = ("请填卖了多少，只填一个数", "Enter how much was sold, as one number");
            self.says(&shown.name, message);
        }
        if is_nothing(&sold.amount) {
            self.says(&shown.name, ("请填收了多少元", "Enter how much was taken, in yuan"));
            return;
        }
        let amount = self.yuan(&shown.name, &sold.amount);
        if let (Some(quantity), Some(amount)) = (quantity, amount) {
            self.lines.push(NewLine {
                category_code: top(&shown.category_code),
                product_id: Some(shown.product_id),
                name: Some(shown.name.clone()),
                quantity: Some(quantity),
                unit_code: Some(shown.unit_code.clone()),
                amount,
            });
        }
    }

    fn other(&mut self, at: usize, other: &OtherForm) {
        let label = match self.page.zh() {
            true => format!("其他产品 {at}"),
            false => format!("Other goods {at}"),
        };
        let name = words(&other.name, LONGEST_NAME);
        if name.is_none() {
            self.says(
                &label,
                ("请填名称，不超过 40 个字", "Enter a name of at most 40 characters"),
            );
        }
        let category = self.category(&label, &other.category);
        let amount = self.yuan(&label, &other.amount);
        if let (Some(name), Some(category), Some(amount)) = (name, category, amount) {
            self.push(category, Some(name), amount);
        }
    }

    fn category(&mut self, label: &str, typed: &str) -> Option<String> {
        let category = Category::find(typed.trim()).map(|category| top(&category.code));
        if category.is_none() {
            self.says(label, ("请选类别", "Choose a category"));
        }
        category
    }

    fn push(&mut self, category_code: String, name: Option<String>, amount: Decimal) {
        let line = NewLine {
            category_code,
            product_id: None,
            name,
            quantity: None,
            unit_code: None,
            amount,
        };
        self.lines.push(line);
    }

    /// One total instead of products.
    fn total(&mut self, form: &ReportForm) {
        if is_nothing(&form.total) {
            return;
        }
        let label = self.page.t("合计", "Total").to_string();
        if !self.lines.is_empty() {
            let message =
                ("按产品报和只报合计，请二选一", "Report by product, or one total, not both");
            self.says(&label, message);
            return;
        }
        let category = self.category(&label, &form.total_category);
        let amount = self.yuan(&label, &form.total);
        if let (Some(category), Some(amount)) = (category, amount) {
            self.push(category, None, amount);
        }
    }

    fn note(&mut self, typed: &str) -> Option<String> {
        let note = words(typed, LONGEST_NOTE);
        if note.is_none() && !typed.trim().is_empty() {
            let label = self.page.t("备注", "Note");
            let message = self.page.t("不超过 200 个字", "At most 200 characters");
            self.errors.add("note", label, message);
        }
        note
    }

    /// A zero is said, never assumed.
    fn whole(&mut self, form: &ReportForm) {
        let label = self.page.t("卖了什么", "What was sold").to_string();
        let has_amounts = !self.lines.is_empty() || !form.sum().is_zero();
        if form.sold_nothing && has_amounts {
            let message = (
                "填了金额，就不要勾选“当天无销售”",
                "With amounts, leave “No sales that day” unticked",
            );
            self.says(&label, message);
        } else if !form.sold_nothing && self.lines.is_empty() && self.errors.is_empty() {
            let message = (
                "请填卖了什么；没有卖货请勾选“当天无销售”",
                "Enter what was sold, or tick “No sales that day”",
            );
            self.says(&label, message);
        }
        if self.lines.len() > MOST_LINES {
            self.says(&label, ("最多 60 行", "At most 60 lines"));
        }
    }
}

/// The upper level of a category.
fn top(code: &str) -> String {
    let category = Category::find(code);
    let top = category.and_then(Category::parent).or(category);
    top.map_or(code, |category| category.code.as_str()).to_string()
}
