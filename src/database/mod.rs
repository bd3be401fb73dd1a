//! The database from outside: its address, its roles, and its preparation.

pub mod adoption;
pub mod changes;
pub mod conditions;
pub mod connection;
pub mod constraint;
pub mod embedded;
pub mod objects;
pub mod rights;
