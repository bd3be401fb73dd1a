//! One postmaster, from its start to its end. The end is noticed before the process is reaped, so
//! that its number cannot belong to another process while somebody is about to signal it.

use super::command::{command, tie_to_this_thread};
use super::folder::PORT;
use super::setup::{Durability, Setup};
use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, waitid};
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::{fs::OpenOptionsExt, process::CommandExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Recovery after a crash reads up to max_wal_size (1 GB) again, on whatever disk there is.
const LONGEST_START: Duration = Duration::from_secs(600);
const SLOW_START: Duration = Duration::from_secs(5);
/// The line of postmaster.pid that tells the state.
const STATE_LINE: usize = 7;

pub(super) struct Server {
    child: Child,
    /// Where its part of the log begins.
    log_from: u64,
}

impl Server {
    /// Call it on a thread that lives as long as the server is wanted: it shuts down with the
    /// thread.
    pub fn spawn(setup: &Setup) -> Result<Self> {
        let path = setup.folder.log();
        let log = File::options()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("cannot write {}: start as its owner", path.display()))?;
        let log_from = log.metadata().context("the length of postgres.log")?.len();
        let mut postmaster = command(&setup.installation.postgres(), setup.user);
        postmaster.arg("-D").arg(setup.folder.data()).arg("-k").arg(setup.folder.socket());
        settings(&mut postmaster, setup.durability);
        postmaster
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("postgres.log")?)
            .stderr(log);
        // A Ctrl-C in the terminal is for us; the requests in flight still need the database.
        postmaster.process_group(0);
        tie_to_this_thread(&mut postmaster, Signal::INT);
        let child = postmaster
            .spawn()
            .context("cannot run postgres: install it again, or set FARMFAIR_PG_BIN")?;
        Ok(Self { child, log_from })
    }

    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Blocks until connections are accepted. After an error the postmaster is still to be waited
    /// for.
    pub fn wait_ready(&self, setup: &Setup) -> Result<()> {
        let (begun, log) = (Instant::now(), setup.folder.log());
        let mut told = false;
        while !self.is_ready(&setup.folder.data()) {
            if self.has_ended(WaitIdOptions::NOHANG)? {
                bail!(
                    "Postgres did not start: {}; see {}",
                    reason(&log, self.log_from),
                    log.display()
                );
            }
            ensure!(
                begun.elapsed() < LONGEST_START,
                "Postgres was not ready after {} s: see {}",
                LONGEST_START.as_secs(),
                log.display()
            );
            if begun.elapsed() > SLOW_START && !told {
                tracing::warn!(
                    "Postgres is slow to start, perhaps it recovers from a crash: see {}",
                    log.display()
                );
                told = true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    fn is_ready(&self, data: &Path) -> bool {
        // A missing file means not ready yet.
        let text = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        let mut lines = text.lines();
        let ours = lines.next() == Some(&self.child.id().to_string());
        ours && lines.nth(STATE_LINE - 1).is_some_and(|state| state.trim() == "ready")
    }

    /// Blocks until the postmaster has ended, without reaping it.
    pub fn wait_end(&self) -> Result<()> {
        self.has_ended(WaitIdOptions::empty()).map(|_| ())
    }

    fn has_ended(&self, options: WaitIdOptions) -> Result<bool> {
        let options = options | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let status = rustix::io::retry_on_intr(|| waitid(WaitId::Pid(self.pid()), options))
            .context("waiting for Postgres")?;
        Ok(status.is_some())
    }

    /// Of a postmaster that has ended.
    pub fn reap(mut self) -> Result<ExitStatus> {
        self.child.wait().context("waiting for Postgres")
    }
}

/// On the command line, where no file in the cluster can overrule them.
fn settings(postmaster: &mut Command, durability: Durability) {
    let common = [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "shared_buffers=128MB",
        // Compiling a statement takes longer than any of ours should.
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
        // After a crash: one call for the file system instead of one for each of a thousand files,
        // which took four of the five seconds until pages that need the database were back.
        "recovery_init_sync_method=syncfs",
        // Details show the values of rows, among them telephone numbers, which no log may hold.
        "log_error_verbosity=terse",
    ];
    let own: &[&str] = match durability {
        Durability::Durable => {
            &["max_connections=100", "fsync=on", "full_page_writes=on", "synchronous_commit=on"]
        }
        Durability::Throwaway => {
            &["max_connections=200", "fsync=off", "full_page_writes=off", "synchronous_commit=off"]
        }
    };
    postmaster.args(["-p", PORT]);
    for setting in common.iter().chain(own) {
        postmaster.args(["-c", setting]);
    }
}

/// What the log says since `from`: the first fatal line, else the last line.
fn reason(log: &Path, from: u64) -> String {
    let mut text = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        file.seek(SeekFrom::Start(from))?;
        file.read_to_end(&mut text)
    });
    if let Err(error) = read {
        return format!("its log cannot be read ({error})");
    }
    let text = String::from_utf8_lossy(&text);
    let telling = |line: &&str| line.contains("FATAL:") || line.contains("PANIC:");
    text.lines().find(telling).or_else(|| text.lines().last()).unwrap_or("no message").to_owned()
}
