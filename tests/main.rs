//! The tests that look at the whole house from outside: through the router, through SQL, and
//! through the program itself. Unit tests stand beside what they test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

mod accounts;
mod applications;
mod architecture;
mod cache;
mod certificates;
mod counts;
mod demo;
mod enquiries;
mod exchange;
mod faults;
mod files;
mod figures;
mod hall;
mod harness;
mod hidden;
mod imports;
mod journal;
mod languages;
mod links;
mod migrations;
mod office;
mod pages;
mod people;
mod permissions;
mod queries;
mod search;
mod selling;
mod statements;
mod streams;
mod trademarks;
