//! Servers of both sides, each in its own process.

use crate::cost::Postgres;
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

pub struct Server {
    child: Child,
    pub addr: String,
}

impl Server {
    /// The real program on an external database.
    pub fn farmfair(database: &Postgres, cache_megabytes: u32) -> Self {
        Self::start(farmfair(database, cache_megabytes))
    }

    pub fn constant() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("constant");
        Self::start(command)
    }

    /// The yardstick of the pages, on the same database.
    pub fn yardstick(database: &Postgres) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("yardstick").env("DATABASE_URL", &database.server);
        Self::start(command)
    }

    /// Waits for the line with the address.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let addr = line
            .trim()
            .trim_end_matches('/')
            .rsplit_once("http://")
            .unwrap_or_else(|| panic!("no address in {line:?}"))
            .1
            .to_string();
        Self { child, addr }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

/// In the folder of this program, where cargo puts the other one.
pub fn farmfair(database: &Postgres, cache_megabytes: u32) -> Command {
    let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_farmfair")));
    command
        .args(["serve", "--addr", "127.0.0.1:0"])
        .env("DATABASE_URL", &database.server)
        .env("FARMFAIR_OWNER_URL", &database.owner);
    command.env("FARMFAIR_PAGE_CACHE_MB", cache_megabytes.to_string()).env("RUST_LOG", "error");
    command
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
