//! Commands of Postgres: run as the right user, with their own environment, and tied to our
//! process.

use rustix::fs::{Mode, OFlags};
use rustix::process::{Signal, getpid, getppid, set_parent_process_death_signal};
use rustix::thread::{UnshareFlags, unshare_unsafe};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// Who runs Postgres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum User {
    Ourselves,
    /// Root drops to this user.
    Other {
        uid: u32,
        gid: u32,
    },
    /// Root, seen as this user by Postgres alone.
    Namespace {
        uid: u32,
        gid: u32,
    },
}

/// `program`, run by `user`. The environment is ours alone: PGPORT, PGDATA and their like would
/// change what Postgres does.
pub(super) fn command(program: &Path, user: User) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir("/")
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC");
    match user {
        User::Ourselves => {}
        // The standard library drops root's other groups too.
        User::Other { uid, gid } => {
            command.uid(uid).gid(gid);
        }
        User::Namespace { uid, gid } => enter_namespace(&mut command, uid, gid),
    }
    command
}

/// Root outside is `uid` inside.
#[allow(unsafe_code)]
fn enter_namespace(command: &mut Command, uid: u32, gid: u32) {
    let maps = [
        (c"/proc/self/setgroups", "deny".to_owned()), // the kernel wants it before a group map
        (c"/proc/self/uid_map", format!("{uid} 0 1")),
        (c"/proc/self/gid_map", format!("{gid} 0 1")),
    ];
    let enter = move || {
        // SAFETY: no file descriptor table is unshared, which is what makes this call unsafe; and
        // the forked child has one thread, as a new user namespace demands.
        unsafe { unshare_unsafe(UnshareFlags::NEWUSER)? };
        for (path, text) in &maps {
            let file = rustix::fs::open(*path, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
            rustix::io::write(&file, text.as_bytes())?;
        }
        Ok(())
    };
    // SAFETY: between fork and exec only system calls, on memory that was made before the fork.
    unsafe { command.pre_exec(enter) };
}

/// The kernel sends `signal` to the command when the *thread* that started it ends, in whatever
/// way.
#[allow(unsafe_code)]
pub(super) fn tie_to_this_thread(command: &mut Command, signal: Signal) {
    let parent = getpid();
    let tie = move || {
        set_parent_process_death_signal(Some(signal))?;
        // The parent may have died before the line above, and then no signal comes.
        if getppid() == Some(parent) { Ok(()) } else { Err(rustix::io::Errno::CHILD.into()) }
    };
    // SAFETY: between fork and exec only system calls. It runs after the change of user, which
    // would undo the request.
    unsafe { command.pre_exec(tie) };
}
