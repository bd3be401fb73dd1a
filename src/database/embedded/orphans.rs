//! Leftovers of a killed process: servers that still run in our folder, and the files by which
//! Postgres would mistake another process for its own. We hold the folder's lock, so whatever runs
//! in it is a leftover.

use super::folder::{Folder, PORT};
use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// What may run in the folder of a cluster; a person's shell or pager may be there too.
const SERVER: &[&str] = &["postgres"];
/// initdb starts its servers through a shell.
const MAKING: &[&str] = &["postgres", "initdb", "sh"];
/// No process has this number: it is above the kernel's limit.
const NO_PID: i32 = i32::MAX;

/// Ends what runs in the folder and prepares it for a new server.
pub(super) fn clear(folder: &Folder) -> Result<()> {
    let data = folder.data();
    end(&folder.new_data(), MAKING, &[(Signal::KILL, 5)])?;
    end(&data, SERVER, &[(Signal::INT, 20), (Signal::QUIT, 5), (Signal::KILL, 5)])?;
    free_pid_file(&data.join("postmaster.pid"))?;
    for name in [format!(".s.PGSQL.{PORT}"), format!(".s.PGSQL.{PORT}.lock")] {
        remove(&folder.socket().join(name))?;
    }
    Ok(())
}

/// Tries each signal in turn, with seconds to wait for its effect.
fn end(dir: &Path, names: &[&str], signals: &[(Signal, u64)]) -> Result<()> {
    for &(signal, patience) in signals {
        let left = running_in(dir, names);
        if left.is_empty() {
            return Ok(());
        }
        match postmaster(dir).filter(|pid| left.contains(pid)) {
            // The postmaster ends its children, and in good order.
            Some(postmaster) if signal != Signal::KILL => send(postmaster, signal),
            // To a server process without its postmaster INT means no more than to cancel a query.
            None if signal == Signal::INT => continue,
            _ => left.into_iter().for_each(|pid| send(pid, signal)),
        }
        let until = Instant::now() + Duration::from_secs(patience);
        while Instant::now() < until && !running_in(dir, names).is_empty() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    let left = running_in(dir, names);
    ensure!(
        left.is_empty(),
        "a leftover Postgres (pid {}) in {} does not end: kill it",
        left[0].as_raw_pid(),
        dir.display()
    );
    Ok(())
}

fn send(pid: Pid, signal: Signal) {
    // It may have ended by itself; if it could not be signalled, the wait that follows tells.
    if let Err(error) = kill_process(pid, signal) {
        tracing::debug!("signal to the leftover process {pid:?}: {error}");
    }
}

fn postmaster(data: &Path) -> Option<Pid> {
    named_in(&fs::read_to_string(data.join("postmaster.pid")).ok()?)
}

fn named_in(pid_file: &str) -> Option<Pid> {
    pid_file.lines().next()?.trim().parse().ok().filter(|pid| *pid > 0).and_then(Pid::from_raw)
}

fn running_in(dir: &Path, names: &[&str]) -> Vec<Pid> {
    // A missing folder has nothing running in it.
    let (Ok(place), Ok(processes)) = (fs::metadata(dir), fs::read_dir("/proc")) else {
        return Vec::new();
    };
    let ours = |entry: fs::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        (is_named(&entry.path(), names) && stands_in(&entry.path(), dir, &place))
            .then(|| Pid::from_raw(pid))
            .flatten()
    };
    processes.flatten().filter_map(ours).collect()
}

fn is_named(process: &Path, names: &[&str]) -> bool {
    // A process that ends meanwhile has no name.
    fs::read_to_string(process.join("comm")).is_ok_and(|name| names.contains(&name.trim_end()))
}

fn stands_in(process: &Path, dir: &Path, place: &Metadata) -> bool {
    match fs::metadata(process.join("cwd")) {
        // By number: another container may have a folder of the same name.
        Ok(cwd) => (cwd.dev(), cwd.ino()) == (place.dev(), place.ino()),
        // A root without CAP_SYS_PTRACE may not look there, but the postmaster's arguments are
        // public.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let arguments = fs::read(process.join("cmdline")).unwrap_or_default();
            arguments
                .split(|byte| *byte == 0)
                .any(|argument| argument == dir.as_os_str().as_encoded_bytes())
        }
        Err(_) => false,
    }
}

/// Postgres does not start if the process that the file names is alive, even if that process is
/// unrelated and got the number later. Only the number is removed: by the rest of the file Postgres
/// checks that no old shared memory is in use, which also protects the data. An empty file would
/// stop it too.
fn free_pid_file(file: &Path) -> Result<()> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(error)
                .with_context(|| format!("cannot read {}: start as its owner", file.display()));
        }
    };
    match text.split_once('\n') {
        Some((_, rest)) if named_in(&text).is_some() => {
            fs::write(file, format!("{NO_PID}\n{rest}"))
                .with_context(|| format!("cannot write {}: start as its owner", file.display()))
        }
        _ => remove(file),
    }
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error)
            .with_context(|| format!("cannot remove {}: start as its owner", file.display())),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_pid_file_loses_its_number_and_keeps_the_rest() {
        let temp = tempfile::tempdir().unwrap();
        let file = temp.path().join("postmaster.pid");
        free_pid_file(&file).unwrap();
        fs::write(&file, "1\n/data\n17\n").unwrap();
        free_pid_file(&file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "2147483647\n/data\n17\n");
        fs::write(&file, "").unwrap();
        free_pid_file(&file).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn only_processes_of_the_given_names_are_ended() {
        let temp = tempfile::tempdir().unwrap();
        let mut sleeper = Command::new("sleep").arg("60").current_dir(temp.path()).spawn().unwrap();
        // A process takes its new name a moment after it has started.
        let until = Instant::now() + Duration::from_secs(5);
        while running_in(temp.path(), &["sleep"]).is_empty() && Instant::now() < until {
            std::thread::yield_now();
        }
        end(temp.path(), SERVER, &[(Signal::KILL, 5)]).unwrap();
        assert!(sleeper.try_wait().unwrap().is_none());
        assert_eq!(running_in(temp.path(), &["sleep"]).len(), 1);
        sleeper.kill().unwrap();
        sleeper.wait().unwrap();
        assert!(running_in(temp.path(), &["sleep"]).is_empty());
    }
}
