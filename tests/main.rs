//! Tests of the whole program from outside: through the router, through SQL, and as a process. Unit
//! tests are beside the tested code.

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
mod nouns;
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
