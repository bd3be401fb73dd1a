//! An attacker who reads everything public, as of many days, in both languages, on pages, in sheets
//! and in the data, and adds and subtracts: no amount, count or category of fewer than five
//! households or three lines may come out, nor of a place's fewer than three deliveries. Each way
//! to find one is proven on a leak that is planted.

mod channels;
mod deliveries;
mod forms;
mod places;
mod reading;
mod sums;
mod tables;
mod truth;
