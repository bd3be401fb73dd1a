//! The user who runs Postgres. Postgres refuses root, so root switches to another user. Where that
//! user could not reach the database's folder (below /root, for example), root stays itself for the
//! kernel but looks like that user in its own user namespace.

pub(super) use super::command::User;

use super::command::command;
use anyhow::{Context, Result, bail, ensure};
use rustix::process::geteuid;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::path::Path;

impl User {
    /// The user that can run `postgres` in `root`. Opens or closes `root` to others as necessary.
    pub fn choose(root: &Path, postgres: &Path) -> Result<Self> {
        let choice =
            if geteuid().is_root() { Self::for_root(root, postgres)? } else { Self::Ourselves };
        // The server's user has to pass through the folder, not to look around in it.
        let mode = if matches!(choice, Self::Other { .. }) { 0o711 } else { 0o700 };
        set_mode(root, mode)?;
        Ok(choice)
    }

    fn for_root(root: &Path, postgres: &Path) -> Result<Self> {
        let (name, uid, gid) = account()?;
        set_mode(root, 0o711)?;
        for choice in [Self::Other { uid, gid }, Self::Namespace { uid, gid }] {
            if choice.can_run(postgres, root) {
                return Ok(choice);
            }
        }
        bail!(
            "Postgres must not run as root, user {name} cannot enter {}, and user \
             namespaces are not allowed here: chmod o+x the folders above it, choose \
             another FARMFAIR_DATA_DIR, or set DATABASE_URL",
            root.display()
        )
    }

    /// A trial run covers modes, access lists and forbidden namespaces alike.
    fn can_run(self, postgres: &Path, dir: &Path) -> bool {
        command(postgres, self)
            .current_dir(dir)
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success())
    }

    /// The owner that the kernel sees.
    pub fn uid(self) -> u32 {
        match self {
            Self::Other { uid, .. } => uid,
            Self::Ourselves | Self::Namespace { .. } => geteuid().as_raw(),
        }
    }

    /// Gives one file or folder to this user.
    pub fn own(self, path: &Path) -> Result<()> {
        let gid = match self {
            Self::Other { gid, .. } => Some(gid),
            Self::Ourselves | Self::Namespace { .. } => None,
        };
        lchown(path, Some(self.uid()), gid).with_context(|| {
            format!(
                "cannot give {} to the user who runs Postgres: start as root, or as the owner",
                path.display()
            )
        })
    }

    /// Gives a whole tree to this user if it belongs to another: root restored it, for example, or
    /// the folders above it were closed or opened since. The top comes last, so that a kill midway
    /// is repaired.
    pub fn own_tree(self, dir: &Path) -> Result<()> {
        let owner = fs::symlink_metadata(dir)?.uid();
        if owner == self.uid() {
            return Ok(());
        }
        ensure!(
            geteuid().is_root(),
            "{} belongs to user id {owner}: start as that user or chown -R it, choose another \
             FARMFAIR_DATA_DIR, or set DATABASE_URL",
            dir.display()
        );
        tracing::info!("giving {} to the user who runs Postgres", dir.display());
        self.own_below(dir)?;
        self.own(dir)
    }

    fn own_below(self, dir: &Path) -> Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.own_below(&entry.path())?;
            }
            self.own(&entry.path())?;
        }
        Ok(())
    }
}

fn set_mode(dir: &Path, mode: u32) -> Result<()> {
    fs::set_permissions(dir, Permissions::from_mode(mode)).with_context(|| {
        format!(
            "cannot set the permissions of {}: start as its owner, choose another \
             FARMFAIR_DATA_DIR, or set DATABASE_URL",
            dir.display()
        )
    })
}

/// The user that root switches to: the one that FARMFAIR_PG_USER names, else postgres, else nobody.
fn account() -> Result<(String, u32, u32)> {
    let passwd = fs::read_to_string("/etc/passwd")
        .context("cannot read /etc/passwd to find a user for Postgres: set DATABASE_URL")?;
    match std::env::var("FARMFAIR_PG_USER") {
        Ok(name) => listed(&passwd, &name).with_context(|| {
            format!(
                "FARMFAIR_PG_USER is {name}, which is no ordinary user in /etc/passwd: name another"
            )
        }),
        Err(_) => listed(&passwd, "postgres").or_else(|| listed(&passwd, "nobody")).context(
            "Postgres must not run as root and there is no user postgres or nobody: set \
             FARMFAIR_PG_USER or DATABASE_URL",
        ),
    }
}

/// Root is not listed: Postgres refuses it.
fn listed(passwd: &str, name: &str) -> Option<(String, u32, u32)> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse);
    let (uid, gid) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (uid != 0).then(|| (name.to_owned(), uid, gid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name_and_root_never() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\npostgresql:x:7:8::/:/bin/sh\n\
                      postgres:x:101:104::/:/bin/sh\nodd:x:y:z\n";
        assert_eq!(listed(passwd, "postgres"), Some(("postgres".into(), 101, 104)));
        assert_eq!(listed(passwd, "root"), None);
        assert_eq!(listed(passwd, "odd"), None);
        assert_eq!(listed(passwd, "nobody"), None);
    }
}
