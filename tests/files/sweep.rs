//! Leftovers are found and swept; files in use stay.

use super::{add, published};
use crate::harness::{pictures::jpeg, site::TestApp};
use chrono::{DateTime, Duration, Utc};
use farmfair::{
    config::FilesConfig,
    database::objects::Objects,
    files::actions::sweep::{Swept, sweep},
    identity::model::role::Role,
    values::clock::Clock,
};
use futures_util::TryStreamExt;

async fn swept(app: &TestApp, now: DateTime<Utc>, is_only_said: bool) -> Swept {
    sweep(&mut app.urls.owner().await, &app.objects, now, is_only_said).await.unwrap()
}

async fn objects(app: &TestApp) -> usize {
    app.objects.list().try_collect::<Vec<_>>().await.unwrap().len()
}

#[tokio::test]
async fn a_photo_that_was_taken_off_leaves_nothing_after_a_day() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let photo = jpeg(300, 300);
    add(&supplier, &product, &[&photo, &photo]).await;
    assert_eq!(objects(&app).await, 6);
    let own = supplier.get(&format!("/my/products/{product}/photos")).await.html();
    supplier.post(&own.attribute(".shots form[action$='/removal']", "action"), &[]).await;
    let now = Clock::new(None).now();
    assert_eq!(
        swept(&app, now, false).await,
        Swept::default(),
        "what was removed just now stays for a day"
    );
    let later = now + Duration::hours(25);
    let said = swept(&app, later, true).await;
    assert_eq!(
        (said.forgotten.len(), said.orphans.len(), objects(&app).await),
        (1, 3, 6),
        "only said"
    );
    let done = swept(&app, later, false).await;
    assert_eq!(done, said);
    assert_eq!(
        (objects(&app).await, app.text("select count(*)::text from files").await),
        (3, "1".into())
    );
    assert_eq!(swept(&app, later, false).await, Swept::default());
    assert_eq!(
        app.page(&format!("/products/{product}")).await.count(".gallery img"),
        1,
        "the other is still shown"
    );
}

#[tokio::test]
async fn an_object_without_a_record_is_found_and_a_record_without_its_object_is_only_said() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    add(&supplier, &product, &[&jpeg(300, 300)]).await;
    // As left by a crash between the object and its row.
    app.objects.put("bm9ib2R5cw/640.jpg", vec![1, 2, 3]).await.unwrap();
    let now = Clock::new(None).now();
    assert_eq!(swept(&app, now, false).await, Swept::default(), "it may be under way");
    let found = swept(&app, now + Duration::hours(2), false).await;
    assert_eq!((found.orphans, found.bytes), (vec!["bm9ib2R5cw/640.jpg".to_string()], 3));
    let code = app.text("select code from files").await;
    for name in ["320.jpg", "640.jpg", "1280.jpg"] {
        app.objects.delete(&format!("{code}/{name}")).await.unwrap();
    }
    let lost = swept(&app, now + Duration::hours(2), false).await;
    assert_eq!(lost.missing.len(), 1);
    assert_eq!(
        app.text("select count(*)::text from product_photos").await,
        "1",
        "no record is deleted for a missing folder"
    );
    assert_eq!(app.get(&format!("/files/{code}/640.jpg")).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_folder_keeps_objects_and_is_empty_when_they_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::open(&FilesConfig::default(), folder.path()).unwrap();
    objects.put("code/640.jpg", b"abc".to_vec()).await.unwrap();
    assert_eq!(std::fs::read(folder.path().join("files/code/640.jpg")).unwrap(), b"abc");
    assert_eq!(objects.get("code/640.jpg").await.unwrap().as_deref(), Some(b"abc".as_slice()));
    assert_eq!(objects.get("code/../../secret").await.unwrap(), None, "nobody leaves the folder");
    objects.delete("code/640.jpg").await.unwrap();
    objects.delete("code/640.jpg").await.unwrap();
    assert!(!folder.path().join("files/code").exists());
    let bucket = FilesConfig { files_url: Some("s3://somewhere".into()), ..FilesConfig::default() };
    let refused = Objects::open(&bucket, folder.path());
    assert_eq!(refused.is_err(), cfg!(not(feature = "s3")));
}
