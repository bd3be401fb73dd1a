//! What a row says of a deal that is a contract.

use crate::{
    imports::model::{
        fields::{Fields, named},
        product,
    },
    projects::model::deal::{ContractTerms, DealRung, Goods, Method, is_like_a_deal, priced},
    values::typed::words,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An empty cell changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractCells {
    pub rung: Option<DealRung>,
    pub number: Option<String>,
    pub method: Option<Method>,
    pub category: Option<String>,
    pub ends_on: Option<NaiveDate>,
}

/// Why the cells make no contract: the column, and a sentence.
pub type ContractFault = (&'static str, (&'static str, &'static str));

impl ContractCells {
    pub fn read(fields: &mut Fields<'_>) -> Self {
        let rungs = ("写“意向”或“采购合同”", "intent or contract");
        let methods = ("见“允许的值”", "see the second sheet of the template");
        let day = ("格式为 2021-09-27", "use the format 2021-09-27");
        let category = match fields.text("category").is_empty() {
            true => None,
            false => product::category(fields),
        };
        let number = ("不超过 40 个字", "40 characters or fewer");
        Self {
            rung: fields.may("rung", |typed| named(DealRung::ALL, typed), rungs),
            number: fields.may("contract_number", |typed| words(typed, 40), number),
            method: fields.may("method", |typed| named(Method::ALL, typed), methods),
            category,
            ends_on: fields.may("ends_on", super::typed_day, day),
        }
    }

    fn is_empty(&self) -> bool {
        let Self { rung: _, number, method, category, ends_on } = self;
        number.is_none() && method.is_none() && category.is_none() && ends_on.is_none()
    }

    /// The contract after the row is written; `None`: an intent. A known deal, given with its number,
    /// stays on its rung.
    pub fn terms(
        &self,
        known: Option<(&str, Option<&ContractTerms>)>,
        signed_on: NaiveDate,
        amount: Decimal,
        goods: Option<&Goods>,
    ) -> Result<Option<ContractTerms>, ContractFault> {
        let was = known.and_then(|(_, was)| was);
        let is_contract = match (known, self.rung) {
            (Some((_, was)), Some(rung)) if was.is_some() != (rung == DealRung::Contract) => {
                return Err((
                    "rung",
                    (
                        "已有项目不能改签：作废后重新登记",
                        "A known deal stays what it is: void it and enter it again",
                    ),
                ));
            }
            (Some((_, was)), _) => was.is_some(),
            (None, rung) => rung == Some(DealRung::Contract),
        };
        if !is_contract {
            let message =
                ("意向没有这一项：请清空，或改为采购合同", "An intent has none: clear it");
            return if self.is_empty() { Ok(None) } else { Err((self.first(), message)) };
        }
        let missing = ("合同必填", "A contract needs it");
        let method = self.method.or(was.map(|was| was.method)).ok_or(("method", missing))?;
        let category = self.category.clone().or(was.map(|was| was.category.clone()));
        let ends_on = self.ends_on.or(was.map(|was| was.ends_on)).ok_or(("ends_on", missing))?;
        if ends_on < signed_on {
            return Err(("ends_on", ("早于签约日", "Before the day of signing")));
        }
        let quantity = goods.and_then(|goods| goods.quantity).ok_or(("quantity", missing))?;
        if priced(amount, quantity.0).is_none() {
            let message = ("折合单价过小或过大", "The price per unit is too small or too large");
            return Err(("quantity", message));
        }
        // A contract without its own number has that of the deal.
        let own = known.map(|(number, _)| number);
        let typed = self.number.clone().filter(|number| own != Some(number));
        if typed.as_deref().is_some_and(is_like_a_deal) {
            let message = ("这像项目编号：请填合同自己的编号", "This is the number of a deal");
            return Err(("contract_number", message));
        }
        Ok(Some(ContractTerms {
            number: typed.or(was.and_then(|was| was.number.clone())),
            method,
            category: category.ok_or(("category", missing))?,
            ends_on,
        }))
    }

    /// The first column that says something.
    fn first(&self) -> &'static str {
        if self.number.is_some() {
            "contract_number"
        } else if self.method.is_some() {
            "method"
        } else if self.category.is_some() {
            "category"
        } else {
            "ends_on"
        }
    }
}
