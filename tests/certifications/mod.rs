//! A holder enters a certificate with its scan, an officer verifies it, and its badge is public
//! inside its dates only.

pub mod matrix;
mod saving;

use crate::harness::{
    actors::Person,
    pictures::{Field, pdf},
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::{certifications::actions, identity::model::role::Role};

const NUMBER: &str = "GF-TRIAL-0001";

struct Entry {
    number: &'static str,
    product: String,
    valid_to: &'static str,
    scan: Vec<u8>,
}

/// A published product of the supplier without a certificate.
async fn product(app: &TestApp) -> String {
    app.text(
        "select min(p.id)::text from products p where p.organisation_id = (select min(supplier_id) from contracts) and p.state = 'published'
           and not exists (select from certified_products n join certifications c on c.id = n.certification_id
                           where n.product_id = p.id and c.scheme = 'green')",
    )
    .await
}

async fn enter(supplier: &Person, path: &str, entry: &Entry) -> Answer {
    let page =
        if path.ends_with("certifications") { format!("{path}/new") } else { path.to_string() };
    let page = supplier.get(&page).await.html();
    let (form, version) = (
        page.attribute("input[name=form]", "value"),
        page.attribute("input[name=version]", "value"),
    );
    send(supplier, path, entry, (&form, &version)).await
}

async fn send(
    supplier: &Person,
    path: &str,
    entry: &Entry,
    (form, version): (&str, &str),
) -> Answer {
    let mut fields = vec![
        Field::Text("form", form),
        Field::Text("version", version),
        Field::Text("scheme", "green"),
        Field::Text("number", entry.number),
        Field::Text("issuer", "中国绿色食品发展中心"),
        Field::Text("valid_from", "2020-01-01"),
        Field::Text("valid_to", entry.valid_to),
        Field::Text("products", &entry.product),
    ];
    if !entry.scan.is_empty() {
        fields.push(Field::File("file", "证书.pdf", entry.scan.clone()));
    }
    supplier.send_form(path, &fields).await
}

async fn entered(app: &TestApp, supplier: &Person) -> (String, Entry) {
    let entry =
        Entry { number: NUMBER, product: product(app).await, valid_to: "2022-12-31", scan: pdf() };
    let answer = enter(supplier, "/my/certifications", &entry).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    (app.text("select max(id)::text from certifications").await, entry)
}

async fn decide(person: &Person, id: &str, act: &str) -> Answer {
    let version = looks_at(person, id).await;
    decide_on(person, id, act, &version).await
}

/// The version on the officer's page.
async fn looks_at(person: &Person, id: &str) -> String {
    let page = person.get(&format!("/admin/certifications/{id}")).await.html();
    page.attributes("input[name=version]", "value").into_iter().next().unwrap_or_else(|| "1".into())
}

async fn decide_on(person: &Person, id: &str, act: &str, version: &str) -> Answer {
    person
        .post(
            &format!("/admin/certifications/{id}/{act}"),
            &[("version", version), ("reason", "编号看不清")],
        )
        .await
}

#[tokio::test]
async fn a_badge_is_public_once_it_was_verified_and_on_the_named_product_alone() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let (id, entry) = entered(&app, &supplier).await;
    let page = format!("/products/{}", entry.product);
    assert!(!app.get(&page).await.body.contains(NUMBER), "not before it was looked at");
    assert!(organiser.get("/admin").await.html().text(".waits").contains("证书待核验"));
    let code = app.text("select code from files order by id desc limit 1").await;
    let scan = format!("/admin/files/{code}/scan.pdf");
    let seen = organiser.get(&scan).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.header("content-disposition").starts_with("attachment"));
    assert_eq!(
        app.get(&format!("/files/{code}/scan.pdf")).await.status,
        StatusCode::NOT_FOUND,
        "a scan is nobody else's"
    );
    assert_eq!(decide(&organiser, &id, "verification").await.status, StatusCode::SEE_OTHER);
    assert!(app.get(&page).await.body.contains(NUMBER));
    let named =
        app.text("select count(*)::text from certificate_listings where certification_id = (select max(id) from certifications)").await;
    assert!(named.parse::<i64>().unwrap() > 0, "the lists count it");
    organiser
        .post(
            &format!("/admin/certifications/{id}/return"),
            &[("version", "1"), ("reason", "编号看不清")],
        )
        .await;
    assert_eq!(
        app.text("select state from certifications order by id desc limit 1").await,
        "verified",
        "decided once"
    );
    let told = supplier.get("/my/messages").await.html().text("main");
    assert!(told.contains(NUMBER), "{told}");
    let trail = app
        .texts("select action from audit_events where noun = 'certifications' order by id")
        .await;
    assert_eq!(trail, ["create", "change"]);
    assert!(supplier.get("/my/history").await.html().text("main").contains("待核验 → 已核验"));
}

#[tokio::test]
async fn a_returned_one_is_mended_and_a_verified_one_is_not_touched_again() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let (id, entry) = entered(&app, &supplier).await;
    let wordless = organiser
        .post(&format!("/admin/certifications/{id}/return"), &[("version", "1"), ("reason", "")])
        .await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    decide(&organiser, &id, "return").await;
    let own = format!("/my/certifications/{id}");
    assert!(supplier.get(&own).await.html().text("main").contains("编号看不清"));
    let mended = Entry { number: "GF-TRIAL-0002", scan: Vec::new(), ..entry };
    assert_eq!(
        enter(&supplier, &own, &mended).await.status,
        StatusCode::SEE_OTHER,
        "the scan is there already"
    );
    assert_eq!(
        app.text("select number || state from certifications order by id desc limit 1").await,
        "GF-TRIAL-0002submitted"
    );
    decide(&organiser, &id, "verification").await;
    let late = Entry { number: "GF-FORGED", ..mended };
    let form =
        supplier.get("/my/certifications/new").await.html().attribute("input[name=form]", "value");
    send(&supplier, &own, &late, (&form, "3")).await;
    send(&supplier, &own, &late, (&form, "4")).await;
    assert_eq!(
        app.text("select number from certifications order by id desc limit 1").await,
        "GF-TRIAL-0002"
    );
}

#[tokio::test]
async fn a_verification_is_taken_back_with_a_reason_and_its_badge_with_it() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let (id, entry) = entered(&app, &supplier).await;
    decide(&organiser, &id, "verification").await;
    let page = format!("/products/{}", entry.product);
    assert!(app.get(&page).await.body.contains(NUMBER));
    decide(&organiser, &id, "return").await;
    assert!(!app.get(&page).await.body.contains(NUMBER));
    let listed = "select count(*)::text from certificate_listings where certification_id = (select max(id) from certifications)";
    assert_eq!(app.text(listed).await, "0", "no list counts it");
    assert!(supplier.get("/my/messages").await.html().text("main").contains("核验已撤销"));
    let own = format!("/my/certifications/{id}");
    assert_eq!(
        enter(&supplier, &own, &Entry { scan: Vec::new(), ..entry }).await.status,
        StatusCode::SEE_OTHER,
        "it may be sent again"
    );
}

#[tokio::test]
async fn one_entered_by_mistake_is_taken_off_by_its_holder_and_a_verified_one_is_not() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let (id, _) = entered(&app, &supplier).await;
    let removal = format!("/my/certifications/{id}/removal");
    decide(&organiser, &id, "verification").await;
    supplier.post(&removal, &[]).await;
    assert_eq!(
        app.text("select count(*)::text from certifications where number = 'GF-TRIAL-0001'").await,
        "1",
        "verified"
    );
    decide(&organiser, &id, "return").await;
    supplier.post(&removal, &[]).await;
    assert_eq!(
        app.text("select count(*)::text from certifications where number = 'GF-TRIAL-0001'").await,
        "0"
    );
    assert_eq!(
        app.text("select count(*)::text from files where removed_at is null").await,
        "0",
        "nor is its scan kept"
    );
    assert_eq!(supplier.post(&removal, &[]).await.status, StatusCode::NOT_FOUND, "once");
    let trail = app.texts("select action from audit_events where noun = 'certifications' order by id desc limit 1").await;
    assert_eq!(trail, ["remove"]);
    let links = supplier.get("/my/history").await.html().attributes("main a", "href");
    assert!(
        !links.contains(&format!("/my/certifications/{id}")),
        "no link leads to what is gone: {links:?}"
    );
}

#[tokio::test]
async fn a_holder_is_told_once_before_a_certificate_ends_and_not_when_it_is_renewed() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let entry =
        Entry { number: NUMBER, product: product(&app).await, valid_to: "2020-10-31", scan: pdf() };
    enter(&supplier, "/my/certifications", &entry).await;
    let id = app.text("select max(id)::text from certifications").await;
    decide(&organiser, &id, "verification").await;
    let today = "2020-09-28".parse().unwrap();
    assert!(actions::remind(&app.pool, today).await.unwrap() > 0);
    assert_eq!(actions::remind(&app.pool, today).await.unwrap(), 0, "told once");
    assert!(supplier.get("/my/messages").await.html().text("main").contains("即将到期"));
    assert!(supplier.get("/my").await.html().text(".waits").contains("即将到期的证书"));
    let renewal = supplier.get(&format!("/my/certifications/new?renews={id}")).await.html();
    assert_eq!(renewal.attribute("input[name=number]", "value"), NUMBER);
    assert_eq!(renewal.attribute("input[name=valid_from]", "value"), "2020-11-01");
}
