//! Contracts under framework agreements.

use super::{contract, counted};
use crate::{
    agreements,
    harness::{actors::Person, site::TestApp},
    promises::{AGREEMENTS, CONTRACTS},
    signing::{assert_refused, names, send, with},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

/// An organiser, and a signed agreement of the parties with a ceiling of 300,000 yuan whose term has
/// begun.
async fn framework() -> (TestApp, Person) {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let fields = with(
        agreements::agreement(&app).await,
        &[("ceiling", "30"), ("starts_on", "2020-09-20"), ("number", "KJ-2020-30")],
    );
    let answer = AGREEMENTS.enter(&organiser, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    AGREEMENTS.act(&app, &organiser, "signature", &[]).await;
    (app, organiser)
}

/// A draft of 240,000 yuan under it, with this number.
async fn call_off(app: &TestApp, organiser: &Person, number: &str) -> String {
    let fields = with(contract(app).await, &[("framework", "KJ-2020-30"), ("number", number)]);
    let answer = CONTRACTS.enter(organiser, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    CONTRACTS.path(app).await
}

#[tokio::test]
async fn a_call_off_over_the_ceiling_needs_a_reason() {
    let (app, organiser) = framework().await;
    call_off(&app, &organiser, "HT-1").await;
    assert_eq!(
        CONTRACTS.act(&app, &organiser, "signature", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let second = call_off(&app, &organiser, "HT-2").await;
    let draft = organiser.get(&second).await.html().text(".draft__sum");
    assert!(draft.contains("签后超出上限") && draft.contains("18"), "{draft}");
    assert_refused(&CONTRACTS.act(&app, &organiser, "signature", &[]).await, "超出框架上限");
    assert_eq!(counted(&app).await, "");
    let reasoned = with(
        contract(&app).await,
        &[
            ("framework", "KJ-2020-30"),
            ("number", "HT-2"),
            ("version", "1"),
            ("ceiling_reason", "双方已书面同意追加"),
        ],
    );
    assert_eq!(send(&organiser, &second, &reasoned).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        CONTRACTS.act(&app, &organiser, "signature", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    // The agreement says how far contracts are over it.
    let office = organiser.get(&AGREEMENTS.path(&app).await).await.html().text(".ceil");
    assert!(office.contains("超出上限") && office.contains("18"), "{office}");
}

/// Each would fit alone.
#[tokio::test]
async fn of_two_who_sign_under_a_ceiling_at_once_the_later_is_asked_why() {
    let (app, organiser) = framework().await;
    let first = call_off(&app, &organiser, "HT-1").await;
    let second = call_off(&app, &organiser, "HT-2").await;
    let other = app.someone(Role::Organiser).await;
    let version = [("version", "1")];
    let (paths, people) = ([first, second], [&organiser, &other]);
    let signing = [0, 1].map(|n| format!("{}/signature", paths[n]));
    let (one, two) =
        tokio::join!(people[0].post(&signing[0], &version), people[1].post(&signing[1], &version));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let signed = "select count(*)::text from contracts c
                  join framework_agreements a on a.id = c.framework_id
                  where a.number = 'KJ-2020-30' and c.state = 'signed'";
    assert_eq!(app.text(signed).await, "1");
}

#[tokio::test]
async fn a_contract_stands_under_its_own_buyers_agreement_inside_its_term() {
    let (app, organiser) = framework().await;
    let fields = with(contract(&app).await, &[("framework", "KJ-2020-30")]);
    let other = names(&app).await.other_buyer;
    let foreign = with(fields.clone(), &[("buyer", &other)]);
    assert_refused(&CONTRACTS.enter(&organiser, foreign).await, "这家采购方没有这个编号");
    let early = with(fields.clone(), &[("signed_on", "2020-09-19")]);
    assert_refused(&CONTRACTS.enter(&organiser, early).await, "不在协议期内");
    let late = with(
        fields.clone(),
        &[("signed_on", "2023-10-01"), ("starts_on", "2023-10-01"), ("ends_on", "2023-12-31")],
    );
    assert_refused(&CONTRACTS.enter(&organiser, late).await, "不在协议期内");
    // After an early end nothing is signed under it any more, whatever was entered before.
    assert_eq!(CONTRACTS.enter(&organiser, fields).await.status, StatusCode::SEE_OTHER);
    let ending = [("on", "2020-09-28"), ("class", "supply"), ("reason", "断供")];
    let ended = AGREEMENTS.act(&app, &organiser, "termination", &ending).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    assert_refused(&CONTRACTS.act(&app, &organiser, "signature", &[]).await, "不在协议期内");
}

#[tokio::test]
async fn the_form_under_an_agreement_begins_with_its_parties() {
    let (app, organiser) = framework().await;
    let id = AGREEMENTS.path(&app).await.rsplit('/').next().unwrap().to_string();
    let page = organiser.get(&format!("/admin/contracts/new?agreement={id}")).await.html();
    assert_eq!(page.attribute("#framework", "value"), "KJ-2020-30");
    assert_eq!(page.attribute("#buyer", "value"), names(&app).await.buyer);
    assert_eq!(page.attribute("#signed_on", "value"), "2020-09-28");
    assert!(!CONTRACTS.form(&organiser).await.is_empty());
}
