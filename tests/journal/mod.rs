//! The journal is only added to, says what the records deserve, and tells any figure as of any day,
//! as it was known at any time.

mod as_known;
mod brute_force;
mod rules;
