//! The other side of the cached page: a handler that returns 20 KB of constant bytes.

use axum::{Router, body::Bytes, routing::get};

static PAGE: [u8; 20 * 1024] = [b'x'; 20 * 1024];

/// Runs until killed; prints its address first.
pub fn serve() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}/", listener.local_addr().unwrap());
        let router: Router = Router::new().route("/", get(|| async { Bytes::from_static(&PAGE) }));
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = hyper_util::service::TowerToHyperService::new(router.clone());
            let stream = hyper_util::rt::TokioIo::new(stream);
            tokio::spawn(
                hyper::server::conn::http1::Builder::new().serve_connection(stream, service),
            );
        }
    });
}
