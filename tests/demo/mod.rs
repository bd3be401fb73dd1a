//! The demonstration reproduces the reported figures, is the same everywhere, and neither loading
//! nor wiping it can touch real data.

mod figures;
mod large;
mod loading;
