//! An attacker who reads everything public, as of many days, in both languages, on pages, in sheets
//! and in the API, and adds and subtracts. No amount, count or category of fewer than five
//! households or three lines may follow, nor of fewer than three deliveries of a place. Each way to
//! find one is tested on a planted leak.

mod channels;
mod deliveries;
mod forms;
mod places;
mod reading;
mod sums;
mod tables;
mod truth;
