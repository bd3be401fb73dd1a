//! What a contract says beside what every deal says.

use super::Reader;
use crate::{
    products::model::Category,
    projects::model::deal::{ContractTerms, Goods, is_like_a_deal, priced},
    values::{day, typed::words},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

const GOODS: (&str, &str) = ("主要产品与约数量", "Main product and quantity");

impl Reader<'_> {
    /// `None`: with errors.
    pub(super) fn contract(
        &mut self,
        signed_on: Option<NaiveDate>,
        amount: Option<Decimal>,
        goods: Option<&Goods>,
    ) -> Option<ContractTerms> {
        let number = self.contract_number();
        let method = self.form.method.parse().ok();
        if method.is_none() {
            self.fault("method", ("采购方式", "How it buys"), ("请选择一种", "Choose one"));
        }
        let category = Category::find(self.form.category.trim());
        let category = category.filter(|category| category.is_of_second_level());
        if category.is_none() {
            self.fault("category", ("品类", "Category"), ("请选择品类", "Choose a category"));
        }
        let ends_on = self.ends_on(signed_on);
        self.check_goods(amount, goods);
        let category = category?.code.clone();
        Some(ContractTerms { number: number?, method: method?, category, ends_on: ends_on? })
    }

    /// An empty one is that of the deal.
    fn contract_number(&mut self) -> Option<Option<String>> {
        if self.form.contract_number.trim().is_empty() {
            return Some(None);
        }
        let number = words(&self.form.contract_number, 40);
        if number.is_none() {
            let message = ("不超过 40 个字", "Use 40 characters or fewer");
            self.fault("contract_number", ("合同编号", "Contract number"), message);
        }
        if number.as_deref().is_some_and(is_like_a_deal) {
            let message = (
                "这像项目编号：请填合同自己的编号，没有就留空",
                "This is like the number of a deal: enter the contract's own, or leave it blank",
            );
            self.fault("contract_number", ("合同编号", "Contract number"), message);
        }
        number.map(Some)
    }

    fn ends_on(&mut self, signed_on: Option<NaiveDate>) -> Option<NaiveDate> {
        let label = ("合同期至", "Contract ends on");
        let day = day::parse(self.form.ends_on.trim());
        if day.is_none() {
            let message = ("请填最后一天，例如 2021-09-27", "Enter a day such as 2021-09-27");
            self.fault("ends_on", label, message);
            return None;
        }
        if day < signed_on {
            self.fault("ends_on", label, ("早于签约日", "Before the day of signing"));
            return None;
        }
        day
    }

    /// A contract has a line: goods, a quantity and the price that follows.
    fn check_goods(&mut self, amount: Option<Decimal>, goods: Option<&Goods>) {
        if self.errors.of("goods").is_some() || self.errors.of("quantity").is_some() {
            return;
        }
        match goods.and_then(|goods| goods.quantity) {
            None => {
                let message =
                    ("合同要写明产品和数量", "A contract names its goods and their quantity");
                self.fault("goods", GOODS, message);
            }
            Some((quantity, _)) => {
                if amount.is_some_and(|amount| priced(amount, quantity).is_none()) {
                    let message = (
                        "折合单价过小或过大，请核对数量和金额",
                        "The price per unit is too small or too large: check quantity and amount",
                    );
                    self.fault("quantity", GOODS, message);
                }
            }
        }
    }
}
