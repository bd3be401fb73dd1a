//! The embedded Postgres as a whole, asked through psql.

mod kills;
mod starts;

use super::installation::Installation;
use super::{Durability, Embedded};
use std::path::{Path, PathBuf};
use std::process::Command;

fn start(dir: &Path) -> Embedded {
    Embedded::start(dir, Durability::Throwaway).unwrap()
}

fn psql() -> PathBuf {
    let beside = Installation::find(None).unwrap().bin().join("psql");
    if beside.exists() { beside } else { "psql".into() }
}

/// Rows as psql prints them, or its message.
fn query(url: &str, sql: &str) -> Result<String, String> {
    let output = Command::new(psql())
        .args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", url, "-c", sql])
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// A row that must outlive whatever the test does.
fn plant(database: &Embedded) {
    query(database.owner_url(), "create table lot (name text); insert into lot values ('红糖')")
        .unwrap();
    query(database.owner_url(), "grant select on lot to farmfair_server").unwrap();
}

fn harvest(database: &Embedded) -> String {
    query(database.server_url(), "select name from lot").unwrap()
}
