//! On-site sales reported by booths, confirmed, asked about, corrected, and entered for others.

mod confirming;
pub mod matrix;
mod office;
mod reporting;
mod withstanding;

use crate::{
    deliveries::{of, send, with},
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

pub const OWN: &str = "/my/sales/1";

/// A booth of the third fair that has not reported its first day, and its people.
pub struct Fair {
    pub app: TestApp,
    pub organiser: Person,
    pub supplier: Person,
    pub exhibitor: String,
    /// The products that it shows.
    pub products: Vec<String>,
}

const BOOTH: &str = "select e.organisation_id from public_exhibitors e
     where e.edition_id = (select id from editions where ordinal = 3)
       and not exists (select from onsite_reports r where r.exhibitor_id = e.id)
       and (select count(*) from exhibits x join products p on p.id = x.product_id
            where x.exhibitor_id = e.id) >= 2
     order by e.id limit 1";

pub async fn fair() -> Fair {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let supplier = of(&app, Role::Supplier, BOOTH).await;
    let own = "select e.id::text from public_exhibitors e
               join user_roles r on r.organisation_id = e.organisation_id and r.role = 'supplier'
               where e.edition_id = (select id from editions where ordinal = 3)";
    let exhibitor = app.text(own).await;
    let products = "select x.product_id::text from exhibits x
                    join public_exhibitors e on e.id = x.exhibitor_id
                    join user_roles r on r.organisation_id = e.organisation_id and r.role = 'supplier'
                    where e.edition_id = (select id from editions where ordinal = 3) order by 1";
    let products = app.texts(products).await;
    Fair { app, organiser, supplier, exhibitor, products }
}

/// Somebody else of the same booth.
pub async fn colleague(fair: &Fair) -> Person {
    let same = "select organisation_id from user_roles where role = 'supplier'
                order by user_id limit 1";
    of(&fair.app, Role::Supplier, same).await
}

/// The fields of a report on a form of its own.
pub async fn form(person: &Person, path: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = person.get(path).await.html();
    let hidden = ["form", "version"].map(|name| {
        (name.to_string(), page.attribute(&format!(".load input[name={name}]"), "value"))
    });
    with(hidden.to_vec(), typed)
}

/// Reports on a form of its own.
pub async fn report(person: &Person, path: &str, typed: &[(&str, &str)]) -> Answer {
    let fields = form(person, path, typed).await;
    send(person, path, &fields).await
}

/// 46 of the first product for 1,840 yuan and 18 of the second for 2,160 yuan.
pub async fn report_goods(fair: &Fair) {
    let names = goods(fair);
    let typed: Vec<(&str, &str)> = names
        .iter()
        .map(String::as_str)
        .zip(["46", "1,840", "18", "2160"])
        .chain([("taken-scan", "1"), ("taken-cash", "1")])
        .collect();
    went(&report(&fair.supplier, OWN, &typed).await);
}

/// The names of the fields of its first two products.
pub fn goods(fair: &Fair) -> Vec<String> {
    let named = |id: &String| [format!("quantity-{id}"), format!("amount-{id}")];
    fair.products.iter().take(2).flat_map(named).collect()
}

/// A change behind the back of the site.
pub async fn change(app: &TestApp, sql: String) {
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&app.pool).await.unwrap();
}

pub fn went(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

pub fn is_refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains(why), "{why}: {}", answer.html().text(".errors"));
}

/// The path of the latest report in the office.
pub async fn latest(app: &TestApp) -> String {
    format!("/admin/sales/{}", app.text("select max(id)::text from onsite_reports").await)
}

/// Acts on the latest report as it is seen now.
pub async fn act(person: &Person, act: &str, typed: &[(&str, &str)]) -> Answer {
    let path = latest(&person.app).await;
    let version = "select version::text from onsite_reports order by id desc limit 1";
    let version = person.app.text(version).await;
    let fields: Vec<(&str, &str)> =
        [("version", version.as_str())].into_iter().chain(typed.iter().copied()).collect();
    person.post(&format!("{path}/{act}"), &fields).await
}

/// What the figures count of the latest report.
pub async fn counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(sum(j.amount), 0)::text from journal_entries j
         join onsite_sales s on s.id = j.root_id
         join onsite_reports r on r.exhibitor_id = s.exhibitor_id and r.fair_day = s.fair_day
         where j.root = 'sale' and r.id = (select max(id) from onsite_reports)",
    )
    .await
}

/// The lines of the latest report: name, amount, and what was reported where it was corrected.
pub async fn lines(app: &TestApp) -> Vec<String> {
    app.texts(
        "select concat_ws(' ', coalesce(s.name, s.category_code), s.quantity::float, s.amount,
                          s.reported_amount)
         from onsite_sales s
         join onsite_reports r on r.exhibitor_id = s.exhibitor_id and r.fair_day = s.fair_day
         where r.id = (select max(id) from onsite_reports) order by s.position",
    )
    .await
}
