//! The tests that look at the whole house from outside: through the router, through SQL, and through the
//! program itself. Unit tests stand beside what they test.

mod architecture;
mod demo;
mod harness;
mod pages;
