//! Codes of what an amendment is about.

use crate::vocabulary;

vocabulary! {
    /// What an amendment is about.
    Rationale = "amendment_rationale" {
        Quantity = "quantity",
        Price = "price",
        Term = "term",
        Villages = "villages",
        Goods = "goods",
        Tolerance = "tolerance",
        Other = "other",
    }
}
