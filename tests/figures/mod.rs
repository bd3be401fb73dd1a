//! A figure is a link to the records behind it and equals their sum or count; the reported figures stand
//! on the home page; and the household category of a line stands nowhere.

mod households;
mod ledgers;
mod links;
