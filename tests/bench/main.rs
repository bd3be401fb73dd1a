//! The goals of speed as ratios: both sides in one run, on one machine, as one table. `scripts/bench` loads
//! the databases and starts this; nothing here fails because a machine is slow.

#![allow(clippy::unwrap_used, reason = "a bench that cannot go on should say so at once")]

mod client;
mod constant;
mod cost;
mod goals;
mod office;
mod server;
mod statements;

use std::{env, time::Duration};

/// Where the two databases are: as the exact demonstration has it, and in bulk.
pub struct Databases {
    pub small: cost::Postgres,
    pub large: cost::Postgres,
}

fn main() {
    if env::args().nth(1).as_deref() == Some("constant") {
        return constant::serve();
    }
    let databases = Databases { small: cost::Postgres::named("SMALL"), large: cost::Postgres::named("LARGE") };
    if env::args().any(|argument| argument == "--explain") {
        return goals::explain(&databases.large);
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!("{:<4}{:<58}{:>14}{:>14}{:>10}  goal", "goal", "what", "one side", "other side", "ratio");
    if env::args().any(|argument| argument == "--office") {
        office::lists(&databases);
        return runtime.block_on(office::sheets(&databases));
    }
    goals::cached(&databases);
    goals::growth(&databases);
    runtime.block_on(statements::search(&databases.large));
    runtime.block_on(statements::dashboard(&databases.large));
    runtime.block_on(statements::import(&databases.large));
    office::lists(&databases);
    runtime.block_on(office::sheets(&databases));
    goals::start(&databases);
    goals::weight(&databases);
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
