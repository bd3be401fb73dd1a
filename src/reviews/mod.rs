//! Review, the same for every noun: a record is submitted by its owner, approved by an officer or
//! returned with a sentence, and what was approved may be revoked. A noun says what it is called,
//! where it is kept, and which decision leads from which state to which.

pub mod actions;
mod handlers;
pub mod model;
pub mod views;

pub use handlers::{
    ReviewPage, approve, check_in, found, index, page, recommend, return_or_revoke, selection, show,
};
