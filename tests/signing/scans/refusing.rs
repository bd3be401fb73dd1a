//! Files that are no scan, deals that take none, and forms that are sent twice or too late.

use super::{SCAN, of_page, post, promised, shown};
use crate::{
    harness::pictures::{
        Field::{File, Text},
        jpeg, pdf, png_that_claims,
    },
    signing::{assert_refused, deal, enter, entered, fourth, latest, names, version, with},
};
use axum::http::StatusCode;
use futures_util::future::join_all;

const FILES: &str = "select count(*)::text from files where removed_at is null";

#[tokio::test]
async fn what_is_no_scan_is_refused_on_the_page_itself() {
    let (app, organiser) = fourth().await;
    let path = promised(&app, &organiser).await;
    for (bytes, said) in [
        (Vec::new(), "请拍照或选择文件"),
        (b"<svg onload=alert(1)>".to_vec(), "不是 JPEG"),
        (b"%PDF-1.4 and no end".to_vec(), "文件损坏"),
        (jpeg(800, 600)[..200].to_vec(), "文件损坏"),
        (png_that_claims(60_000, 60_000), "像素过多"),
        ([jpeg(400, 300), vec![0; 20 * 1024 * 1024]].concat(), "超过 10 MB"),
    ] {
        let name = if bytes.is_empty() { "" } else { "合同.pdf" };
        let shown = shown(&organiser, &path).await;
        let answer = post(&organiser, &path, &shown, File("file", name, bytes)).await;
        assert_refused(&answer, said);
        let page = answer.html();
        assert_eq!(page.attribute(".errors a", "href"), "#scan");
        assert_eq!(page.attribute("#title", "value"), "签约台试填马铃薯");
        assert_ne!(of_page(&page).form, shown.form, "a new form for the next try");
    }
    let two = [
        Text("form", &shown(&organiser, &path).await.form),
        Text("seen", ""),
        File("camera", "a.jpg", jpeg(400, 300)),
        File("file", "b.jpg", jpeg(400, 300)),
    ];
    let answer = organiser.send_form(&format!("{path}/scan"), &two).await;
    assert_refused(&answer, "只能上传一份扫描件");
    let attached = "select count(scan_id)::text from signed_projects";
    assert_eq!(app.text(attached).await, "0");
    let formless = [File("file", "a.pdf", pdf())];
    let answer = organiser.send_form(&format!("{path}/scan"), &formless).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn twenty_equal_forms_attach_one_file() {
    let (app, organiser) = fourth().await;
    let path = promised(&app, &organiser).await;
    let shown = shown(&organiser, &path).await;
    let posts =
        (0..20).map(|_| post(&organiser, &path, &shown, File("file", "a.jpg", jpeg(300, 300))));
    for answer in join_all(posts).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.text(FILES).await, "1");
    let acts = "select count(*)::text from audit_events where noun = 'projects'
                  and action = 'change' and changes ? 'scan'";
    assert_eq!(app.text(acts).await, "1");
}

#[tokio::test]
async fn of_two_who_attach_the_later_sees_the_first() {
    let (app, organiser) = fourth().await;
    let path = promised(&app, &organiser).await;
    let [one, other] = [shown(&organiser, &path).await, shown(&organiser, &path).await];
    post(&organiser, &path, &one, File("file", "a.pdf", pdf())).await;
    let first = app.text(SCAN).await;
    let late = post(&organiser, &path, &other, File("file", "b.jpg", jpeg(300, 300))).await;
    assert_refused(&late, "他人刚附上另一份");
    assert_eq!(app.text(SCAN).await, first);
    // The file need not be sent again.
    let page = late.html();
    let (next, held) = (of_page(&page), page.attribute("#attach input[name=held]", "value"));
    assert_eq!(next.seen, first);
    let again = post(&organiser, &path, &next, Text("held", &held)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html().text(".errors"));
    assert_eq!(app.text(SCAN).await, held);
    // A file of another record cannot be taken for it.
    let shown = shown(&organiser, &path).await;
    let foreign = post(&organiser, &path, &shown, Text("held", &held)).await;
    assert_refused(&foreign, "请重新选择");
    assert_eq!(app.text(SCAN).await, held);
}

#[tokio::test]
async fn planned_and_void_deals_take_no_scan() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let shown = shown(&organiser, &path).await;
    let names = names(&app).await;
    let id = path.rsplit('/').next().unwrap();
    let likeness = format!("distinct {id}");
    enter(&organiser, with(deal(&names), &[("then", "plan"), ("likeness", &likeness)])).await;
    let planned = latest(&app).await;
    assert_ne!(planned, path);
    let seen = version(&app, &path).await;
    organiser.post(&format!("{path}/void"), &[("version", &*seen), ("reason", "误")]).await;
    for path in [&planned, &path] {
        assert_eq!(organiser.get(path).await.html().count("#attach, #promise"), 0);
        let answer = post(&organiser, path, &shown, File("file", "a.pdf", pdf())).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, &**path));
    }
    assert_eq!(app.text("select count(scan_id)::text from signed_projects").await, "0");
}
