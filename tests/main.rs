//! Tests of the whole program from outside: through the router, through SQL, and as a process. Unit
//! tests are beside the tested code.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

mod agreements;
mod applications;
mod architecture;
mod audit;
mod cache;
mod certifications;
mod contracts;
mod deliveries;
mod demo;
mod desk;
mod enquiries;
mod exchange;
mod fairs;
mod faults;
mod files;
mod hall;
mod harness;
mod hidden;
mod identity;
mod imports;
mod indicators;
mod journal;
mod languages;
mod links;
mod messages;
mod migrations;
mod nouns;
mod organisations;
mod pages;
mod payments;
mod permissions;
mod photos;
mod products;
mod promises;
mod queries;
mod registrations;
mod reviews;
mod sales;
mod screen;
mod search;
mod signing;
mod statements;
mod streams;
mod submissions;
mod trademarks;
mod verification;
