//! What messages do by themselves.

pub mod mail;
