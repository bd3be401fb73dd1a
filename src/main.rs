//! The command line: each command is a few calls, and every error one sentence.

use anyhow::{Context, Result};
use clap::Parser;
use farmfair::{
    app,
    config::{AdminCommand, Cli, Command, DatabaseConfig, DemoCommand, FilesCommand},
    database::{
        connection::{self, Database},
        objects::Objects,
    },
    demo, files, identity, preparation, serving, verification,
};
use std::process::{ExitCode, ExitStatus};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.log_json);
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("farmfair: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start_log(json: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,tower_http=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json { log.json().init() } else { log.init() }
}

fn run(cli: Cli) -> Result<ExitCode> {
    if let Command::Routes = cli.command {
        app::routes(app::NOUNS)
            .list()
            .iter()
            .for_each(|route| println!("{} {}", route.method, route.path));
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
    let listener = match &cli.command {
        // Before the database: a taken port is reported at once.
        Command::Serve(config) => Some(runtime.block_on(serving::listen(config.addr))?),
        _ => None,
    };
    let database = Database::open(&cli.database)?;
    let done = runtime.block_on(command(cli, &database, listener));
    database.close()?;
    done
}

async fn command(cli: Cli, database: &Database, listener: Option<TcpListener>) -> Result<ExitCode> {
    let config = &cli.database;
    let objects = || Objects::open(&cli.files, &config.data_dir);
    preparation::prepare(database).await?;
    let mut owner = connection::owner(&database.owner_url).await?;
    match (cli.command, listener) {
        (Command::Serve(serve), Some(listener)) => {
            if serve.demo_if_empty {
                demo::actions::load_if_empty(&mut owner).await?;
            }
            let made = demo::actions::accounts::open(&mut owner, &config.data_dir).await?;
            drop(owner);
            if made > 0 {
                eprintln!(
                    "演示账户 Demonstration accounts: {}",
                    config.data_dir.join(demo::actions::accounts::FILE).display()
                );
            }
            serving::serve(&serve, database, objects()?, listener).await?;
        }
        (Command::Demo(DemoCommand::Load(size)), _) => {
            demo::actions::load_with(&mut owner, size).await?;
            demo::actions::accounts::open(&mut owner, &config.data_dir).await?;
        }
        (Command::Demo(DemoCommand::Wipe), _) => demo::actions::wipe(&mut owner).await?,
        (Command::Verify { tables }, _)
            if !verification::actions::report(&mut owner, &tables).await? =>
        {
            return Ok(ExitCode::FAILURE);
        }
        (Command::Admin(AdminCommand::Create { login, name, public_url }), _) => {
            let pool = connection::pool(&database.server_url)?;
            println!(
                "{}",
                identity::actions::first_administrator(&pool, &login, name.as_deref(), &public_url)
                    .await?
            );
            pool.close().await;
        }
        (Command::Files(FilesCommand::Sweep { dry_run }), _)
            if !files::actions::sweep::report(&mut owner, &objects()?, dry_run).await? =>
        {
            return Ok(ExitCode::FAILURE);
        }
        (Command::Database { command }, _) => {
            return with_database(&command, config, database).await;
        }
        _ => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command with the database addresses that a server would use.
async fn with_database(
    command: &[String],
    config: &DatabaseConfig,
    database: &Database,
) -> Result<ExitCode> {
    let mut child = tokio::process::Command::new(&command[0]);
    child
        .args(&command[1..])
        .env("DATABASE_URL", &database.server_url)
        .env("FARMFAIR_OWNER_URL", &database.owner_url);
    child.env("FARMFAIR_THROWAWAY_DATABASE", config.throwaway_database.to_string());
    let status: ExitStatus =
        child.status().await.with_context(|| format!("cannot run {}", command[0]))?;
    Ok(status
        .code()
        .map_or(ExitCode::FAILURE, |code| ExitCode::from(u8::try_from(code).unwrap_or(1))))
}
