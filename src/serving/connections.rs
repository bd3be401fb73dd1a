//! The open connections: how many there may be, and how long each may idle.

use super::patient::Patient;
use crate::http::throttle::ClientAddress;
use axum::http::Request;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use rustix::process::{Resource, getrlimit, setrlimit};
use std::{io, net::IpAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, timeout},
};
use tower::ServiceExt;

/// A connection that has not sent a request head by then is closed, also one that sent others
/// before.
const SLOWEST_HEAD: Duration = Duration::from_secs(15);
/// The same while more than half the places are taken.
const SLOWEST_HEAD_IN_A_CROWD: Duration = Duration::from_secs(3);
/// A client that reads nothing of its answer for this long is closed.
const LONGEST_STALL: Duration = Duration::from_secs(20);
/// Each costs some ten kilobytes and a file descriptor.
const MOST: usize = 2000;
/// Descriptors for everything else: the pool, logs, libraries.
const RESERVED: usize = 100;
/// At shutdown: connections in the accept queue are accepted until none comes for a moment, or for
/// this long at most.
const NOBODY_LEFT: Duration = Duration::from_millis(5);
const LAST_ARRIVALS: Duration = Duration::from_millis(50);
/// A client that connected before shutdown has sent its request by then, or has none.
const LAST_HEADS: Duration = Duration::from_millis(100);

pub struct Connections {
    /// The header in which the proxy in front names the address of the client.
    client_address_header: Option<String>,
    places: Arc<Semaphore>,
    most: usize,
    open: GracefulShutdown,
}

impl Connections {
    pub fn new(client_address_header: Option<String>) -> Self {
        let most = MOST.min(descriptors().saturating_sub(RESERVED)).max(1);
        Self {
            client_address_header,
            places: Arc::new(Semaphore::new(most)),
            most,
            open: GracefulShutdown::new(),
        }
    }

    /// Accepts the next connection when there is a place for it; until then it stays in the queue.
    pub async fn attend_next(&self, listener: &TcpListener, router: &axum::Router) {
        let Ok(place) = self.places.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, peer)) => self.attend(stream, peer.ip(), router, place),
            Err(error) => pause_after(&error).await,
        }
    }

    /// Every request of the connection knows the client's address.
    fn attend(
        &self,
        stream: TcpStream,
        peer: IpAddr,
        router: &axum::Router,
        place: OwnedSemaphorePermit,
    ) {
        let is_crowded = self.places.available_permits() < self.most / 2;
        let head = if is_crowded { SLOWEST_HEAD_IN_A_CROWD } else { SLOWEST_HEAD };
        let stream = TokioIo::new(Patient::new(stream, LONGEST_STALL));
        let header = self.client_address_header.clone();
        let service = TowerToHyperService::new(router.clone().map_request(
            move |mut request: Request<Incoming>| {
                let client = ClientAddress::of(peer, request.headers(), header.as_deref());
                request.extensions_mut().insert(client);
                request
            },
        ));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .serve_connection(stream, service);
        let connection = self.open.watch(connection);
        let taken = metrics::gauge!("farmfair_connections");
        tokio::spawn(async move {
            taken.increment(1.0);
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended early");
            }
            taken.decrement(1.0);
            drop(place);
        });
    }

    /// Accepts the connections in the queue, closes the socket, and waits for the requests in
    /// flight.
    pub async fn finish(self, listener: TcpListener, router: &axum::Router) {
        let begun = Instant::now();
        while begun.elapsed() < LAST_ARRIVALS
            && timeout(NOBODY_LEFT, self.attend_next(&listener, router)).await.is_ok()
        {}
        drop(listener);
        sleep(LAST_HEADS).await;
        self.open.shutdown().await;
    }
}

/// How many descriptors this process may open: as many as the system allows.
fn descriptors() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    let has = limit.current;
    limit.current = limit.maximum;
    // Not permitted: the limit stays.
    let granted = if setrlimit(Resource::Nofile, limit).is_ok() { limit.maximum } else { has };
    granted.map_or(usize::MAX, |granted| usize::try_from(granted).unwrap_or(usize::MAX))
}

/// Out of file descriptors, for example: trying again at once would spin.
async fn pause_after(error: &io::Error) {
    tracing::warn!(%error, "cannot accept a connection");
    sleep(Duration::from_millis(100)).await;
}
