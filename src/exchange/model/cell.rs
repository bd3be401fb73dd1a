//! The output of a value: as JSON, as cells of a sheet, and as a schema.

use crate::{
    agreements::model::AgreementState,
    contracts::model::{ContractState, Method, rationale::Rationale},
    deliveries::model::{DeliveryState, derived_state},
    fairs::model::EditionState,
    organisations::model::OrganisationKind,
    products::model::Scheme,
    projects::model::{EndingClass, ProjectType, Stage},
    values::{
        ids::{
            AgreementId, BrandId, ContractId, DeliveryId, ExhibitorId, OrganisationId, ProductId,
            ProjectId,
        },
        inert::{inert, restored},
        lang::Lang,
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

pub trait Cell {
    fn schema() -> Value;

    fn json(&self) -> Value;

    /// The names of its columns in a sheet.
    fn columns(name: &str) -> Vec<String> {
        vec![name.to_string()]
    }

    /// As many as there are columns.
    fn texts(&self) -> Vec<String>;
}

/// The states of a delivery's lines, from which its own follows.
#[derive(Debug, Clone, sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub struct LineStates(pub Vec<String>);

/// The column names of the names of codes, beside the codes.
pub fn codes<'a>(all: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    all.into_iter().filter(|code| !["draft", "void", "planned"].contains(code)).collect()
}

macro_rules! code_cells {
    ($($name:ty),* $(,)?) => {$(
        impl Cell for $name {
            fn schema() -> Value {
                json!({ "type": "string", "enum": codes(Self::ALL.iter().map(|term| term.code())) })
            }

            fn json(&self) -> Value {
                self.code().into()
            }

            fn columns(name: &str) -> Vec<String> {
                vec![name.to_string(), format!("{name}_name")]
            }

            fn texts(&self) -> Vec<String> {
                vec![self.code().to_string(), self.name(Lang::Zh).to_string()]
            }
        }
    )*};
}
code_cells!(
    Rationale,
    OrganisationKind,
    Scheme,
    ProjectType,
    Stage,
    EndingClass,
    AgreementState,
    ContractState,
    Method,
    DeliveryState,
    EditionState
);

macro_rules! number_cells {
    ($($name:ty, $least:literal, |$number:ident| $plain:expr;)*) => {$(
        impl Cell for $name {
            fn schema() -> Value {
                json!({ "type": "integer", "minimum": $least })
            }

            fn json(&self) -> Value {
                let $number = self;
                $plain.into()
            }

            fn texts(&self) -> Vec<String> {
                vec![self.to_string()]
            }
        }
    )*};
}
number_cells! {
    i64, 0, |number| *number;
    i16, 0, |number| *number;
    AgreementId, 1, |id| id.0;
    BrandId, 1, |id| id.0;
    ContractId, 1, |id| id.0;
    DeliveryId, 1, |id| id.0;
    ExhibitorId, 1, |id| id.0;
    OrganisationId, 1, |id| id.0;
    ProductId, 1, |id| id.0;
    ProjectId, 1, |id| id.0;
}

impl Cell for String {
    fn schema() -> Value {
        json!({ "type": "string" })
    }

    fn json(&self) -> Value {
        self.as_str().into()
    }

    fn texts(&self) -> Vec<String> {
        vec![inert(self)]
    }
}

impl Cell for bool {
    fn schema() -> Value {
        json!({ "type": "boolean" })
    }

    fn json(&self) -> Value {
        (*self).into()
    }

    fn texts(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

impl Cell for PlaceCode {
    fn schema() -> Value {
        json!({ "type": "string", "pattern": PLACE_PATTERN })
    }

    fn json(&self) -> Value {
        self.as_str().into()
    }

    fn texts(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

pub const PLACE_PATTERN: &str = "^([0-9]{6}|[0-9]{9}|[0-9]{12})$";

impl Cell for NaiveDate {
    fn schema() -> Value {
        json!({ "type": "string", "format": "date" })
    }

    fn json(&self) -> Value {
        self.to_string().into()
    }

    fn texts(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

impl Cell for DateTime<Utc> {
    fn schema() -> Value {
        json!({ "type": "string", "format": "date-time" })
    }

    fn json(&self) -> Value {
        self.to_rfc3339().into()
    }

    fn texts(&self) -> Vec<String> {
        vec![self.to_rfc3339()]
    }
}

impl Cell for LineStates {
    fn schema() -> Value {
        DeliveryState::schema()
    }

    fn json(&self) -> Value {
        self.derived().json()
    }

    fn columns(name: &str) -> Vec<String> {
        DeliveryState::columns(name)
    }

    fn texts(&self) -> Vec<String> {
        self.derived().texts()
    }
}

impl LineStates {
    fn derived(&self) -> DeliveryState {
        derived_state(&self.0.iter().filter_map(|code| code.parse().ok()).collect::<Vec<_>>())
    }
}

impl<T: Cell> Cell for Option<T> {
    fn schema() -> Value {
        json!({ "anyOf": [T::schema(), { "type": "null" }] })
    }

    fn json(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::json)
    }

    fn columns(name: &str) -> Vec<String> {
        T::columns(name)
    }

    fn texts(&self) -> Vec<String> {
        self.as_ref().map_or_else(|| vec![String::new(); T::columns("").len()], T::texts)
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }

    fn json(&self) -> Value {
        self.iter().map(T::json).collect()
    }

    /// One cell, which begins with the first item: it alone decides what the cell looks like.
    fn texts(&self) -> Vec<String> {
        let items: Vec<String> =
            self.iter().filter_map(|item| item.texts().into_iter().next()).collect();
        vec![inert(restored(&items.join(";")))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{amount::Amount, rung::Contract};

    #[test]
    fn texts_that_look_like_formulas_are_inert_and_negative_amounts_stay_numbers() {
        for odd in ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(odd.to_string().texts(), [format!("'{odd}")]);
        }
        assert_eq!("羊肉=1".to_string().texts(), ["羊肉=1"]);
        assert_eq!(vec!["=1".to_string(), "b".to_string()].texts(), ["'=1;b"]);
        assert_eq!(Amount::<Contract>::fen(-1250).texts(), ["-12.50"]);
    }

    #[test]
    fn what_is_missing_leaves_as_many_cells_empty_as_it_has_columns() {
        assert_eq!(None::<ContractState>.texts(), ["", ""]);
        assert_eq!(<Option<ContractState>>::columns("state"), ["state", "state_name"]);
    }
}
