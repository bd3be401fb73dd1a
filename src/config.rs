//! The environment and the command line in one place; `--help` is generated from it.

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};

#[derive(Debug, Parser)]
#[command(
    name = "farmfair",
    version,
    about = "农展通: a city's farm-produce fair and its consumption-based poverty relief"
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub database: DatabaseConfig,
    #[command(flatten)]
    pub files: FilesConfig,
    /// Log lines as JSON objects, one per line.
    #[arg(long, env = "FARMFAIR_LOG_JSON", global = true)]
    pub log_json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Migrate the database, load the reference data and serve the site.
    Serve(ServeConfig),
    /// Migrate the database and load the reference data, then end.
    Migrate,
    /// Demonstration data: load it into an empty database, or wipe it.
    #[command(subcommand)]
    Demo(DemoCommand),
    /// Accounts: the first administrator.
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Photos and scans: find unreferenced ones.
    #[command(subcommand)]
    Files(FilesCommand),
    /// Compare all precomputed counts with the records; fails if any of them drifts.
    Verify {
        /// The tables to compare; all if none is named.
        tables: Vec<String>,
    },
    /// Print METHOD and PATH of everything that is served.
    Routes,
    /// Run a command (psql, pg_dump, a test) with DATABASE_URL and FARMFAIR_OWNER_URL set to the
    /// migrated database.
    Database {
        #[arg(trailing_var_arg = true, required = true)]
        command: Vec<String>,
    },
}

#[derive(Debug, Clone, Subcommand)]
pub enum AdminCommand {
    /// Create an administrator, and print the link with which they set their password: it works
    /// once, within three days.
    Create {
        /// A telephone number or a name, without spaces.
        login: String,
        /// The name to show; default: the login.
        #[arg(long)]
        name: Option<String>,
        /// The site's address as visitors type it.
        #[arg(long, env = "FARMFAIR_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
        public_url: String,
    },
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum DemoCommand {
    /// Load the demonstration data; refused if the database holds anything but reference data.
    Load(LoadConfig),
    /// Return a demonstration database to its reference data; refused on any other.
    Wipe,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum FilesCommand {
    /// List objects without a record, records without an object, and what was removed more than a
    /// day ago; unreferenced objects are deleted. Fails if a record has no object.
    Sweep {
        /// Only list them.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Beside the exact demonstration, for load tests.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct LoadConfig {
    /// This many more products, with their sellers.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=10_000_000))]
    pub products: i64,
    /// This many more delivery lines, with their contracts and payments.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..=20_000_000))]
    pub delivery_lines: i64,
}

#[derive(Debug, Clone, Args)]
pub struct ServeConfig {
    /// Address to listen on.
    #[arg(long, env = "FARMFAIR_ADDR", default_value = "127.0.0.1:8080")]
    pub addr: SocketAddr,
    /// The site's address as visitors type it, for canonical links; default: from the address.
    #[arg(long, env = "FARMFAIR_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Behind a proxy: the header with the visitor's address, such as X-Forwarded-For.
    #[arg(long, env = "FARMFAIR_CLIENT_ADDRESS_HEADER")]
    pub client_address_header: Option<String>,
    /// The business day (YYYY-MM-DD) instead of today, or instead of a demonstration's own.
    #[arg(long, env = "FARMFAIR_TODAY")]
    pub today: Option<NaiveDate>,
    /// Megabytes of rendered pages to keep in memory; 0 renders each page for each visitor.
    #[arg(long, env = "FARMFAIR_PAGE_CACHE_MB", default_value_t = 12)]
    pub page_cache_mb: u64,
    /// Banner officers, organisers, auditors and administrators must have a second factor.
    #[arg(long, env = "FARMFAIR_REQUIRE_SECOND_FACTOR")]
    pub require_second_factor: bool,
    /// The mail server through which messages also go out: smtps://user:password@host, or
    /// smtp://user:password@host:587, which must then encrypt unless it is this machine. Default:
    /// none, messages are read on the site.
    #[arg(long, env = "FARMFAIR_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The sender of mails: fair@example.org, or Fair <fair@example.org>.
    #[arg(long, env = "FARMFAIR_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Load the demonstration data if the database is empty.
    #[arg(long)]
    pub demo_if_empty: bool,
}

#[derive(Debug, Clone, Args)]
pub struct DatabaseConfig {
    /// Where the embedded database lives while DATABASE_URL is not set.
    #[arg(long, env = "FARMFAIR_DATA_DIR", default_value = "data", global = true)]
    pub data_dir: PathBuf,
    /// The database for the server's role. Set: it is used and nothing is started.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// The same database for the role that owns the tables and migrates; default: DATABASE_URL.
    #[arg(long, env = "FARMFAIR_OWNER_URL", hide_env_values = true, global = true)]
    pub owner_url: Option<String>,
    /// Tests only: allow a database that a power cut may damage (fsync or full_page_writes off).
    #[arg(long, env = "FARMFAIR_THROWAWAY_DATABASE", global = true, hide = true)]
    pub throwaway_database: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct FilesConfig {
    /// Where photos and scans are stored; default: the folder files in the data directory.
    #[arg(long, env = "FARMFAIR_FILES_DIR", global = true)]
    pub files_dir: Option<PathBuf>,
    /// A bucket instead, s3://name or s3://name/folder, in a program built with the feature s3;
    /// endpoint and keys are read from AWS_ENDPOINT, AWS_REGION, AWS_ACCESS_KEY_ID and
    /// AWS_SECRET_ACCESS_KEY.
    #[arg(long, env = "FARMFAIR_FILES_URL", global = true)]
    pub files_url: Option<String>,
}

impl ServeConfig {
    /// The mail server's address; an empty value counts as not set.
    pub fn smtp_url(&self) -> Option<&str> {
        self.smtp_url.as_deref().filter(|url| !url.is_empty())
    }

    /// Without a slash at the end.
    pub fn public_url(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.addr));
        url.trim_end_matches('/').to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Command as Described, CommandFactory};

    fn settings(command: &Described) -> Vec<String> {
        let own = command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set())
            .filter_map(|arg| arg.get_env());
        let own = own.map(|name| name.to_string_lossy().into_owned());
        own.chain(command.get_subcommands().flat_map(settings)).collect()
    }

    #[test]
    fn every_setting_stands_in_the_readme() {
        let readme = include_str!("../README.md");
        let settings = settings(&Cli::command());
        assert!(settings.len() > 10);
        for name in settings {
            assert!(readme.contains(&format!("`{name}`")), "{name} is not explained in README.md");
        }
    }
}
