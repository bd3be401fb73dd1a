//! The output of money and quantities: exact decimals as text, and the step of amounts on the
//! ladder.

use super::cell::Cell;
use crate::values::{amount::Amount, rung::OnRung};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// Yuan outside the ladder: a unit price, sales at a booth.
#[derive(Debug, Clone, Copy, sqlx::Type)]
#[sqlx(transparent)]
pub struct Yuan(pub Decimal);

/// In the unit that the record names beside it.
#[derive(Debug, Clone, Copy, sqlx::Type)]
#[sqlx(transparent)]
pub struct Quantity(pub Decimal);

impl<R: OnRung> Cell for Amount<R> {
    fn schema() -> Value {
        money(json!({ "rung": { "const": R::RUNG.code() } }))
    }

    fn json(&self) -> Value {
        json!({ "value": in_fen(self.in_yuan()), "currency": "CNY", "rung": R::RUNG.code() })
    }

    /// The step is in the column's name: columns of one name may be added.
    fn columns(name: &str) -> Vec<String> {
        vec![format!("{}_{name}_yuan", R::RUNG.code())]
    }

    fn texts(&self) -> Vec<String> {
        vec![in_fen(self.in_yuan())]
    }
}

impl Cell for Yuan {
    fn schema() -> Value {
        money(json!({}))
    }

    fn json(&self) -> Value {
        json!({ "value": in_fen(self.0), "currency": "CNY" })
    }

    fn columns(name: &str) -> Vec<String> {
        vec![format!("{name}_yuan")]
    }

    fn texts(&self) -> Vec<String> {
        vec![in_fen(self.0)]
    }
}

impl Cell for Quantity {
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" })
    }

    fn json(&self) -> Value {
        self.0.normalize().to_string().into()
    }

    fn texts(&self) -> Vec<String> {
        vec![self.0.normalize().to_string()]
    }
}

fn money(more: Value) -> Value {
    let mut properties = json!({
        "value": {
            "type": "string",
            "pattern": "^-?[0-9]+\\.[0-9]{2,4}$",
            "description": "Yuan as an exact decimal",
        },
        "currency": { "const": "CNY" },
    });
    if let (Some(all), Some(more)) = (properties.as_object_mut(), more.as_object()) {
        all.extend(more.clone());
    }
    let names: Vec<String> =
        properties.as_object().map(|all| all.keys().cloned().collect()).unwrap_or_default();
    json!({
        "type": "object",
        "required": names,
        "properties": properties,
        "additionalProperties": false,
    })
}

/// Amounts to the fen at least, and unit prices with all decimals.
fn in_fen(yuan: Decimal) -> String {
    let yuan = yuan.normalize();
    if yuan.scale() < 2 { format!("{yuan:.2}") } else { yuan.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::rung::Contract;

    #[test]
    fn money_is_exact_and_says_its_rung() {
        assert_eq!(Amount::<Contract>::columns("amount"), ["contract_amount_yuan"]);
        assert_eq!(
            Amount::<Contract>::fen(3_300_000_000).json(),
            json!({ "value": "33000000.00", "currency": "CNY", "rung": "contract" })
        );
        assert_eq!(Yuan("12.5000".parse().unwrap()).texts(), ["12.50"]);
        assert_eq!(Yuan("0.0125".parse().unwrap()).texts(), ["0.0125"]);
    }
}
