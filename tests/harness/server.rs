//! One private Postgres for this process, below a temporary folder. Databases are cloned from two
//! templates, which is faster than migrating each: `reference` (migrated, with reference data) and
//! `demonstration` (the same with the demonstration).

use farmfair::{
    config::DatabaseConfig,
    database::{
        adoption::LAST_WRITTEN_ANEW,
        connection::{self, Database},
        embedded::{Durability, Embedded},
    },
    demo, preparation, reference,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{
    io::PipeWriter,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};
use tokio::sync::OnceCell;

static SERVER: OnceCell<Server> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

pub struct Server {
    /// Never removed: Postgres ends with the process.
    _embedded: Mutex<Embedded>,
    urls: Urls,
    folder: PathBuf,
    /// The pipe closes when this process ends, however it ends; then the shell removes the folder.
    _at_end: (Child, PipeWriter),
    /// Whether the database of version 0.1 is made, which few tests want.
    older: OnceCell<()>,
}

/// A database by its two addresses.
#[derive(Debug, Clone)]
pub struct Urls {
    pub owner: String,
    pub server: String,
}

/// The template of a database.
#[derive(Debug, Clone, Copy)]
pub enum Template {
    /// Empty, without tables.
    Bare,
    Reference,
    Demonstration,
    /// The demonstration in the tables of version 0.1.
    Older,
}

/// What the demonstration fills and older tables lack: there only while it is loaded.
const LACKING: &str = "
    alter table signed_projects add column released_at timestamptz, add column scan_due_on date,
        add column ceremony_state text;
    create table signed_project_parties (project_id bigint, organisation_id bigint, side text, position smallint);
    create table signed_project_villages (project_id bigint, village_code text);
    create table project_withdrawals
        (project_id bigint, released_at timestamptz, withdrawn_at timestamptz, reason text);
    alter table contracts add column tolerance numeric;
    alter table contract_amendments add column rationale text[];
    alter table contract_lines add column original_id bigint;
    alter table delivery_lines add column part smallint, add column refused_on date, add column gross_weight numeric,
        add column tare_weight numeric, add column weighing_ticket text,
        drop constraint delivery_lines_are_counted_up;
    create table onsite_reports (id bigint, exhibitor_id bigint, fair_day smallint, said_none boolean, taken text[]);
    alter table onsite_sales add column position smallint, add column product_id bigint, add column name text,
        add column quantity numeric, add column unit_code text;";
const LACKING_REMOVED: &str = "
    alter table signed_projects drop column released_at, drop column scan_due_on, drop column ceremony_state;
    drop table signed_project_parties, signed_project_villages, project_withdrawals;
    delete from delivery_lines where part > 1;
    alter table contracts drop column tolerance;
    alter table contract_amendments drop column rationale;
    alter table contract_lines drop column original_id;
    alter table delivery_lines drop column part, drop column refused_on, drop column gross_weight,
        drop column tare_weight, drop column weighing_ticket,
        add constraint delivery_lines_are_counted_up unique (delivery_id, position);
    drop table onsite_reports;
    alter table onsite_sales drop column position, drop column product_id, drop column name, drop column quantity,
        drop column unit_code;";

/// The server of the process, created by the first caller.
pub async fn server() -> &'static Server {
    SERVER.get_or_init(make).await
}

async fn make() -> Server {
    let folder = tempfile::Builder::new().prefix("farmfair-tests-").tempdir().unwrap().keep();
    let at_end = remove_at_end(&folder);
    let embedded = Embedded::start(&folder.join("postgres"), Durability::Throwaway).unwrap();
    let urls =
        Urls { owner: embedded.owner_url().to_string(), server: embedded.server_url().to_string() };
    let server = Server {
        _embedded: Mutex::new(embedded),
        urls,
        folder,
        _at_end: at_end,
        older: OnceCell::new(),
    };
    let reference = server.create("reference", "template1").await;
    preparation::prepare(&reference.database()).await.unwrap();
    let demonstration = server.create("demonstration", "reference").await;
    let mut owner = demonstration.owner().await;
    demo::actions::load(&mut owner).await.unwrap();
    owner.close().await.unwrap();
    server
}

/// A shell that waits for its pipe to close, and for Postgres, which ends with us.
fn remove_at_end(folder: &Path) -> (Child, PipeWriter) {
    let (reader, writer) = std::io::pipe().unwrap();
    let script = r#"cat; for i in $(seq 100); do [ -e "$0/postgres/data/postmaster.pid" ] || break; sleep 0.1; done; rm -rf "$0""#;
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(script)
        .arg(folder)
        .stdin(reader)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    (shell.process_group(0).spawn().unwrap(), writer)
}

impl Server {
    /// A new database with a unique name.
    pub async fn clone_of(&self, template: Template) -> Urls {
        let source = match template {
            Template::Bare => "template1",
            Template::Reference => "reference",
            Template::Demonstration => "demonstration",
            Template::Older => {
                self.older.get_or_init(|| self.make_older()).await;
                "older"
            }
        };
        self.create(&format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed)), source).await
    }

    async fn make_older(&self) {
        let mut owner = self.create("older", "template1").await.owner().await;
        preparation::MIGRATIONS.run_to(LAST_WRITTEN_ANEW, &mut owner).await.unwrap();
        reference::actions::load(&mut owner).await.unwrap();
        owner.execute(LACKING).await.unwrap();
        demo::actions::load(&mut owner).await.unwrap();
        owner.execute(LACKING_REMOVED).await.unwrap();
        owner.close().await.unwrap();
    }

    /// A folder for one test, removed with the others.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.folder.join(format!("{name}_{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir(&folder).unwrap();
        folder
    }

    async fn create(&self, name: &str, template: &str) -> Urls {
        let mut owner = self.urls.owner().await;
        for sql in [
            format!("create database {name} template {template}"),
            format!("revoke temporary on database {name} from public"),
        ] {
            owner.execute(AssertSqlSafe(sql)).await.unwrap();
        }
        owner.close().await.unwrap();
        self.urls.of_database(name)
    }
}

impl Urls {
    /// The program's configuration for two such addresses.
    pub fn database(&self) -> Database {
        let config = DatabaseConfig {
            data_dir: PathBuf::new(),
            database_url: Some(self.server.clone()),
            owner_url: Some(self.owner.clone()),
            throwaway_database: true,
        };
        Database::open(&config).unwrap()
    }

    pub async fn owner(&self) -> PgConnection {
        connection::owner(&self.owner).await.unwrap()
    }

    fn of_database(&self, name: &str) -> Urls {
        let renamed = |url: &str| format!("{}/{name}", url.rsplit_once('/').unwrap().0);
        Urls { owner: renamed(&self.owner), server: renamed(&self.server) }
    }
}
