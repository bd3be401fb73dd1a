//! The signing desk: deals entered, released, taken back and voided.

mod checking;
mod clocks;
mod contracts;
mod entering;
mod killing;
pub mod matrix;
mod messages;
mod reentering;
mod releasing;
mod scans;
mod screen;
mod withstanding;

use crate::harness::{
    actors::Person,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

pub const DESK: &str = "/admin/fairs/4/signing";

/// The fourth edition, held today, with an organiser at its desk.
pub async fn fourth() -> (TestApp, Person) {
    let app = TestApp::own_fair().await;
    app.as_owner(
        "insert into editions (ordinal, name, name_en, held_in, starts_on, ends_on, state)
         values (4, '第四届', 'Fourth fair', '2020-09-01', '2020-09-27', '2020-09-29', 'running')",
    )
    .await;
    let organiser = app.someone(Role::Organiser).await;
    (app, organiser)
}

/// A supplier of Dalad Banner and two buyers that have no deal with each other.
pub struct Names {
    pub supplier: String,
    pub buyer: String,
    pub other_buyer: String,
}

pub async fn names(app: &TestApp) -> Names {
    let buyers = app
        .texts(
            "select name from organisations o where side = 'buyer' and state = 'published'
                 and not exists (select from signed_projects where buyer_id = o.id)
             order by id limit 2",
        )
        .await;
    Names {
        supplier: app
            .text(
                "select name from organisations where side = 'supplier' and banner_code = '150621'
                     and state = 'published' order by id limit 1",
            )
            .await,
        buyer: buyers[0].clone(),
        other_buyer: buyers[1].clone(),
    }
}

/// The fields of a good deal.
pub fn deal(names: &Names) -> Vec<(&'static str, String)> {
    [
        ("title", "签约台试填马铃薯"),
        ("type", "direct_supply"),
        ("supplier", &names.supplier),
        ("buyer", &names.buyer),
        ("amount", "1200"),
        ("unit", "10000"),
        ("signed_on", "2020-09-28"),
        ("then", "next"),
    ]
    .map(|(name, value)| (name, value.to_string()))
    .to_vec()
}

/// The same with some fields changed or added.
pub fn with(
    mut fields: Vec<(&'static str, String)>,
    changes: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value.to_string()));
    }
    fields
}

pub async fn send(person: &Person, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.post(path, &fields).await
}

/// A new form's code.
pub async fn form(person: &Person) -> String {
    person.get(DESK).await.html().attribute("#deal input[name=form]", "value")
}

/// Sends a new deal, on a form of its own.
pub async fn enter(person: &Person, fields: Vec<(&'static str, String)>) -> Answer {
    let code = form(person).await;
    send(person, DESK, &with(fields, &[("form", &code)])).await
}

/// A good deal, entered as signed: its path at the desk.
pub async fn entered(app: &TestApp, person: &Person) -> String {
    let names = names(app).await;
    let answer = enter(person, deal(&names)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    latest(app).await
}

pub async fn latest(app: &TestApp) -> String {
    format!("/admin/signing/{}", app.text("select max(id)::text from signed_projects").await)
}

/// The version that the desk shows.
pub async fn version(app: &TestApp, path: &str) -> String {
    let id = path.rsplit('/').next().unwrap();
    app.texts("select id || ' ' || version from signed_projects")
        .await
        .iter()
        .find_map(|row| row.strip_prefix(&format!("{id} ")).map(str::to_string))
        .unwrap()
}

pub async fn release(app: &TestApp, person: &Person, path: &str) -> Answer {
    let version = version(app, path).await;
    person.post(&format!("{path}/release"), &paper(&version)).await
}

/// All three points of the paper agree.
pub fn paper(version: &str) -> [(&'static str, &str); 4] {
    [("version", version), ("amount_agrees", "1"), ("names_agree", "1"), ("is_signed", "1")]
}

/// What the site's figures and lists count of the fourth edition: deals and yuan.
pub async fn counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(sum(records), 0) || ' ' || coalesce(sum(amount), 0)
         from journal_entries where account = 'intent.signed'
           and edition_id = (select id from editions where ordinal = 4)",
    )
    .await
}

pub fn assert_refused(answer: &Answer, message: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
    let errors = answer.html().text(".errors");
    assert!(errors.contains(message), "{message}: {errors}");
}
