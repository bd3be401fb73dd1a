//! The demonstration reproduces what the press reported, is the same wherever it is loaded, and
//! neither loading nor wiping it can touch anything real.

mod figures;
mod large;
mod loading;
