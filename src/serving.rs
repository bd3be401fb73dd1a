//! From a listening socket to answered requests, and back to an orderly end.

use crate::{
    app,
    config::ServeConfig,
    database::{
        changes,
        connection::{self, Database},
    },
    kit::state::App,
};
use anyhow::{Context, Result, anyhow};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{io, net::SocketAddr, sync::OnceLock, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
};

/// A connection that has not sent a request's head by then is cut.
const SLOWEST_HEAD: Duration = Duration::from_secs(15);
/// Requests in flight may finish within this when the server is told to end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

pub async fn listen(addr: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(addr).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!("{addr} is taken by another program; stop it, or set FARMFAIR_ADDR to another address"),
        io::ErrorKind::PermissionDenied => anyhow!("no permission to listen on {addr}; set FARMFAIR_ADDR to a port above 1023"),
        _ => anyhow!("cannot listen on {addr} ({error}); set FARMFAIR_ADDR to another address"),
    })
}

/// Serves until SIGTERM or SIGINT; requests in flight finish first.
pub async fn serve(config: &ServeConfig, database: &Database, listener: TcpListener) -> Result<()> {
    let pool = connection::pool(&database.server_url)?;
    let app = App::telling_apart(&app::NOUNS, pool.clone(), config.today, config.public_url(), metrics()?);
    let following = follow_changes(&app, &database.server_url);
    let router = app::router(app, config.page_cache_mb);
    println!("农展通 http://{}/", listener.local_addr()?);
    let connections = GracefulShutdown::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => attend(stream, &router, &connections),
                Err(error) => pause_after(&error).await,
            },
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        }
    }
    drop(listener);
    tracing::info!("ending: no new connections, requests in flight finish");
    if tokio::time::timeout(LAST_REQUESTS, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
    following.abort();
    pool.close().await;
    Ok(())
}

/// From then on the site knows what others write, until the task ends.
pub fn follow_changes(app: &App, url: &str) -> JoinHandle<()> {
    let (changes, url) = (app.changes().clone(), url.to_string());
    tokio::spawn(async move {
        if let Err(error) = changes::follow(&url, |word| changes.hear(&word)).await {
            tracing::error!("changes are not heard: {error:#}");
        }
    })
}

fn attend(stream: TcpStream, router: &axum::Router, connections: &GracefulShutdown) {
    let service = TowerToHyperService::new(router.clone());
    let connection =
        http1::Builder::new().timer(TokioTimer::new()).header_read_timeout(SLOWEST_HEAD).serve_connection(TokioIo::new(stream), service);
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection ended early");
        }
    });
}

/// Out of file descriptors, for one: trying again at once would spin.
async fn pause_after(error: &io::Error) {
    tracing::warn!(%error, "cannot accept a connection");
    tokio::time::sleep(Duration::from_millis(100)).await;
}

/// The process has one recorder, however many servers a test starts in it.
pub fn metrics() -> Result<PrometheusHandle> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    // Lost the race: the other's recorder is installed, and its handle kept.
    if metrics::set_global_recorder(recorder).is_ok() {
        let _kept = HANDLE.set(handle);
    }
    HANDLE.get().cloned().context("metrics cannot be recorded")
}
