//! Photos in a bucket that several servers share: the same as in a folder.

use super::{add, published};
use crate::harness::{pictures::jpeg, site::TestApp};
use axum::http::StatusCode;
use chrono::Duration;
use farmfair::{
    database::objects::Objects, files::actions::sweep::sweep, identity::model::role::Role,
    values::clock::Clock,
};
use futures_util::TryStreamExt;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A bucket server on this machine, with one bucket; until the runtime ends.
async fn bucket(folder: &TempDir, url: &str) -> Objects {
    std::fs::create_dir(folder.path().join("fair")).unwrap();
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
    service.set_auth(SimpleAuth::from_single("fair", "a secret of the tests"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(
                http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone()),
            );
        }
    });
    let settings = [
        ("AWS_ENDPOINT", endpoint.as_str()),
        ("AWS_ACCESS_KEY_ID", "fair"),
        ("AWS_SECRET_ACCESS_KEY", "a secret of the tests"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ALLOW_HTTP", "true"),
        ("AWS_PROFILE", "is no setting of a bucket"),
    ];
    Objects::in_bucket(url, settings.map(|(name, value)| (name.to_string(), value.to_string())))
        .unwrap()
}

async fn lying(objects: &Objects) -> Vec<String> {
    let mut names: Vec<String> =
        objects.list().map_ok(|object| object.name).try_collect().await.unwrap();
    names.sort();
    names
}

#[tokio::test]
async fn what_is_put_into_a_bucket_is_found_listed_and_gone_again() {
    let folder = tempfile::tempdir().unwrap();
    let objects = bucket(&folder, "s3://fair/photos").await;
    objects.put("code/640.jpg", b"abc".to_vec()).await.unwrap();
    assert_eq!(std::fs::read(folder.path().join("fair/photos/code/640.jpg")).unwrap(), b"abc");
    assert_eq!(objects.get("code/640.jpg").await.unwrap().as_deref(), Some(b"abc".as_slice()));
    assert_eq!(objects.get("code/320.jpg").await.unwrap(), None);
    assert_eq!(lying(&objects).await, ["code/640.jpg"]);
    objects.delete("code/640.jpg").await.unwrap();
    assert_eq!(lying(&objects).await, [""; 0]);
}

#[tokio::test]
async fn a_photo_is_shown_from_a_bucket_and_swept_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::keeping_files_in(bucket(&folder, "s3://fair").await).await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    assert_eq!(add(&supplier, &product, &[&jpeg(1600, 1000)]).await.status, StatusCode::SEE_OTHER);
    let photo = app.page(&format!("/products/{product}")).await.attribute(".gallery img", "src");
    let shown = app.get(&photo).await;
    assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(lying(&app.objects).await.len(), 3);
    let own = supplier.get(&format!("/my/products/{product}/photos")).await.html();
    supplier.post(&own.attribute(".shots form[action$='/removal']", "action"), &[]).await;
    let later = Clock::new(None).now() + Duration::hours(25);
    sweep(&mut app.urls.owner().await, &app.objects, later, false).await.unwrap();
    assert_eq!(lying(&app.objects).await, [""; 0], "nothing is left over");
}
