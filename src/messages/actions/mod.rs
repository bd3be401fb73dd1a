//! Acts of messages without a user.

pub mod mail;
