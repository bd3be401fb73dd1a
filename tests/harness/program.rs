//! The real program in its own process, over a socket.

use rustix::process::{Pid, Signal, kill_process};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// A first start creates a database and loads the demonstration, here without optimisation and
/// beside other tests.
const LONGEST_START: Duration = Duration::from_secs(90);

const LONGEST_REFUSAL: Duration = Duration::from_secs(30);

pub struct Program {
    child: Child,
    pub addr: String,
}

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
    pub took: Duration,
}

/// `farmfair serve` on a free port, with only the necessary environment of this process.
pub fn command(settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_farmfair"));
    command.arg("serve").env_clear().env("FARMFAIR_ADDR", "127.0.0.1:0").env("RUST_LOG", "warn");
    command.envs(
        ["PATH", "FARMFAIR_PG_BIN", "FARMFAIR_PG_USER"]
            .iter()
            .filter_map(|name| Some((name, std::env::var(name).ok()?))),
    );
    command
        .envs(settings.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    command
}

impl Program {
    /// Waits for the line with the address.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let addr = line
            .trim()
            .trim_end_matches('/')
            .rsplit_once("http://")
            .unwrap_or_else(|| panic!("no address in {line:?}"))
            .1
            .to_string();
        Self { child, addr }
    }

    /// In its own folder, with the demonstration.
    pub fn embedded(data_dir: &Path) -> Self {
        let mut command = command(&[("FARMFAIR_DATA_DIR", data_dir.to_str().unwrap())]);
        command.arg("--demo-if-empty");
        let program = Self::start(command);
        program.await_status("/readyz", 200, LONGEST_START);
        program
    }

    pub fn get(&self, path: &str) -> Reply {
        self.try_get(path).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn try_get(&self, path: &str) -> std::io::Result<Reply> {
        get(&self.addr, path)
    }

    pub fn send(&self, bytes: &[u8]) -> std::io::Result<Reply> {
        send(&self.addr, bytes)
    }

    /// The time until `path` answers with `status`.
    pub fn await_status(&self, path: &str, status: u16, patience: Duration) -> Duration {
        let begun = Instant::now();
        loop {
            let last = self.try_get(path).map_or(0, |reply| reply.status);
            if last == status {
                return begun.elapsed();
            }
            assert!(begun.elapsed() < patience, "{path} still answers {last} after {patience:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn signal(&self, name: Signal) {
        kill_process(Pid::from_child(&self.child), name).unwrap();
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Already ended is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn get(addr: &str, path: &str) -> std::io::Result<Reply> {
    send(
        addr,
        format!("GET {path} HTTP/1.1\r\nHost: fair.example\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    )
}

/// Raw bytes, and the answer until the other side closes.
fn send(addr: &str, bytes: &[u8]) -> std::io::Result<Reply> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(addr)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(bytes)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    Ok(Reply { status, head: head.to_lowercase(), body: body.to_string(), took: begun.elapsed() })
}

/// Starts a program that must not start, and returns its output.
pub fn refused(mut command: Command) -> String {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let until = Instant::now() + LONGEST_REFUSAL;
    while child.try_wait().unwrap().is_none() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    // If it started, it would run for ever.
    let status = child.try_wait().unwrap();
    child.kill().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    assert!(status.is_some_and(|status| !status.success()), "it ended with {status:?}: {said}");
    said
}

/// The postmaster of a data folder, and its children.
pub fn postgres(data_dir: &Path) -> Vec<Pid> {
    let file = data_dir.join("postgres/data/postmaster.pid");
    let postmaster: i32 =
        fs::read_to_string(file).unwrap().lines().next().unwrap().parse().unwrap();
    let is_child = |process: &PathBuf| {
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        status.lines().any(|line| {
            line.strip_prefix("PPid:").is_some_and(|pid| pid.trim() == postmaster.to_string())
        })
    };
    let processes =
        fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path()).filter(is_child);
    let children = processes.filter_map(|process| process.file_name()?.to_str()?.parse().ok());
    std::iter::once(postmaster).chain(children).filter_map(Pid::from_raw).collect()
}
