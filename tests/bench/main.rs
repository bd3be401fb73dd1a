//! The performance goals as ratios: both sides in one run, on one machine, as one table.
//! `scripts/bench` loads the databases and starts this; nothing here fails because a machine is
//! slow.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on should say so at once")]

mod client;
mod constant;
mod copied;
mod cost;
mod deals;
mod goals;
mod office;
mod pages;
mod screens;
mod server;
mod signing;
mod statements;
mod yardstick;

use std::{env, time::Duration};

/// The two databases: the exact demonstration, and the bulk one.
pub struct Databases {
    pub small: cost::Postgres,
    pub large: cost::Postgres,
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (what, of) = (arguments.first().map(String::as_str), arguments.get(1).map(String::as_str));
    match what {
        Some("constant") => return constant::serve(),
        Some("yardstick") => return yardstick::serve(),
        Some("--signing") => {
            heading();
            return signing(&cost::Postgres::named("SMALL"));
        }
        _ => {}
    }
    let databases =
        Databases { small: cost::Postgres::named("SMALL"), large: cost::Postgres::named("LARGE") };
    match what {
        Some("--explain") => goals::explain(&databases.large, of),
        Some("--pages") => pages::table(&databases, of),
        Some("--office") => office(&databases),
        _ => everything(&databases),
    }
}

fn heading() {
    println!(
        "{:<4}{:<58}{:>14}{:>14}{:>10}  goal",
        "goal", "what", "one side", "other side", "ratio"
    );
}

fn office(databases: &Databases) {
    heading();
    office::lists(databases);
    tokio::runtime::Runtime::new().unwrap().block_on(office::sheets(databases));
}

/// Deals saved at the desk, and released to the screens.
fn signing(small: &cost::Postgres) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    signing::saving(&runtime, small);
    runtime.block_on(screens::released(small));
}

fn everything(databases: &Databases) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    heading();
    goals::cached(databases);
    goals::growth(databases);
    runtime.block_on(statements::search(&databases.large));
    runtime.block_on(statements::dashboard(&databases.large));
    runtime.block_on(statements::import(&databases.large));
    office::lists(databases);
    runtime.block_on(office::sheets(databases));
    signing(&databases.small);
    goals::start(databases);
    goals::weight(databases);
    pages::table(databases, None);
}

/// One line of the table.
pub struct Line<'a> {
    pub goal: &'a str,
    pub what: &'a str,
    pub one: String,
    pub other: String,
    pub ratio: f64,
    pub aim: &'a str,
}

impl Line<'_> {
    pub fn print(&self) {
        let Self { goal, what, one, other, ratio, aim } = self;
        println!("{goal:<4}{what:<58}{one:>14}{other:>14}{ratio:>10.2}  {aim}");
    }
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
