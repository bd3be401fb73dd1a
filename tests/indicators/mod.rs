//! A figure links to the records behind it and equals their sum or count; the reported figures are
//! on the home page; and the household category of a line is nowhere.

mod attacker;
mod cells;
mod households;
mod values;
mod ledgers;
mod links;
