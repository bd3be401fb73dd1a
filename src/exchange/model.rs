//! Data for programs: records with their fields, operations with their parameters, and the formats
//! of calendars and sheets.

pub mod calendar;
pub mod cell;
pub mod deals;
pub mod found;
pub mod money;
pub mod openapi;
pub mod parameters;
pub mod parties;
pub mod record;
pub mod sheet;
pub mod span;
