//! The journal is append-only, agrees with the records, and gives any figure as of any day, as
//! known at any time.

mod as_known;
mod brute_force;
mod rules;
