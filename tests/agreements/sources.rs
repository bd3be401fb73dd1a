//! What agreements come from: a signed project, an earlier agreement.

use super::{agreement, entered, signed};
use crate::{
    harness::site::TestApp,
    promises::AGREEMENTS,
    signing::{assert_refused, with},
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

/// A signed project that no agreement comes from: number, buyer and supplier.
const PROJECT: &str = "select p.number || '|' || b.name || '|' || s.name from public_projects p
    join organisations b on b.id = p.buyer_id and b.state = 'published'
    join organisations s on s.id = p.supplier_id and s.state = 'published'
    where p.signed_on < '2020-09-01'
      and (select count(*) from organisations where name in (b.name, s.name)) = 2
      and not exists (select from framework_agreements where project_id = p.id)
    order by p.id limit 1";

#[tokio::test]
async fn a_promise_is_followed_between_its_own_parties() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let project = app.text(PROJECT).await;
    let [number, buyer, supplier] = project.split('|').collect::<Vec<_>>()[..] else { panic!() };
    let fields = with(agreement(&app).await, &[("project", number)]);
    assert_refused(
        &AGREEMENTS.enter(&organiser, fields.clone()).await,
        "采购方和供货方与本协议不同",
    );
    let own = [("buyer", buyer), ("supplier", supplier)];
    let earlier =
        [("signed_on", "2001-01-01"), ("starts_on", "2001-01-01"), ("ends_on", "2003-01-01")];
    let too_early = with(with(fields.clone(), &own), &earlier);
    assert_refused(&AGREEMENTS.enter(&organiser, too_early).await, "签订得比本协议晚");
    assert_eq!(
        AGREEMENTS.enter(&organiser, with(fields, &own)).await.status,
        StatusCode::SEE_OTHER
    );
    let linked = "select p.number from framework_agreements a
                  join signed_projects p on p.id = a.project_id order by a.id desc limit 1";
    assert_eq!(app.text(linked).await, number);
}

/// The first agreement of a project whose contracts name none themselves, with accepted goods.
const FOLLOWED: &str = "select min(a.id)::text from framework_agreements a
    where a.project_id is not null
      and exists (select from accepted_lines l join contracts c on c.id = l.contract_id
                  where c.framework_id = a.id)
      and not exists (select from contracts where framework_id = a.id and project_id is not null)";

/// What was accepted under that agreement and counts for an edition.
const OF_AN_EDITION: &str = "with deliveries as (
        select d.id from deliveries d join contracts c on c.id = d.contract_id
        where c.framework_id = (
            select min(a.id) from framework_agreements a
            where exists (select from accepted_lines l join contracts c on c.id = l.contract_id
                          where c.framework_id = a.id)
              and not exists (select from contracts
                              where framework_id = a.id and project_id is not null)))
    select round(coalesce(sum(amount), 0), 2)::text from journal_entries
    where account = 'purchase.accepted' and root = 'delivery' and edition_id is not null
      and root_id in (select id from deliveries)";

/// A link that was wrong is corrected while goods are accepted: everything below follows it.
#[tokio::test]
async fn contracts_and_goods_follow_a_corrected_origin() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let id = app.text(FOLLOWED).await;
    assert_ne!(app.text(OF_AN_EDITION).await, "0.00");
    let path = format!("/admin/agreements/{id}");
    let unreasoned = [("version", "1"), ("project", ""), ("reason", "")];
    let refused = organiser.post(&format!("{path}/origin"), &unreasoned).await;
    assert_refused(&refused, "请写明原因");
    let correction = [("version", "1"), ("project", ""), ("reason", "与签约项目无关")];
    let answer = organiser.post(&format!("{path}/origin"), &correction).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(app.text(OF_AN_EDITION).await, "0.00");
    assert_eq!(drift(&app).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_renewal_begins_where_the_last_term_ends_and_is_made_once() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let id = path.rsplit('/').next().unwrap();
    let next = organiser.get(&format!("/admin/agreements/new?renews={id}")).await.html();
    let value = |field: &str| next.attribute(&format!("#{field}"), "value");
    assert_eq!(value("renews"), "KJ-2020-01");
    assert_eq!((&*value("starts_on"), &*value("ends_on")), ("2023-10-01", "2026-09-29"));
    let renewal = with(
        agreement(&app).await,
        &[
            ("number", "KJ-2020-02"),
            ("renews", "KJ-2020-01"),
            ("signed_on", "2020-09-25"),
            ("starts_on", "2023-10-01"),
            ("ends_on", "2026-09-30"),
        ],
    );
    assert_eq!(AGREEMENTS.enter(&organiser, renewal.clone()).await.status, StatusCode::SEE_OTHER);
    let again = with(renewal, &[("number", "KJ-2020-03")]);
    assert_refused(&AGREEMENTS.enter(&organiser, again).await, "已被续签");
    // What is renewed is not voided.
    let void = [("version", "2"), ("reason", "录错")];
    organiser.post(&format!("{path}/void"), &void).await;
    assert!(organiser.get(&path).await.html().text("main").contains("查看后一份"));
}

#[tokio::test]
async fn a_draft_is_no_agreement_to_renew() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    entered(&app, &organiser).await;
    let renewal = with(agreement(&app).await, &[("number", "2"), ("renews", "KJ-2020-01")]);
    assert_refused(&AGREEMENTS.enter(&organiser, renewal).await, "没有这个编号");
    AGREEMENTS.act(&app, &organiser, "void", &[("reason", "录错")]).await;
}
