//! The form of a new payment.

use super::shares::SharesForm;
use crate::{
    organisations::model::Side,
    payments::model::{
        owed::{Owed, Share},
        record::Paper,
    },
    promises::forms::{
        leads::{Leads, Typed},
        reader::Reader,
    },
    values::{
        amount::Amount,
        typed_amount::{self, Unit},
    },
    web::{fields::Fields, forms::Errors, page::Page},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

#[derive(Debug, Clone, Default)]
pub struct PaymentForm {
    /// The code of the form: sent twice, it makes one payment.
    pub form: String,
    pub parties: PartiesForm,
    pub amount: String,
    /// `1` or `10000`.
    pub unit: String,
    pub paid_on: String,
    pub number: String,
    /// The amount was asked about, and is right.
    pub is_sure: String,
    pub shares: SharesForm,
}

/// Who pays whom.
#[derive(Debug, Clone, Default)]
pub struct PartiesForm {
    pub buyer: String,
    pub buyer_id: String,
    pub supplier: String,
    pub supplier_id: String,
}

impl PartiesForm {
    /// From a form or a query string.
    pub fn of(text: impl Fn(&str) -> String) -> Self {
        Self {
            buyer: text("buyer"),
            buyer_id: text("buyer_id"),
            supplier: text("supplier"),
            supplier_id: text("supplier_id"),
        }
    }

    /// What was typed and means nobody, or several.
    pub fn check(&self, page: &Page, leads: &Leads, errors: &mut Errors) {
        for typed in self.leads() {
            let field = leads.field(page, typed);
            if typed.name.trim().is_empty() || leads.meant(typed.side).is_some() {
                continue;
            }
            let message = match field.choices.is_empty() {
                true => page.t("库里没有，请核对名称", "Not registered: check the name"),
                false => page.t("有几家相近，请选一家", "Several are similar: choose one"),
            };
            errors.add(field.name, field.label, message);
        }
    }

    pub fn leads(&self) -> [Typed<'_>; 2] {
        [
            Typed { side: Side::Buyer, name: &self.buyer, chosen: &self.buyer_id },
            Typed { side: Side::Supplier, name: &self.supplier, chosen: &self.supplier_id },
        ]
    }
}

impl PaymentForm {
    pub fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).to_string();
        Self {
            form: text("form"),
            parties: PartiesForm::of(text),
            amount: text("amount"),
            unit: text("unit"),
            paid_on: text("paid_on"),
            number: text("number"),
            is_sure: text("is_sure"),
            shares: SharesForm::read(fields),
        }
    }

    pub fn unit(&self) -> Unit {
        Unit::read(&self.unit)
    }

    /// In yuan, if it can be read.
    pub fn yuan(&self) -> Option<Decimal> {
        typed_amount::yuan(&self.amount, self.unit()).ok()
    }

    /// The unit is probably wrong: it is a thousand times what is owed, and nobody has confirmed it.
    pub fn is_far_from(&self, owed: &[Owed], paper: &Paper) -> bool {
        let all: Decimal = owed.iter().map(Owed::left).sum();
        let is_far = all > Decimal::ZERO && paper.amount.in_yuan() >= all * Decimal::ONE_THOUSAND;
        is_far && self.is_sure.is_empty()
    }

    /// What a button asks for needs the amount, and there is none that can be read.
    pub fn lacks_amount(&self) -> bool {
        self.shares.asks_for_oldest() && self.yuan().is_none()
    }

    /// With its lines as a button asks for; `None`: the form is to be saved.
    pub fn rearranged(&self, owed: &[Owed]) -> Option<Self> {
        let shares = self.shares.rearranged(owed, self.yuan())?;
        Some(Self { shares, ..self.clone() })
    }
}

/// The payment and its parts, or what is wrong.
pub fn parse(
    page: &Page,
    form: &PaymentForm,
    owed: &[Owed],
    today: NaiveDate,
) -> Result<(Paper, Vec<Share>), Errors> {
    let mut reader = Reader::new(page);
    let amount = typed_amount::yuan(&form.amount, form.unit());
    if let Err(fault) = amount {
        reader.says("amount", ("金额", "Amount"), fault.says(page.lang));
    }
    let paid_on = reader.day(("paid_on", ("付款日", "Paid on")), &form.paid_on);
    if paid_on.is_some_and(|day| day > today) {
        let message = ("这一天还没到", "This day has not come yet");
        reader.fault(("paid_on", ("付款日", "Paid on")), message);
    }
    let number = reader.line(("number", ("凭证号", "Voucher number")), &form.number, 40);
    let mut errors = reader.errors;
    let shares = form.shares.shares(page, owed, &mut errors);
    match (amount, paid_on, number) {
        (Ok(amount), Some(paid_on), Some(number)) if errors.is_empty() => {
            Ok((Paper { number, paid_on, amount: Amount::yuan(amount) }, shares))
        }
        _ => Err(errors),
    }
}
