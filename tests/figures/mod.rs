//! A figure is a link to the records behind it and equals their sum or count; the reported figures
//! stand on the home page; and the household category of a line stands nowhere.

mod attacker;
mod cells;
mod households;
mod indicators;
mod ledgers;
mod links;
