//! Throwaway copies of a database, beside it in the same Postgres.

use crate::cost::Postgres;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// A database that is copied has no other sessions.
const LEAVE: &str = "
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()";

/// Removed by `remove`, or by the next run that takes the same name.
pub struct Copied {
    pub database: Postgres,
    name: &'static str,
    source: PgConnection,
}

impl Copied {
    pub async fn of(source: &Postgres, name: &'static str) -> Self {
        let database = source.beside(name);
        let mut source = PgConnection::connect(&source.owner).await.unwrap();
        run(&mut source, format!("drop database if exists {name}")).await;
        let template: String =
            sqlx::query_scalar("select current_database()").fetch_one(&mut source).await.unwrap();
        // `farmfair database` keeps a connection that it does not use again.
        run(&mut source, LEAVE.to_string()).await;
        // Ends with a checkpoint: each measurement begins after one.
        run(&mut source, format!("create database {name} template {template} strategy file_copy"))
            .await;
        run(&mut source, format!("revoke temporary on database {name} from public")).await;
        Self { database, name, source }
    }

    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect(&self.database.owner).await.unwrap()
    }

    /// After everybody has left it.
    pub async fn remove(mut self) {
        run(&mut self.source, format!("drop database {}", self.name)).await;
    }
}

async fn run(connection: &mut PgConnection, sql: String) {
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}
