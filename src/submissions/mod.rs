//! Forms that were sent. A form that is sent twice makes one record.

pub mod model;
pub mod store;
