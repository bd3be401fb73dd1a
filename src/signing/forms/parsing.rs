//! From what was typed to a deal, or to its errors.

mod contract;
mod parties;

use super::DealForm;
use crate::{
    fairs::model::planning::Planned,
    organisations::model::Side,
    places::model::Named,
    projects::model::{
        ProjectType,
        deal::{DealRung, Goods, GoodsFault, Party, Terms, Village},
    },
    signing::{actions::NewParty, model::Likeness},
    values::{day, quantity::Unit, typed::words, typed_amount},
    web::{forms::Errors, page::Page},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What the typed names may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub suppliers: Vec<Party>,
    pub buyers: Vec<Party>,
    pub further: Vec<(Side, String, Vec<Party>)>,
    pub villages: Vec<(String, Vec<Named>)>,
}

impl Found {
    pub fn of(&self, side: Side) -> &[Party] {
        match side {
            Side::Supplier => &self.suppliers,
            Side::Buyer => &self.buyers,
        }
    }

    /// The one party that is meant.
    pub fn the_one(&self, side: Side) -> Option<&Party> {
        match self.of(side) {
            [party] => Some(party),
            _ => None,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Parsed {
    pub terms: Terms,
    pub supplier: Option<Party>,
    pub buyer: Option<Party>,
    pub further: Vec<(Side, Party)>,
    pub villages: Vec<Village>,
    pub new_party: Option<NewParty>,
}

/// Collects the errors of a form with its page.
struct Reader<'a> {
    page: &'a Page,
    form: &'a DealForm,
    errors: Errors,
}

/// `is_signed`: signed deals are of a day that has come.
pub fn parse(
    page: &Page,
    form: &DealForm,
    edition: &Planned,
    found: &Found,
    is_signed: bool,
) -> Result<Parsed, Errors> {
    let mut reader = Reader { page, form, errors: Errors::default() };
    let title = reader.title();
    let r#type = reader.project_type();
    let new_party = reader.new_party();
    let supplier = reader.lead(found, Side::Supplier, new_party.as_ref());
    let buyer = reader.lead(found, Side::Buyer, new_party.as_ref());
    let further = reader.further(found);
    let amount = reader.amount();
    let villages = reader.villages(found, supplier.as_ref());
    let goods = reader.goods();
    let signed_on = reader.signed_on(edition, is_signed);
    let scan_due_on = reader.scan_due_on();
    let contract = match form.rung() {
        DealRung::Intent => None,
        DealRung::Contract => reader.contract(signed_on, amount, goods.as_ref()),
    };
    let answer = Likeness::read(&form.likeness);
    match (title, r#type, amount, signed_on) {
        (Some(title), Some(r#type), Some(amount), Some(signed_on)) if reader.errors.is_empty() => {
            let terms = Terms {
                title,
                r#type,
                amount,
                contract,
                signed_on,
                goods,
                scan_due_on,
                renews_id: answer.and_then(Likeness::renewed),
                follows_id: answer.and_then(Likeness::followed),
                distinct_from_id: answer.and_then(Likeness::distinct),
                amount_reason: words(&form.amount_reason, 200),
                capacity_reason: words(&form.capacity_reason, 200),
            };
            Ok(Parsed { terms, supplier, buyer, further, villages, new_party })
        }
        _ => Err(reader.errors),
    }
}

impl Reader<'_> {
    fn fault(&mut self, field: &'static str, label: (&str, &str), message: (&str, &str)) {
        let (page, label) = (self.page, self.page.t(label.0, label.1));
        self.errors.add(field, label, page.t(message.0, message.1));
    }

    fn title(&mut self) -> Option<String> {
        let title = words(&self.form.title, 80);
        if title.is_none() {
            let message = ("请填写名称，不超过 80 个字", "Enter a title of 80 characters or fewer");
            self.fault("title", ("项目名称", "Title"), message);
        }
        title
    }

    fn project_type(&mut self) -> Option<ProjectType> {
        let r#type = self.form.r#type.parse().ok();
        if r#type.is_none() {
            self.fault("type", ("类型", "Type"), ("请选择一种类型", "Choose a type"));
        }
        r#type
    }

    fn amount(&mut self) -> Option<Decimal> {
        match typed_amount::yuan(&self.form.amount, self.form.unit()) {
            Ok(yuan) => Some(yuan),
            Err(fault) => {
                let label = self.page.t("金额", "Amount");
                self.errors.add("amount", label, fault.says(self.page.lang));
                None
            }
        }
    }

    fn goods(&mut self) -> Option<Goods> {
        let unit = Unit::find(self.form.quantity_unit.trim());
        match Goods::typed(words(&self.form.goods, 40), &self.form.quantity, unit) {
            Ok(goods) => goods,
            Err(fault) => {
                let field = if fault == GoodsFault::NoName { "goods" } else { "quantity" };
                let label = self.page.t("主要产品与约数量", "Main product and quantity");
                self.errors.add(field, label, fault.says(self.page.lang));
                None
            }
        }
    }

    fn signed_on(&mut self, edition: &Planned, is_signed: bool) -> Option<NaiveDate> {
        let (first, last) = days_of(edition);
        let day = day::parse(self.form.signed_on.trim());
        let label = self.page.t("签约日", "Signed on");
        let Some(day) = day.filter(|day| (first..=last).contains(day)) else {
            let (first, last) = (self.page.day(&first), self.page.day(&last));
            let message = match self.page.zh() {
                true => format!("应在本届举办期间：{first} 至 {last}"),
                false => format!("A day of this edition: {first} to {last}"),
            };
            self.errors.add("signed_on", label, message);
            return None;
        };
        if is_signed && day > self.page.today {
            let message =
                ("这一天还没到，可先排进串场单", "That day has not come: plan it instead");
            self.fault("signed_on", ("签约日", "Signed on"), message);
            return None;
        }
        Some(day)
    }

    fn scan_due_on(&mut self) -> Option<NaiveDate> {
        let typed = self.form.scan_due_on.trim();
        if typed.is_empty() {
            return None;
        }
        let due = day::parse(typed);
        if due.is_none() {
            let message = ("格式为 2020-10-09", "Use the format 2020-10-09");
            self.fault("scan_due_on", ("扫描件最迟", "Scan due on"), message);
        }
        due
    }
}

pub fn days_of(edition: &Planned) -> (NaiveDate, NaiveDate) {
    edition.plan.days()
}
