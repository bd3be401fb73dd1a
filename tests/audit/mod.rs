//! The trail: what it records, how it reads, and what it hides.

mod telephones;
mod trail;
mod words;
