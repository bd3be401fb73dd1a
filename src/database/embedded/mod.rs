//! The embedded Postgres: a private server from the installed binaries, owned by this process, so
//! that `farmfair serve` needs no database setup. It listens on a Unix socket only, is created
//! completely or not at all, ends with this process (even by kill -9), and is restarted when it
//! crashes. Two roles: the owner migrates, the server's role owns nothing. Linux only.
//!
//! In its folder: `data` (the cluster), `data.new` (a first start under way), `run` (the socket),
//! `lock`, `owner.password`, `server.password`, `postgres.log`.

mod cluster;
mod command;
mod folder;
mod installation;
mod orphans;
mod passwords;
mod server;
mod setup;
mod supervisor;
#[cfg(test)]
mod tests;
mod user;

pub use setup::Durability;

use anyhow::Result;
use cluster::DATABASE;
use folder::{Folder, PORT};
use installation::Installation;
use setup::Setup;
use std::path::Path;
use std::sync::Arc;
use supervisor::Supervisor;
use user::User;

/// A running server. Dropping it shuts the server down.
pub struct Embedded {
    setup: Arc<Setup>,
    supervisor: Supervisor,
    stopped: bool,
    owner_url: String,
    server_url: String,
}

impl Embedded {
    /// Starts the database in `dir`, which is made if missing. Blocks: about a second the first
    /// time, a few tenths of one later, longer after a crash. Each error is a sentence that says
    /// what to do.
    pub fn start(dir: &Path, durability: Durability) -> Result<Self> {
        let folder = Folder::claim(dir)?;
        let made_by = cluster::version(&folder.data())?;
        let installation = Installation::find(made_by)?;
        let user = User::choose(folder.root(), &installation.postgres())?;
        let setup = Arc::new(Setup { folder, installation, user, durability });
        setup.folder.prepare(user)?;
        orphans::clear(&setup.folder)?;
        let passwords = cluster::ensure(&setup)?;
        let supervisor = Supervisor::start(Arc::clone(&setup))?;
        let url = |role: &str, password: &str| {
            let socket = setup.folder.socket_in_url();
            format!("postgres://{role}:{password}@{socket}:{PORT}/{DATABASE}")
        };
        let owner_url = url(cluster::OWNER, &passwords.owner);
        let server_url = url(cluster::SERVER, &passwords.server);
        Ok(Self { setup, supervisor, stopped: false, owner_url, server_url })
    }

    /// For migrations, and for tests that clone databases: owns the database and may create others,
    /// but is no superuser.
    pub fn owner_url(&self) -> &str {
        &self.owner_url
    }

    /// For the server: a role that owns nothing and has what the migrations grant it.
    pub fn server_url(&self) -> &str {
        &self.server_url
    }

    /// The process of the postmaster; another one after a crash and restart.
    pub fn pid(&self) -> u32 {
        self.supervisor.pid()
    }

    /// A clean shutdown that cuts open connections. `Drop` does the same, but can only log an
    /// error.
    pub fn stop(mut self) -> Result<()> {
        self.shut_down()
    }

    /// Does nothing the second time.
    fn shut_down(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.stopped, true) {
            return Ok(());
        }
        self.supervisor.stop()?;
        orphans::clear(&self.setup.folder)?;
        self.setup.folder.tidy();
        Ok(())
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            tracing::error!("the embedded Postgres did not shut down cleanly: {error:#}");
        }
    }
}
