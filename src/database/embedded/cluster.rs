//! Creates the cluster: initdb, then the roles and the database in the single-user mode of
//! Postgres, all in `data.new`. Only a complete cluster is moved to `data`: a kill at any moment
//! leaves nothing or everything. The superuser has no password and cannot log in; single-user mode
//! is the only access.

use super::command::{command, tie_to_this_thread};
use super::{
    folder,
    passwords::Passwords,
    setup::{Durability, Setup},
};
use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Output, Stdio};

/// The database that both roles work in.
pub(super) const DATABASE: &str = "farmfair";

/// Owns the database and may create others.
pub(super) const OWNER: &str = "farmfair_owner";
/// Owns nothing.
pub(super) const SERVER: &str = "farmfair_server";

/// pg_hba.conf: who may log in, and how.
const ENTRY: &[u8] =
    b"# The roles come through the socket with their passwords; nobody else comes in.\n\
      local all all scram-sha-256\n";

/// The major version that made the cluster; None if there is no cluster yet.
pub(super) fn version(data: &Path) -> Result<Option<u32>> {
    let file = data.join("PG_VERSION");
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| {
                let hint =
                    "start as its owner, choose another FARMFAIR_DATA_DIR, or set DATABASE_URL";
                format!("cannot read {}: {hint}", file.display())
            });
        }
    };
    let major = text.trim().parse().with_context(|| {
        format!("{} holds no version: restore the database from a backup", file.display())
    })?;
    Ok(Some(major))
}

/// Creates the cluster if there is none, and returns the passwords of its roles.
pub(super) fn ensure(setup: &Setup) -> Result<Passwords> {
    let (root, data) = (setup.folder.root(), setup.folder.data());
    let known = Passwords::load(root)?;
    if version(&data)?.is_none() {
        let passwords = match known {
            Some(passwords) => passwords,
            None => saved(Passwords::random()?, root)?,
        };
        make(setup, &passwords)?;
        return Ok(passwords);
    }
    setup.user.own_tree(&data)?;
    match known {
        Some(passwords) => Ok(passwords),
        None => renew_passwords(setup, &data),
    }
}

fn saved(passwords: Passwords, root: &Path) -> Result<Passwords> {
    passwords.save(root)?;
    Ok(passwords)
}

/// For a cluster that was restored without its password files. The files are saved last: the next
/// start repairs a kill before that.
fn renew_passwords(setup: &Setup, data: &Path) -> Result<Passwords> {
    tracing::warn!("the password files of the database are missing: new ones are made");
    let passwords = Passwords::random()?;
    let alter = |role, password| format!("alter role {role} password '{password}'");
    execute(setup, data, &[alter(OWNER, &passwords.owner), alter(SERVER, &passwords.server)])?;
    saved(passwords, setup.folder.root())
}

fn make(setup: &Setup, passwords: &Passwords) -> Result<()> {
    let (new, data) = (setup.folder.new_data(), setup.folder.data());
    make_room(&new, &data)?;
    tracing::info!("making a new database in {}", data.display());
    folder::private_folder(&new, setup.user)?;
    initdb(setup, &new)?;
    let hba = new.join("pg_hba.conf");
    // Truncated in place: it keeps its owner.
    let mut file = File::create(&hba).with_context(|| format!("cannot write {}", hba.display()))?;
    file.write_all(ENTRY)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", hba.display()))?;
    execute(setup, &new, &statements(passwords))?;
    fs::rename(&new, &data)
        .with_context(|| format!("cannot move {} to {}", new.display(), data.display()))?;
    File::open(setup.folder.root())?.sync_all().context("cannot sync the database's folder")
}

/// Removes the leftovers of an interrupted start, and nothing else.
fn make_room(new: &Path, data: &Path) -> Result<()> {
    unless_missing(fs::remove_dir_all(new)).with_context(|| {
        format!("cannot remove {}, left by a start that was cut short: remove it", new.display())
    })?;
    // This removes only an empty folder.
    unless_missing(fs::remove_dir(data)).with_context(|| {
        format!(
            "{} is not a database of ours: move it away, or choose another FARMFAIR_DATA_DIR",
            data.display()
        )
    })
}

fn unless_missing(removal: std::io::Result<()>) -> std::io::Result<()> {
    removal.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn initdb(setup: &Setup, new: &Path) -> Result<()> {
    let mut initdb = command(&setup.installation.initdb(), setup.user);
    // Its children inherit the working directory, by which a later start finds and ends them.
    initdb.current_dir(new).arg("-D").arg(new).stdin(Stdio::null());
    initdb.args([
        "-U",
        "postgres",
        "-A",
        "reject",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
    ]);
    if setup.durability == Durability::Throwaway {
        initdb.arg("--no-sync");
    }
    tie_to_this_thread(&mut initdb, Signal::KILL);
    let output = initdb
        .output()
        .context("cannot run initdb: install Postgres again, or set FARMFAIR_PG_BIN")?;
    check(&output, "initdb", new)
}

/// The schema `public` belongs to the owner of the database since Postgres 15.
fn statements(passwords: &Passwords) -> Vec<String> {
    vec![
        format!("create role {OWNER} login createdb password '{}'", passwords.owner),
        format!("create role {SERVER} login password '{}'", passwords.server),
        format!("create database {DATABASE} owner {OWNER}"),
        format!("revoke temporary on database {DATABASE} from public"),
        format!("grant connect on database {DATABASE} to {SERVER}"),
    ]
}

/// Runs SQL as the superuser, without a server. One statement a line: that is how this mode reads.
fn execute(setup: &Setup, data: &Path, statements: &[String]) -> Result<()> {
    let mut single = command(&setup.installation.postgres(), setup.user);
    single.current_dir(data).arg("--single").arg("-D").arg(data);
    // A failing statement must not be skipped, nor show its password in a message.
    single.args([
        "-c",
        "exit_on_error=on",
        "-c",
        "log_min_error_statement=panic",
        "-c",
        "log_checkpoints=off",
    ]);
    if setup.durability == Durability::Throwaway {
        single.arg("-F");
    }
    single.arg("postgres").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    tie_to_this_thread(&mut single, Signal::KILL);
    let mut child =
        single.spawn().context("cannot run postgres: install it again, or set FARMFAIR_PG_BIN")?;
    // A write fails if Postgres has ended; its own message then says more than ours.
    let written = child
        .stdin
        .take()
        .map(|mut stdin| stdin.write_all((statements.join("\n") + "\n").as_bytes()));
    let output = child.wait_with_output().context("postgres in single-user mode")?;
    check(&output, "postgres --single", data)?;
    written
        .transpose()
        .context("postgres in single-user mode did not read its statements: start again")?;
    Ok(())
}

fn check(output: &Output, program: &str, data: &Path) -> Result<()> {
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    let telling =
        |line: &&str| ["FATAL", "PANIC", "ERROR", "error:"].iter().any(|word| line.contains(word));
    let reason = text.lines().find(telling).or_else(|| text.lines().last()).unwrap_or("no message");
    bail!(
        "{program} failed in {} ({}): {reason}; put that right and start again, or set DATABASE_URL",
        data.display(),
        output.status
    )
}
