//! CPU time and memory of processes, from /proc.

use std::{env, fs, path::PathBuf};

/// Postgres by its data folder, and a database in it by its doors.
pub struct Postgres {
    pub owner: String,
    pub server: String,
    folder: String,
}

impl Postgres {
    pub fn named(name: &str) -> Self {
        let said = |what: &str| env::var(format!("FARMFAIR_BENCH_{name}_{what}")).unwrap();
        Self { owner: said("OWNER"), server: said("SERVER"), folder: said("DATA") }
    }

    /// Another database of the same Postgres.
    pub fn beside(&self, name: &str) -> Self {
        let of = |url: &str| format!("{}/{name}", url.rsplit_once('/').unwrap().0);
        Self { owner: of(&self.owner), server: of(&self.server), folder: self.folder.clone() }
    }

    /// A program of the Postgres that runs.
    pub fn program(&self, name: &str) -> PathBuf {
        let postgres = fs::read_link(format!("/proc/{}/exe", self.postmaster())).unwrap();
        postgres.with_file_name(name)
    }

    /// The password of an account of the demonstration.
    pub fn password(&self, login: &str) -> String {
        let accounts = fs::read_to_string(format!("{}/demo-accounts.csv", self.folder)).unwrap();
        let account = accounts
            .lines()
            .find(|line| line.split(',').next() == Some(login))
            .unwrap_or_else(|| panic!("no account {login}"));
        account.split(',').nth(1).unwrap().to_string()
    }

    /// Of the postmaster and its children; ended children count with their parent.
    pub fn cpu(&self) -> f64 {
        let postmaster = self.postmaster();
        let processes = fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok());
        let children: f64 = processes
            .filter_map(|pid| stat(&pid))
            .filter(|(parent, _, _)| *parent == postmaster)
            .map(|(_, own, _)| own)
            .sum();
        stat(&postmaster).map_or(0.0, |(_, own, ended)| own + ended) + children
    }

    fn postmaster(&self) -> String {
        let pid =
            fs::read_to_string(format!("{}/postgres/data/postmaster.pid", self.folder)).unwrap();
        pid.lines().next().unwrap().to_string()
    }
}

/// In seconds.
pub fn cpu(pid: u32) -> f64 {
    stat(&pid.to_string()).map_or(0.0, |(_, own, _)| own)
}

/// The parent, and the seconds of the process itself and of its ended children.
fn stat(pid: &str) -> Option<(String, f64, f64)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name is in brackets and may contain anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap_or_default();
    let per_second = rustix::param::clock_ticks_per_second() as f64;
    Some((
        fields[1].to_string(),
        (ticks(11) + ticks(12)) / per_second,
        (ticks(13) + ticks(14)) / per_second,
    ))
}

/// Proportional set size in MB.
pub fn memory(pid: u32) -> f64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap();
    let line = rollup.lines().find(|line| line.starts_with("Pss:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
