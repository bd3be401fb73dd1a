//! Shared parts of the tests: one Postgres per process, databases cloned from templates, the site
//! as a service with verbs, pages by CSS selector, and the real program for tests of a process.

pub mod actors;
pub mod addresses;
pub mod html;
pub mod pictures;
pub mod program;
pub mod server;
pub mod site;
