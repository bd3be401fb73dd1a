//! What agreements and contracts share.

use crate::projects::model::EndingClass;
use chrono::NaiveDate;

/// An early end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// From this day on it is not in force.
    pub on: NaiveDate,
    pub class: EndingClass,
    pub reason: String,
}
