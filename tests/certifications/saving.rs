//! Valid and invalid forms, repeated forms, and concurrent changes.

use super::{Entry, NUMBER, decide_on, enter, entered, looks_at, product, send};
use crate::harness::{
    pictures::{Field, jpeg, pdf, png_that_claims},
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn the_later_of_two_savers_chooses_field_by_field() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let (id, entry) = entered(&app, &supplier).await;
    let own = format!("/my/certifications/{id}");
    let forms = [supplier.get(&own).await.html(), supplier.get(&own).await.html()]
        .map(|page| page.attribute("input[name=form]", "value"));
    let first =
        Entry { valid_to: "2023-12-31", scan: Vec::new(), product: entry.product.clone(), ..entry };
    assert_eq!(send(&supplier, &own, &first, (&forms[0], "1")).await.status, StatusCode::SEE_OTHER);
    let second = Entry { number: "GF-TRIAL-0003", scan: pdf(), ..entry };
    let later = send(&supplier, &own, &second, (&forms[1], "1")).await;
    assert_eq!(later.status, StatusCode::CONFLICT);
    let page = later.html();
    assert_eq!(
        page.attributes("input[type=radio][name=number]", "value"),
        [NUMBER, "GF-TRIAL-0003"]
    );
    assert_eq!(
        page.attributes("input[type=radio][name=valid_to]", "value"),
        ["2023-12-31", "2022-12-31"]
    );
    assert_eq!(page.count("input[name=held]"), 1, "the scan need not be sent again");
    let value = |css: &str| page.attribute(css, "value");
    let (version, form, held) =
        (value("input[name=version]"), value("input[name=form]"), value("input[name=held]"));
    let chosen = [
        Field::Text("form", &form),
        Field::Text("version", &version),
        Field::Text("held", &held),
        Field::Text("scheme", "green"),
        Field::Text("number", "GF-TRIAL-0003"),
        Field::Text("issuer", "中国绿色食品发展中心"),
        Field::Text("valid_from", "2020-01-01"),
        Field::Text("valid_to", "2023-12-31"),
        Field::Text("products", &second.product),
    ];
    assert_eq!(supplier.send_form(&own, &chosen).await.status, StatusCode::SEE_OTHER);
    let kept = app
        .text("select number || ' ' || valid_to from certifications order by id desc limit 1")
        .await;
    assert_eq!(kept, "GF-TRIAL-0003 2023-12-31");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_kept() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let own = product(&app).await;
    let foreign = app.text("select max(id)::text from products where organisation_id <> (select min(supplier_id) from contracts)").await;
    let good =
        || Entry { number: NUMBER, product: own.clone(), valid_to: "2022-12-31", scan: pdf() };
    let before = app.text("select count(*)::text from certifications").await;
    for (entry, field) in [
        (Entry { product: foreign, ..good() }, "products"),
        (Entry { valid_to: "2019-12-31", ..good() }, "valid_to"),
        (Entry { valid_to: "长期有效", ..good() }, "valid_to"),
        (Entry { number: "", ..good() }, "number"),
        (Entry { scan: Vec::new(), ..good() }, "scan"),
        (Entry { scan: b"<svg onload=alert(1)>".to_vec(), ..good() }, "scan"),
        (Entry { scan: png_that_claims(60_000, 60_000), ..good() }, "scan"),
        (Entry { scan: jpeg(800, 600)[..200].to_vec(), ..good() }, "scan"),
    ] {
        let answer = enter(&supplier, "/my/certifications", &entry).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(answer.html().attribute(".errors a", "href"), format!("#{field}"));
    }
    assert_eq!(app.text("select count(*)::text from certifications").await, before);
}

#[tokio::test]
async fn twenty_equal_forms_make_one_and_two_officers_decide_once() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let (one, other) = (app.someone(Role::Organiser).await, app.someone(Role::Organiser).await);
    let entry = Entry {
        number: NUMBER,
        product: product(&app).await,
        valid_to: "2022-12-31",
        scan: jpeg(800, 600),
    };
    let form =
        supplier.get("/my/certifications/new").await.html().attribute("input[name=form]", "value");
    futures_util::future::join_all(
        (0..20).map(|_| send(&supplier, "/my/certifications", &entry, (&form, ""))),
    )
    .await;
    assert_eq!(
        app.text("select count(*)::text from certifications where number = 'GF-TRIAL-0001'").await,
        "1"
    );
    let id = app.text("select max(id)::text from certifications").await;
    // Both have the page open before either decides.
    let version = looks_at(&one, &id).await;
    assert_eq!(looks_at(&other, &id).await, version);
    tokio::join!(
        decide_on(&one, &id, "verification", &version),
        decide_on(&other, &id, "return", &version)
    );
    assert_eq!(app.text("select count(*)::text from audit_events where noun = 'certifications' and action = 'change'").await, "1");
}

#[tokio::test]
async fn another_banner_and_another_supplier_find_nothing() {
    let app = TestApp::own_fair().await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let (id, _) = entered(&app, &supplier).await;
    app.as_owner(
        "update organisations set banner_code = '150627', division_code = '150627' where id = (select min(supplier_id) from contracts)",
    )
    .await;
    let foreign = officer.get(&format!("/admin/certifications/{id}")).await;
    let missing = officer.get("/admin/certifications/999999999").await;
    assert_eq!((foreign.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(foreign.html().text("main"), missing.html().text("main"));
    assert_eq!(
        officer
            .post(&format!("/admin/certifications/{id}/verification"), &[("version", "1")])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    let anothers =
        app.text("select max(id)::text from certifications where organisation_id <> (select min(supplier_id) from contracts)").await;
    assert_eq!(
        supplier.get(&format!("/my/certifications/{anothers}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        supplier.get(&format!("/my/certifications/new?renews={anothers}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_form_sent_again_after_its_certificate_was_deleted_enters_it_anew() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let own = product(&app).await;
    let entry = Entry { number: NUMBER, product: own, valid_to: "2022-12-31", scan: pdf() };
    let page = supplier.get("/my/certifications/new").await.html();
    let form = page.attribute("input[name=form]", "value");
    let mut kept = Vec::new();
    for _ in 0..2 {
        for _ in 0..2 {
            let sent = send(&supplier, "/my/certifications", &entry, (&form, "")).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html().text(".errors"));
        }
        let sql = "select c.id::text from certifications c join files f on f.id = c.scan_id
                   where c.number = 'GF-TRIAL-0001' and f.kept_at is not null and f.removed_at is null";
        let ids = app.texts(sql).await;
        assert_eq!(ids.len(), 1, "{ids:?}");
        supplier.post(&format!("/my/certifications/{}/removal", ids[0]), &[]).await;
        kept.extend(ids);
    }
    assert_ne!(kept[0], kept[1]);
}
