//! The form of an amendment: beside what the contract says, what it is to say.

mod parsing;

pub use parsing::{EFFECTIVE_ON, ENDS_ON, parse};

use super::office::{LineForm, of_columns, rearranged};
use crate::{
    contracts::model::rationale::Rationale, places::model::Named, values::ids::ContractLineId,
    web::fields::Fields,
};
use chrono::NaiveDate;

#[derive(Debug, Clone, Default)]
pub struct AmendmentForm {
    /// The code of the form: sent twice, it makes one amendment.
    pub form: String,
    /// The version of the contract that it changes.
    pub version: String,
    /// `add` adds a line and `sum` computes the amount; neither saves.
    pub then: String,
    pub drop: String,
    /// The fields of the lines that the contract has.
    pub lines: Fields,
    /// Lines that are new.
    pub added: Vec<LineForm>,
    pub ends_on: String,
    pub tolerance: String,
    /// Further ones, separated by `、`.
    pub villages: String,
    pub rationale: Vec<String>,
    pub reason: String,
    pub signed_on: String,
    pub effective_on: String,
    pub ceiling_reason: String,
}

/// What is typed for a line. Empty: it stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineChangeForm {
    pub quantity: String,
    pub price: String,
    /// It ceases.
    pub ceases: bool,
}

impl AmendmentForm {
    /// Signed today, and in effect from today, as long as nobody says otherwise.
    pub fn blank(form: String, version: i32, today: NaiveDate) -> Self {
        let today = today.to_string();
        Self {
            form,
            version: version.to_string(),
            signed_on: today.clone(),
            effective_on: today,
            ..Self::default()
        }
    }

    pub fn read(fields: Fields) -> Self {
        let text = |name: &str| fields.get(name).to_string();
        let column = |name: &str| fields.all(name).map(str::to_string).collect::<Vec<_>>();
        let columns = [
            "line_name",
            "line_category",
            "line_specification",
            "line_quantity",
            "line_unit",
            "line_price",
        ]
        .map(column);
        Self {
            form: text("form"),
            version: text("version"),
            then: text("then"),
            drop: text("drop"),
            added: of_columns(columns.each_ref().map(Vec::as_slice)),
            ends_on: text("ends_on"),
            tolerance: text("tolerance"),
            villages: text("villages"),
            rationale: column("rationale"),
            reason: text("reason"),
            signed_on: text("signed_on"),
            effective_on: text("effective_on"),
            ceiling_reason: text("ceiling_reason"),
            lines: fields,
        }
    }

    pub fn of(&self, line: &ContractLineId) -> LineChangeForm {
        let typed = |name: &str| self.lines.get(&format!("{name}-{line}")).trim().to_string();
        LineChangeForm {
            quantity: typed("quantity"),
            price: typed("price"),
            ceases: !typed("ceases").is_empty(),
        }
    }

    /// Those of the vocabulary that are ticked.
    pub fn ticked(&self) -> Vec<Rationale> {
        let is_ticked = |code: &Rationale| self.rationale.iter().any(|typed| typed == code.code());
        Rationale::ALL.iter().copied().filter(is_ticked).collect()
    }

    /// With a line added or taken away; `None`: the form is to be saved.
    pub fn rearranged(&self) -> Option<Self> {
        let added = rearranged(self.added.clone(), &self.then, &self.drop)?;
        Some(Self { added, ..self.clone() })
    }
}

/// The villages of a name, for each name that was typed.
pub type FoundVillages = Vec<(String, Vec<Named>)>;
