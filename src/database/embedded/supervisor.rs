//! Keeps Postgres running. One thread starts the postmaster, waits for its end and starts it again,
//! with longer pauses if it keeps crashing. The thread lives as long as the postmaster, because the
//! kernel ends the postmaster when the thread that forked it ends.

use super::{orphans, server::Server, setup::Setup};
use anyhow::{Context, Result, anyhow, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use std::process::ExitStatus;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// A postmaster that lived this long did not fail at its start: the next pause is the shortest
/// again.
const STEADY: Duration = Duration::from_secs(1);
/// Fast shutdown, then without a checkpoint (the next start recovers), then by force; seconds for
/// each.
const SHUTDOWN: [(Signal, u64); 3] = [(Signal::INT, 30), (Signal::QUIT, 5), (Signal::KILL, 5)];

pub(super) struct Supervisor {
    state: Arc<Mutex<State>>,
    /// Wakes the thread from a pause.
    stop: Sender<()>,
    /// Carries the outcome of the first start, and closes when the thread ends.
    outcome: Receiver<Result<()>>,
    /// None once it was stopped.
    thread: Option<JoinHandle<()>>,
}

struct State {
    /// Of the current or the last postmaster.
    pid: Option<Pid>,
    alive: bool,
    stopping: bool,
}

/// The side of the thread.
struct Watch {
    setup: Arc<Setup>,
    state: Arc<Mutex<State>>,
    stopped: Receiver<()>,
}

impl Supervisor {
    /// Blocks until Postgres takes connections.
    pub fn start(setup: Arc<Setup>) -> Result<Self> {
        let state = Arc::new(Mutex::new(State { pid: None, alive: false, stopping: false }));
        let ((stop, stopped), (report, outcome)) = (channel(), channel());
        let watch = Watch { setup, state: Arc::clone(&state), stopped };
        let thread = std::thread::Builder::new()
            .name("postgres".into())
            .spawn(move || watch.run(&report))
            .context("cannot start a thread for Postgres: raise the limit on processes")?;
        outcome.recv().context("the thread of Postgres ended: start again")??;
        Ok(Self { state, stop, outcome, thread: Some(thread) })
    }

    pub fn pid(&self) -> u32 {
        lock(&self.state).pid.map_or(0, |pid| pid.as_raw_pid().unsigned_abs())
    }

    pub fn stop(&mut self) -> Result<()> {
        let Some(thread) = self.thread.take() else {
            return Ok(());
        };
        lock(&self.state).stopping = true;
        // The thread may have ended already; then there is nobody to wake.
        let _ = self.stop.send(());
        for (signal, patience) in SHUTDOWN {
            self.signal(signal);
            if let Err(RecvTimeoutError::Disconnected) =
                self.outcome.recv_timeout(Duration::from_secs(patience))
            {
                // Joined, so that nothing of it still holds the folder after the return.
                return thread.join().map_err(|_| anyhow!("the thread of Postgres panicked"));
            }
        }
        bail!("Postgres (pid {}) does not end: kill it", self.pid())
    }

    /// Under the lock, because the thread reaps under the lock: the number still belongs to the
    /// postmaster.
    fn signal(&self, signal: Signal) {
        let state = lock(&self.state);
        if let Some(pid) = state.pid.filter(|_| state.alive)
            && let Err(error) = kill_process(pid, signal)
        {
            tracing::warn!("cannot signal Postgres: {error}");
        }
    }
}

impl Watch {
    fn run(&self, report: &Sender<Result<()>>) {
        let (outcome, server) = match self.launch() {
            Ok(server) => (Ok(()), Some(server)),
            Err(error) => (Err(error), None),
        };
        // The caller holds the other end until the outcome arrives.
        let _ = report.send(outcome);
        if let Some(server) = server
            && let Err(error) = self.keep(server)
        {
            tracing::error!("Postgres is no longer watched: {error:#}");
        }
    }

    fn keep(&self, mut server: Server) -> Result<()> {
        let mut pause = SHORTEST_PAUSE;
        loop {
            let since = Instant::now();
            let status = self.see_off(server)?;
            if lock(&self.state).stopping {
                return Ok(());
            }
            tracing::warn!("Postgres ended by itself ({status}) and is started again");
            if since.elapsed() > STEADY {
                pause = SHORTEST_PAUSE;
            }
            match self.relaunch(&mut pause) {
                Some(next) => server = next,
                None => return Ok(()),
            }
        }
    }

    /// None when told to stop.
    fn relaunch(&self, pause: &mut Duration) -> Option<Server> {
        loop {
            if self.stopped.recv_timeout(*pause) != Err(RecvTimeoutError::Timeout) {
                return None;
            }
            *pause = (*pause * 2).min(LONGEST_PAUSE);
            match self.launch() {
                Ok(server) => {
                    tracing::info!("Postgres is back (pid {})", server.pid().as_raw_pid());
                    return Some(server);
                }
                Err(_) if lock(&self.state).stopping => return None,
                Err(error) => tracing::warn!("{error:#}; trying again in {pause:?}"),
            }
        }
    }

    fn launch(&self) -> Result<Server> {
        orphans::clear(&self.setup.folder)?;
        let server = self.spawn()?;
        match server.wait_ready(&self.setup) {
            Ok(()) => Ok(server),
            Err(error) => {
                // No effect on one that has ended; its number stays its own until it is reaped.
                // reaped.
                let _ = kill_process(server.pid(), Signal::KILL);
                self.see_off(server)?;
                Err(error)
            }
        }
    }

    /// Under the lock: a request to stop comes before it and prevents it, or after it and ends it.
    fn spawn(&self) -> Result<Server> {
        let mut state = lock(&self.state);
        ensure!(!state.stopping, "Postgres is not started: the program is ending");
        let server = Server::spawn(&self.setup)?;
        state.pid = Some(server.pid());
        state.alive = true;
        Ok(server)
    }

    /// Waits for the end of a postmaster.
    fn see_off(&self, server: Server) -> Result<ExitStatus> {
        server.wait_end()?;
        let mut state = lock(&self.state);
        state.alive = false;
        server.reap()
    }
}

/// A panic elsewhere leaves the state consistent: each change is one assignment.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
