//! The form that corrects the amounts of a report.

use crate::{
    sales::{forms::report::is_nothing, model::Report},
    values::{
        ids::OnsiteSaleId,
        typed::words,
        typed_amount::{self, Unit},
    },
    web::{
        fields::Fields,
        forms::{Errors, seen_version},
        page::Page,
    },
};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Default)]
pub struct CorrectionForm {
    pub version: i32,
    /// By line, in yuan.
    typed: Vec<(i64, String)>,
    pub reason: String,
    /// And confirmed at once.
    pub confirms: bool,
}

/// What a form says: the amounts, and why.
pub type Corrected = (Vec<(OnsiteSaleId, Decimal)>, String);

impl CorrectionForm {
    pub fn read(fields: &Fields) -> Self {
        let line = |(id, typed): (&str, &str)| Some((id.parse().ok()?, typed.to_string()));
        Self {
            version: seen_version(fields.get("version")),
            typed: fields.group("amount").filter_map(line).collect(),
            reason: fields.get("reason").to_string(),
            confirms: fields.get("then") == "confirm",
        }
    }

    /// What was typed for a line; without it, its amount.
    pub fn of(&self, id: i64, amount: Decimal) -> String {
        let typed = self.typed.iter().find(|(known, _)| *known == id);
        typed.map_or_else(|| amount.normalize().to_string(), |(_, typed)| typed.clone())
    }

    /// A line may be corrected to nothing.
    pub fn parse(&self, page: &Page, report: &Report) -> Result<Corrected, Errors> {
        let mut errors = Errors::default();
        let mut amounts = Vec::new();
        for (id, typed) in &self.typed {
            let label = page.t("金额", "Amount");
            let amount = match is_nothing(typed) && !typed.trim().is_empty() {
                true => Ok(Decimal::ZERO),
                false => typed_amount::yuan(typed, Unit::Yuan),
            };
            match amount {
                Ok(amount) => amounts.push((OnsiteSaleId(*id), amount)),
                Err(fault) => errors.add("amounts", label, fault.says(page.lang)),
            }
        }
        let is_same = |(id, amount): &(OnsiteSaleId, Decimal)| {
            report.lines.iter().any(|line| line.id() == *id && line.amount == *amount)
        };
        if errors.is_empty() && amounts.iter().all(is_same) {
            let label = page.t("金额", "Amount");
            errors.add("amounts", label, page.t("金额没有改动", "No amount is changed"));
        }
        let reason = words(&self.reason, 200);
        if reason.is_none() {
            let message =
                page.t("请写明原因，不超过 200 个字", "Enter a reason of 1 to 200 characters");
            errors.add("why-correct", page.t("原因", "Reason"), message);
        }
        match reason {
            Some(reason) if errors.is_empty() => Ok((amounts, reason)),
            _ => Err(errors),
        }
    }
}
