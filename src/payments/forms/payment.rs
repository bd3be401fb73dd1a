//! The form of a new payment.

use super::shares::SharesForm;
use crate::{
    organisations::model::Side,
    payments::model::{
        owed::{Owed, Share},
        record::Paper,
    },
    promises::forms::{leads::Typed, reader::Reader},
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
