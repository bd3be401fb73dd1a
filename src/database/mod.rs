//! The database from outside: where it is, who connects as whom, and that it is in shape.

pub mod adoption;
pub mod changes;
pub mod conditions;
pub mod connection;
pub mod constraint;
pub mod embedded;
pub mod objects;
pub mod rights;
