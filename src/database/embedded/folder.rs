//! The folder of the database: its layout, the lock that lets one process at a time use it, and the
//! place of the socket, whose path must be short.

use super::user::User;
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File, Permissions, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Names the socket's file; nothing listens on the network.
pub(super) const PORT: &str = "5432";

/// The kernel holds a socket's path in 108 bytes, one of them the closing zero.
const LONGEST_SOCKET_PATH: usize = 107;
/// At this size the log moves to `postgres.log.1` when the program starts.
const LONG_LOG: u64 = 10 << 20;

/// How long a killed process may take to end.
const DYING: Duration = Duration::from_secs(1);

pub(super) struct Folder {
    root: PathBuf,
    socket: PathBuf,
    /// The kernel releases it however the process ends.
    lock: File,
}

impl Folder {
    /// Creates the folder if necessary and locks it for this process.
    pub fn claim(dir: &Path) -> Result<Self> {
        let hint = || {
            format!(
                "cannot use {} for the database: make it writable, choose another \
                 FARMFAIR_DATA_DIR, or set DATABASE_URL",
                dir.display()
            )
        };
        fs::create_dir_all(dir).with_context(hint)?;
        let root = dir.canonicalize().with_context(hint)?;
        let mut lock = File::options()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(root.join("lock"))
            .with_context(hint)?;
        if !acquire(&lock).with_context(hint)? {
            bail!(refusal(&root, lock));
        }
        lock.set_len(0).with_context(hint)?;
        lock.write_all(std::process::id().to_string().as_bytes()).with_context(hint)?;
        let socket = socket_dir(&root);
        Ok(Self { root, socket, lock })
    }

    /// Gives the server's user the socket's folder, and sets a long log aside.
    pub fn prepare(&self, user: User) -> Result<()> {
        private_folder(&self.socket, user)?;
        if fs::metadata(self.log()).is_ok_and(|log| log.len() > LONG_LOG) {
            fs::rename(self.log(), self.root.join("postgres.log.1"))
                .context("cannot set the old postgres.log aside")?;
        }
        Ok(())
    }

    /// After a shutdown: leaves no folder outside the database's own.
    pub fn tidy(&self) {
        if !self.socket.starts_with(&self.root)
            && let Err(error) = fs::remove_dir(&self.socket)
        {
            tracing::warn!("{} stays behind: {error}", self.socket.display());
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// Where a cluster is made before it is moved to `data`.
    pub fn new_data(&self) -> PathBuf {
        self.root.join("data.new")
    }

    pub fn log(&self) -> PathBuf {
        self.root.join("postgres.log")
    }

    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The socket's folder as the host of a URL: every byte that could mean something is escaped.
    pub fn socket_in_url(&self) -> String {
        let escape = |byte: &u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(*byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        };
        self.socket.as_os_str().as_encoded_bytes().iter().map(escape).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Closing the file is not enough: a child that another thread is just forking holds it as
        // well.
        if let Err(error) = self.lock.unlock() {
            tracing::warn!("the lock of {} is not freed: {error}", self.root.display());
        }
    }
}

/// False if another process keeps the lock. One that was just killed may hold it a moment longer.
fn acquire(lock: &File) -> std::io::Result<bool> {
    let until = Instant::now() + DYING;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => return Ok(false),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// The message for a second start, with the pid that the first one wrote into its lock.
fn refusal(root: &Path, mut lock: File) -> String {
    let mut pid = String::new();
    // Without the pid the message says less, but is still true.
    let known = lock.read_to_string(&mut pid).is_ok() && !pid.trim().is_empty();
    let pid = if known { pid.trim() } else { "unknown" };
    format!(
        "the database in {} is in use by another farmfair (pid {pid}): stop it, choose \
         another FARMFAIR_DATA_DIR, or set DATABASE_URL",
        root.display()
    )
}

/// Below the database's folder where that works, else a short name in /tmp. Postgres reads its
/// setting as a list, so commas, quotes and spaces do not work; URLs want UTF-8.
fn socket_dir(root: &Path) -> PathBuf {
    let dir = root.join("run");
    let longest = dir.as_os_str().len() + "/.s.PGSQL.".len() + PORT.len();
    let plain =
        |text: &str| !text.contains([',', '"', '\'']) && !text.contains(char::is_whitespace);
    if longest <= LONGEST_SOCKET_PATH && dir.to_str().is_some_and(plain) {
        return dir;
    }
    let mut hasher = DefaultHasher::new();
    root.hash(&mut hasher);
    Path::new("/tmp").join(format!("farmfair-pg-{:016x}", hasher.finish()))
}

/// A folder that the server's user alone can enter (and root).
pub(super) fn private_folder(dir: &Path, user: User) -> Result<()> {
    match fs::create_dir(dir) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(error).with_context(|| {
                format!("cannot make {}: make the folder above it writable", dir.display())
            });
        }
        _ => {}
    }
    // Anyone may make a name in /tmp before we do: never give a stranger's folder, or the target of
    // a stranger's link, to our server.
    let found = fs::symlink_metadata(dir)?;
    let exposed = dir
        .parent()
        .is_some_and(|parent| fs::metadata(parent).is_ok_and(|parent| parent.mode() & 0o002 != 0));
    let ours = [rustix::process::geteuid().as_raw(), user.uid()].contains(&found.uid());
    let trusted = found.is_dir() && (ours || !exposed);
    ensure!(trusted, "{} belongs to someone else: remove it and start again", dir.display());
    user.own(dir)?;
    fs::set_permissions(dir, Permissions::from_mode(0o700))
        .with_context(|| format!("cannot close {} to others", dir.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_stays_in_the_folder_unless_its_path_is_too_long_or_odd() {
        assert_eq!(socket_dir(Path::new("/var/lib/农展通")), Path::new("/var/lib/农展通/run"));
        for root in [format!("/{}", "x".repeat(100)), "/a,b".into(), "/a b".into(), "/a\"b".into()]
        {
            let dir = socket_dir(Path::new(&root));
            assert!(dir.starts_with("/tmp"), "{dir:?}");
            assert_eq!(dir, socket_dir(Path::new(&root)), "the same folder has the same socket");
        }
        let at_the_limit =
            format!("/{}", "x".repeat(LONGEST_SOCKET_PATH - "/run/.s.PGSQL.5432".len() - 1));
        assert!(socket_dir(Path::new(&at_the_limit)).starts_with(&at_the_limit));
        assert!(socket_dir(Path::new(&format!("{at_the_limit}x"))).starts_with("/tmp"));
    }

    #[test]
    fn a_link_is_not_taken_for_our_folder() {
        let temp = tempfile::tempdir().unwrap();
        let link = temp.path().join("link");
        std::os::unix::fs::symlink("/etc", &link).unwrap();
        assert!(private_folder(&link, User::Ourselves).is_err());
    }
}
