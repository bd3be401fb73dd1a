//! From a listening socket to answered requests, and to an orderly shutdown.

mod connections;
mod daily;
mod patient;

use crate::{
    app,
    config::ServeConfig,
    database::{
        changes,
        connection::{self, Database},
        objects::Objects,
    },
    http::state::{App, Settings},
    messages::actions::mail::{self, Post},
};
use anyhow::{Context, Result, anyhow};
use connections::Connections;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{io, net::SocketAddr, sync::OnceLock, time::Duration};
use tokio::{
    net::{TcpListener, TcpSocket},
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

/// Requests in flight may finish within this time at shutdown.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// The send buffer for a slow reader; the default would be megabytes.
const SEND_BUFFER: u32 = 256 * 1024;
/// Connections in the accept queue.
const BACKLOG: u32 = 1024;

pub async fn listen(addr: SocketAddr) -> Result<TcpListener> {
    open(addr).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!(
            "{addr} is taken by another program; stop it, or set FARMFAIR_ADDR to another address"
        ),
        io::ErrorKind::PermissionDenied => {
            anyhow!("no permission to listen on {addr}; set FARMFAIR_ADDR to a port above 1023")
        }
        _ => anyhow!("cannot listen on {addr} ({error}); set FARMFAIR_ADDR to another address"),
    })
}

fn open(addr: SocketAddr) -> io::Result<TcpListener> {
    let socket = if addr.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    // Accepted connections inherit it.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(addr)?;
    socket.listen(BACKLOG)
}

fn settings(config: &ServeConfig, objects: Objects) -> Settings {
    Settings {
        today: config.today,
        public_url: config.public_url(),
        requires_second_factor: config.require_second_factor,
        sends_mail: config.smtp_url().is_some(),
        objects,
    }
}

/// Serves until SIGTERM or SIGINT; requests in flight finish first.
pub async fn serve(
    config: &ServeConfig,
    database: &Database,
    objects: Objects,
    listener: TcpListener,
) -> Result<()> {
    let post = config
        .smtp_url()
        .map(|url| Post::new(url, config.mail_from.as_deref(), &config.public_url()))
        .transpose()?;
    let pool = connection::pool(&database.server_url)?;
    let (end, ends) = watch::channel(());
    let sending = post.map(|post| tokio::spawn(mail::send_all(post, pool.clone(), ends)));
    let app = App::new(
        app::declarations(app::NOUNS),
        pool.clone(),
        settings(config, objects),
        metrics()?,
    );
    let following = follow_changes(&app, &database.server_url);
    let daily = daily::attend(app.clone());
    let router = app::router(app.clone(), config.page_cache_mb);
    println!("农展通 http://{}/", listener.local_addr()?);
    let connections = Connections::new(config.client_address_header.clone());
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    loop {
        tokio::select! {
            () = connections.attend_next(&listener, &router) => {}
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
        }
    }
    tracing::info!("ending: no new connections, requests in flight finish");
    app.changes().end();
    if tokio::time::timeout(LAST_REQUESTS, connections.finish(listener, &router)).await.is_err() {
        tracing::warn!("some requests were cut off");
    }
    daily.abort();
    following.abort();
    drop(end);
    finish_sending(sending).await;
    app.close().await;
    Ok(())
}

/// A mail in progress may still arrive: if it were cut off, it would be sent again.
async fn finish_sending(sending: Option<JoinHandle<()>>) {
    let Some(mut sending) = sending else { return };
    if tokio::time::timeout(LAST_REQUESTS, &mut sending).await.is_err() {
        tracing::warn!("a mail was cut off and may go out again");
        sending.abort();
    }
}

/// From then on the site hears what others write, until the task ends.
pub fn follow_changes(app: &App, url: &str) -> JoinHandle<()> {
    let (changes, url) = (app.changes().clone(), url.to_string());
    tokio::spawn(async move {
        if let Err(error) = changes::follow(&url, |word| changes.hear(&word)).await {
            tracing::error!("changes are not heard: {error:#}");
        }
    })
}

/// The process has one recorder, even if a test starts several servers in it.
pub fn metrics() -> Result<PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    let install = || {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).ok().map(|()| handle)
    };
    HANDLE
        .get_or_init(install)
        .clone()
        .context("metrics cannot be recorded: another recorder is installed")
}
