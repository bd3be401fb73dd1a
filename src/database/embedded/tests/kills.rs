//! What survives a kill: of the postmaster, of the program, of a first start.

use super::super::command::command;
use super::super::{Durability, Embedded};
use super::{harvest, plant, psql, query, start};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A throwaway database may lose its last moments when it is killed.
fn start_durable(dir: &Path) -> Embedded {
    Embedded::start(dir, Durability::Durable).unwrap()
}

fn kill(pid: u32) {
    kill_process(Pid::from_raw(pid.cast_signed()).unwrap(), Signal::KILL).unwrap();
}

fn await_answer(url: &str, sql: &str, patience: Duration) -> String {
    let until = Instant::now() + patience;
    loop {
        match query(url, sql) {
            Ok(answer) => return answer,
            Err(message) => assert!(Instant::now() < until, "{message}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_killed_postmaster_comes_back_with_its_rows() {
    let temp = TempDir::new().unwrap();
    let database = start_durable(temp.path());
    plant(&database);
    for _ in 0..2 {
        let before = database.pid();
        // A busy backend outlives its postmaster and would hinder the next.
        let mut busy = Command::new(psql())
            .args(["-X", database.server_url(), "-c", "select pg_sleep(60)"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(200));
        kill(before);
        let answer =
            await_answer(database.server_url(), "select name from lot", Duration::from_secs(5));
        assert_eq!(answer, "红糖");
        assert_ne!(database.pid(), before);
        assert!(!busy.wait().unwrap().success());
    }
    database.stop().unwrap();
}

#[test]
fn a_postmaster_that_is_down_does_not_hinder_the_stop() {
    let temp = TempDir::new().unwrap();
    let database = start(temp.path());
    kill(database.pid());
    database.stop().unwrap();
    start(temp.path()).stop().unwrap();
}

#[test]
fn leftovers_of_a_start_cut_short_and_a_strangers_pid_do_not_matter() {
    let temp = TempDir::new().unwrap();
    let junk = temp.path().join("data.new/base");
    fs::create_dir_all(&junk).unwrap();
    fs::write(junk.join("1"), "half").unwrap();
    let database = start(temp.path());
    let user = database.setup.user;
    plant(&database);
    let (data, socket) = (database.setup.folder.data(), database.setup.folder.socket().to_owned());
    let file = fs::read_to_string(data.join("postmaster.pid")).unwrap();
    database.stop().unwrap();

    // Of the same user, or Postgres sees by itself that it cannot be a server of its own.
    let mut stranger = command(Path::new("/bin/sleep"), user).arg("60").spawn().unwrap();
    let (_, rest) = file.split_once('\n').unwrap();
    let stale = format!("{}\n{rest}", stranger.id());
    for file in [data.join("postmaster.pid"), socket.join(".s.PGSQL.5432.lock")] {
        fs::write(&file, &stale).unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        user.own(&file).unwrap();
    }
    let database = start(temp.path());
    assert_eq!(harvest(&database), "红糖");
    assert!(stranger.try_wait().unwrap().is_none(), "the stranger lives");
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}

/// Run by the test below, in a process of its own that is killed.
#[test]
#[ignore = "a part of the next test"]
fn hold_until_killed() {
    let Ok(dir) = std::env::var("FARMFAIR_TEST_HOLD") else {
        return;
    };
    let database = start_durable(Path::new(&dir));
    plant(&database);
    fs::write(database.setup.folder.root().join("held"), "").unwrap();
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn after_a_kill_of_the_program_the_next_start_finds_the_rows() {
    let temp = TempDir::new().unwrap();
    let name = format!("{}::hold_until_killed", module_path!().split_once("::").unwrap().1);
    let mut holder = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--ignored"])
        .env("FARMFAIR_TEST_HOLD", temp.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    while !temp.path().join("held").exists() {
        assert!(Instant::now() < until && holder.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(20));
    }
    kill(holder.id());
    holder.wait().unwrap();
    assert_eq!(harvest(&start(temp.path())), "红糖");
}
