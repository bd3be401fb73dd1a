//! Finding a Postgres on this machine: the folder that `FARMFAIR_PG_BIN` names, else the newest of
//! those that packages install, else the PATH; and for an existing cluster the version that made
//! it.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// From 15 on, ordinary roles cannot create tables in the schema `public`.
const OLDEST: u32 = 15;
/// Where packages put one folder per version: the parent, the prefix before the number.
const PACKAGED: [(&str, &str); 2] = [("/usr/lib/postgresql", ""), ("/usr", "pgsql-")];
const WAYS_OUT: &str = "set DATABASE_URL, or install one (Debian: apt-get install postgresql), or set \
     FARMFAIR_PG_BIN to the folder of initdb and postgres";

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Installation {
    bin: PathBuf,
    major: u32,
}

impl Installation {
    /// `made_by` is the major version of an existing cluster, which no other version can open.
    pub fn find(made_by: Option<u32>) -> Result<Self> {
        let named = std::env::var_os("FARMFAIR_PG_BIN").map(PathBuf::from);
        let folders = match &named {
            Some(folder) => vec![folder.clone()],
            None => usual_folders(),
        };
        let found: Vec<Self> = folders
            .into_iter()
            .filter_map(|bin| Some(Self { major: version_of(&bin)?, bin }))
            .collect();
        if let (Some(folder), true) = (named, found.is_empty()) {
            bail!(
                "FARMFAIR_PG_BIN is {}, which holds no initdb and postgres that run: \
                 correct it, unset it, or set DATABASE_URL",
                folder.display()
            );
        }
        choose(found, made_by)
    }

    pub fn postgres(&self) -> PathBuf {
        self.bin.join("postgres")
    }

    pub fn initdb(&self) -> PathBuf {
        self.bin.join("initdb")
    }

    #[cfg(test)]
    pub fn bin(&self) -> &Path {
        &self.bin
    }
}

fn choose(found: Vec<Installation>, made_by: Option<u32>) -> Result<Installation> {
    let newest = found
        .iter()
        .map(|one| one.major)
        .max()
        .with_context(|| format!("no Postgres server found: {WAYS_OUT}"))?;
    let suits =
        |one: &Installation| made_by.map_or(one.major >= OLDEST, |major| one.major == major);
    if let Some(one) = found.into_iter().find(suits) {
        return Ok(one);
    }
    match made_by {
        Some(major) => bail!(
            "the database was made by Postgres {major}, but the newest found is {newest}: \
             install {major}, or set FARMFAIR_PG_BIN to its folder, or set DATABASE_URL"
        ),
        None => bail!("Postgres {newest} is too old, {OLDEST} is needed: {WAYS_OUT}"),
    }
}

/// Newest first.
fn usual_folders() -> Vec<PathBuf> {
    let mut packaged: Vec<(u32, PathBuf)> = PACKAGED
        .iter()
        .flat_map(|(parent, prefix)| versions_below(Path::new(parent), prefix))
        .collect();
    packaged.sort_by(|a, b| b.cmp(a));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    packaged.into_iter().map(|(_, bin)| bin).chain(on_path).collect()
}

fn versions_below(parent: &Path, prefix: &str) -> Vec<(u32, PathBuf)> {
    // A missing parent has no versions.
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let version = |entry: fs::DirEntry| {
        let number = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
        Some((number, entry.path().join("bin")))
    };
    entries.flatten().filter_map(version).collect()
}

/// None if there is no complete server in `bin`.
fn version_of(bin: &Path) -> Option<u32> {
    if !bin.join("initdb").exists() || !bin.join("postgres").exists() {
        return None;
    }
    let output = Command::new(bin.join("postgres")).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

/// Of `postgres (PostgreSQL) 15.16 (Debian …)` or `postgres (PostgreSQL) 19devel`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(majors: &[u32]) -> Vec<Installation> {
        majors
            .iter()
            .map(|&major| Installation { bin: PathBuf::from(format!("/pg/{major}")), major })
            .collect()
    }

    #[test]
    fn the_version_is_read() {
        assert_eq!(major("postgres (PostgreSQL) 15.16 (Debian 15.16-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19devel"), Some(19));
        assert_eq!(major("postgres"), None);
        assert_eq!(major("postgres (EnterpriseDB) x"), None);
    }

    #[test]
    fn a_new_cluster_gets_the_first_that_is_new_enough_and_an_old_one_its_own() {
        assert_eq!(choose(found(&[17, 15, 13]), None).unwrap().major, 17);
        assert_eq!(choose(found(&[17, 15, 13]), Some(15)).unwrap().major, 15);
    }

    #[test]
    fn what_is_missing_is_said_with_a_way_out() {
        let sentence =
            |majors: &[u32], made_by| choose(found(majors), made_by).unwrap_err().to_string();
        assert!(sentence(&[], None).contains("apt-get install postgresql"));
        assert!(sentence(&[], Some(15)).contains("DATABASE_URL"));
        assert!(sentence(&[13], None).contains("Postgres 13 is too old"));
        assert!(sentence(&[17], Some(15)).contains("install 15"));
    }
}
