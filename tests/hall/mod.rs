//! An organiser plans the fourth edition, draws its hall and allocates the booths; visitors use the
//! floor plan.

pub mod matrix;
mod drawing;
mod editions;
mod plan;
mod printing;
mod seats;

use crate::harness::{
    actors::Person,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

const PLAN: [(&str, &str); 13] = [
    ("ordinal", "4"),
    ("copy", "3"),
    ("name", "鄂尔多斯市第四届农产品展洽会"),
    ("name_en", "Fourth Ordos Farm Produce Fair"),
    ("theme", "试验主题"),
    ("venue", "试验会展中心"),
    ("venue_en", "Trial Exhibition Centre"),
    ("starts_on", "2021-09-20"),
    ("ends_on", "2021-09-22"),
    ("opens_at", "09:00"),
    ("closes_at", "18:00"),
    ("last_day_closes_at", "16:00"),
    ("held_in", ""),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept =
        PLAN.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

async fn form(organiser: &Person) -> String {
    organiser.get("/admin/editions/new").await.html().attribute("input[name=form]", "value")
}

/// A fourth edition with the hall of the third, as a draft; and its organiser.
async fn fourth() -> (TestApp, Person) {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let form = form(&organiser).await;
    let fields: Vec<(&str, &str)> = with(&[("form", form.as_str())]);
    seen(&organiser.post("/admin/editions", &fields).await);
    (app, organiser)
}

async fn step(organiser: &Person, step: &str) -> Answer {
    organiser.post("/admin/editions/4/step", &[("step", step)]).await
}

/// This many suppliers are approved for the fourth edition, and wait for a booth.
async fn approved(app: &TestApp, state: &str) {
    app.as_owner_with(
        "with four as (select id from editions where ordinal = 4)
         insert into exhibitors (edition_id, organisation_id, state, applied_on)
         select four.id, (select min(id) + (select count(*) from exhibitors x where x.edition_id = four.id) from organisations where side = 'supplier'),
                '$key', '2020-09-28' from four",
        state,
    )
    .await;
}

async fn exhibitor(app: &TestApp, sql: &'static str) -> String {
    app.text(sql).await
}

/// Successful, with a flash on the next page.
fn seen(answer: &Answer) {
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{}: {}",
        answer.path,
        answer.html().text(".errors")
    );
    assert!(
        answer.header("set-cookie").contains("__Host-said")
            && !answer.header("set-cookie").contains("not-now"),
        "{}",
        answer.path
    );
}

/// Refused, with the reason on the same page.
fn told(answer: &Answer, what: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.path);
    let errors = answer.html().text(".errors");
    assert!(errors.contains(what), "{}: {errors}", answer.path);
}
