//! The scan of a deal: promised, attached, replaced.

mod refusing;

use super::{DESK, deal, enter, entered, fourth, latest, names, release, send, version, with};
use crate::harness::{
    actors::Person,
    html::Html,
    pictures::{
        Field::{self, File, Text},
        jpeg, pdf, png,
    },
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use chrono::Duration;
use farmfair::{
    files::actions::sweep::{Swept, sweep},
    identity::model::role::Role,
    values::clock::Clock,
};

const SCAN: &str = "select f.code from signed_projects p join files f on f.id = p.scan_id
                    order by p.id desc limit 1";
const DUE: &str = "select coalesce(scan_due_on::text, 'none') from signed_projects
                   order by id desc limit 1";
/// The supplier of `TestApp::someone`.
const SUPPLIER: &str =
    "select name from organisations where id = (select min(supplier_id) from contracts)";

/// What the form of a deal's page carries: its code, and the scan that it shows.
struct Shown {
    form: String,
    seen: String,
}

async fn shown(person: &Person, path: &str) -> Shown {
    of_page(&person.get(path).await.html())
}

fn of_page(page: &Html) -> Shown {
    Shown {
        form: page.attribute("#attach input[name=form]", "value"),
        seen: page.attribute("#attach input[name=seen]", "value"),
    }
}

async fn post(person: &Person, path: &str, shown: &Shown, file: Field<'_>) -> Answer {
    let fields = [Text("form", &shown.form), Text("seen", &shown.seen), file];
    person.send_form(&format!("{path}/scan"), &fields).await
}

async fn attach(person: &Person, path: &str, bytes: Vec<u8>) -> Answer {
    let shown = shown(person, path).await;
    post(person, path, &shown, File("file", "合同.pdf", bytes)).await
}

/// A deal of the supplier of `TestApp::someone`, with a promised scan.
async fn promised(app: &TestApp, organiser: &Person) -> String {
    let names = names(app).await;
    let supplier = app.text(SUPPLIER).await;
    let fields = with(deal(&names), &[("supplier", &supplier), ("scan_due_on", "2020-10-09")]);
    let answer = enter(organiser, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    latest(app).await
}

/// How many scans the office's task counts.
async fn due(person: &Person) -> i64 {
    let waits = person.get("/admin").await.html().all(".waits li");
    let task = waits.iter().find(|wait| wait.contains("签约缺扫描件"));
    task.map_or(0, |wait| wait.split(' ').next().unwrap().parse().unwrap())
}

#[tokio::test]
async fn an_attached_scan_settles_the_promise() {
    let (app, organiser) = fourth().await;
    let before = due(&organiser).await;
    let path = promised(&app, &organiser).await;
    let lacking = || async { organiser.get(&format!("{DESK}?show=scans")).await.html() };
    assert_eq!(due(&organiser).await, before + 1);
    assert_eq!(lacking().await.count(".run--desk li"), 1);
    let page = organiser.get(&path).await.html();
    assert!(page.text("#scan-state").contains("2020年10月9日"), "{}", page.text("#scan-state"));
    let paper = format!("{path}/release");
    assert!(organiser.get(&paper).await.html().text(".paper").contains("承诺补交，最迟"));
    let seen = version(&app, &path).await;

    let answer = attach(&organiser, &path, pdf()).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, &*path));
    assert_eq!(due(&organiser).await, before);
    assert_eq!(lacking().await.count(".run--desk li"), 0);
    let code = app.text(SCAN).await;
    let page = organiser.get(&path).await.html();
    let link = format!("/admin/files/{code}/scan.pdf");
    assert_eq!(page.attribute("#scan-state a", "href"), link);
    assert_eq!(organiser.get(&link).await.bytes, pdf());
    assert_eq!(organiser.get(&paper).await.html().attribute(".paper a", "href"), link);
    // The trail has both, the day as it was promised.
    assert_eq!(app.text(DUE).await, "2020-10-09");
    let history = page.text(".changes");
    assert!(history.contains(&format!("→ {code}.pdf")), "{history}");
    assert!(history.contains("扫描件最迟"), "{history}");
    // A form of the deal, or its release, that was open goes on.
    assert_eq!(version(&app, &path).await, seen);
    assert_eq!(release(&app, &organiser, &path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(organiser.get(&path).await.html().attribute("#scan-state a", "href"), link);
}

#[tokio::test]
async fn the_office_sees_a_scan_and_the_public_does_not() {
    let (app, organiser) = fourth().await;
    let (auditor, officer) =
        (app.someone(Role::Auditor).await, app.someone(Role::BannerOfficer).await);
    let (supplier, buyer) = (app.someone(Role::Supplier).await, app.someone(Role::Buyer).await);
    let path = promised(&app, &organiser).await;
    attach(&organiser, &path, jpeg(800, 600)).await;
    release(&app, &organiser, &path).await;
    let code = app.text(SCAN).await;
    let office = format!("/admin/files/{code}/scan.jpg");
    app.as_owner(
        "update user_roles set banner_code = (select banner_code from organisations
             where id = (select min(supplier_id) from contracts)) where role = 'banner_officer'",
    )
    .await;
    for person in [&organiser, &auditor, &officer] {
        assert_eq!(person.get(&office).await.header("content-type"), "image/jpeg");
        let page = person.get(&path).await.html();
        assert_eq!(page.attribute("#scan-state a", "href"), office);
    }
    assert_eq!(officer.get(&path).await.html().count("#attach, #promise"), 0);
    app.as_owner(
        "update user_roles set banner_code = (select max(banner_code) from organisations o
             where banner_code <> (select banner_code from organisations
                 where id = (select min(supplier_id) from contracts))) where role = 'banner_officer'",
    )
    .await;
    assert_eq!(officer.get(&office).await.status, StatusCode::NOT_FOUND, "of another banner");
    let own = format!("/my/files/{code}/scan.jpg");
    assert_eq!(supplier.get(&own).await.status, StatusCode::OK, "it is the supplier's own paper");
    assert_ne!(buyer.get(&own).await.status, StatusCode::OK);
    assert_eq!(app.get(&format!("/files/{code}/scan.jpg")).await.status, StatusCode::NOT_FOUND);
    // It stands on no page of the supplier, and on no public one.
    let public = path.replace("/admin/signing/", "/projects/");
    for body in [
        app.get(&public).await.body,
        supplier.get("/my").await.body,
        supplier.get("/my/history").await.body,
        supplier.get("/my/certifications").await.body,
    ] {
        assert!(!body.contains(&code));
    }
}

#[tokio::test]
async fn a_newer_scan_replaces_the_former_and_the_sweep_knows() {
    let (app, organiser) = fourth().await;
    let path = promised(&app, &organiser).await;
    attach(&organiser, &path, pdf()).await;
    let first = app.text(SCAN).await;
    let swept = async |hours: i64| {
        let later = Clock::new(None).now() + Duration::hours(hours);
        sweep(&mut app.urls.owner().await, &app.objects, later, false).await.unwrap()
    };
    assert_eq!(swept(50).await, Swept::default(), "a scan in use stays");
    let answer = attach(&organiser, &path, png(700, 900)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    let second = app.text(SCAN).await;
    assert_ne!(first, second);
    let gone = organiser.get(&format!("/admin/files/{first}/scan.pdf")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let history = organiser.get(&path).await.html().text(".changes");
    assert!(history.contains(&format!("{first}.pdf → {second}.jpg")), "{history}");
    let swept = swept(50).await;
    let forgotten: Vec<&str> = swept.forgotten.iter().map(|code| code.as_str()).collect();
    assert_eq!((forgotten, swept.missing.len()), (vec![&*first], 0));
    let kept = organiser.get(&format!("/admin/files/{second}/scan.jpg")).await;
    assert_eq!(kept.status, StatusCode::OK);
}

#[tokio::test]
async fn the_promised_day_changes_and_the_release_stays() {
    let (app, organiser) = fourth().await;
    let path = promised(&app, &organiser).await;
    let promise = async |day: &str, version: &str| {
        organiser.post(&format!("{path}/promise"), &[("version", version), ("promised", day)]).await
    };
    assert_eq!(organiser.get(&path).await.html().count("#promise"), 0, "the form has the day");
    let seen = version(&app, &path).await;
    promise("2020-10-20", &seen).await;
    assert_eq!(app.text(DUE).await, "2020-10-09", "not before the release");
    release(&app, &organiser, &path).await;
    let stale = seen;
    let seen = version(&app, &path).await;
    let page = organiser.get(&path).await.html();
    assert_eq!(page.attribute("#promised", "value"), "2020-10-09");
    for (day, said) in [("2020-09-01", "不能早于签约日"), ("下周", "格式为")] {
        let answer = promise(day, &seen).await;
        super::assert_refused(&answer, said);
        assert_eq!(answer.html().attribute("#promised", "value"), day);
    }
    promise("2020-10-20", &stale).await;
    assert_eq!(app.text(DUE).await, "2020-10-09", "changed by somebody else meanwhile");
    promise("2020-10-20", &seen).await;
    assert_eq!(app.text(DUE).await, "2020-10-20");
    let page = organiser.get(&path).await.html();
    let history = page.text(".changes");
    assert!(history.contains("2020年10月9日 → 2020年10月20日"), "{history}");
    assert_eq!(super::counted(&app).await, "1 12000000.00");
    promise("", &version(&app, &path).await).await;
    assert_eq!(app.text(DUE).await, "none");
    assert_eq!(organiser.get(&format!("{DESK}?show=scans")).await.html().count(".run--desk li"), 0);
    // With the scan there is nothing to promise.
    attach(&organiser, &path, pdf()).await;
    promise("2020-10-30", &version(&app, &path).await).await;
    assert_eq!(app.text(DUE).await, "none");
}

#[tokio::test]
async fn a_scan_follows_the_supplier_of_its_deal() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    attach(&organiser, &path, pdf()).await;
    let (names, supplier) = (names(&app).await, app.text(SUPPLIER).await);
    let seen = version(&app, &path).await;
    let fields = with(deal(&names), &[("supplier", &supplier), ("version", &seen)]);
    let answer = send(&organiser, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    let owner = "select o.name from files f join organisations o on o.id = f.organisation_id";
    assert_eq!(app.text(owner).await, supplier);
}
