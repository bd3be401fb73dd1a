//! A visitor sends an enquiry without an account, the exhibitor answers, and nobody else can read
//! it.

pub mod matrix;
mod lists;
mod misuse;
mod privacy;
mod thread;

use crate::harness::site::{Answer, TestApp};
use axum::http::StatusCode;

const TEXT: &str = "想订五十份，国庆前送到东胜，多少钱？";

/// An exhibitor of the current edition whose supplier signs in as `someone(Role::Supplier)`, with a
/// product.
pub struct Place {
    pub exhibitor: String,
    pub product: String,
}

pub async fn place(app: &TestApp) -> Place {
    let exhibitor = app
        .text(
            "select e.id::text from public_exhibitors e join editions d on d.id = e.edition_id and d.ordinal = 3
             where e.organisation_id = (select min(supplier_id) from contracts)",
        )
        .await;
    let product = app
        .text(
            "select min(x.product_id)::text from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
             join editions d on d.id = e.edition_id and d.ordinal = 3 join products p on p.id = x.product_id and p.state = 'published'
             where e.organisation_id = (select min(supplier_id) from contracts)",
        )
        .await;
    Place { exhibitor, product }
}

impl Place {
    pub fn path(&self) -> String {
        format!("/exhibitors/{}/enquiry", self.exhibitor)
    }
}

/// The code that a form was handed out with.
pub async fn form(app: &TestApp, path: &str) -> String {
    app.page(path).await.attribute("input[name=form]", "value")
}

pub fn fields<'a>(form: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("form", form),
        ("name", "王师傅"),
        ("phone", "138 0000 0000"),
        ("text", TEXT),
        ("consent", "1"),
    ];
    let kept =
        usual.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

pub async fn ask(app: &TestApp, place: &Place, changes: &[(&str, &str)]) -> Answer {
    let form = form(app, &place.path()).await;
    app.post(&place.path(), &fields(&form, changes), "").await
}

/// Sends an enquiry; the path of the private link.
pub async fn asked(app: &TestApp, place: &Place, changes: &[(&str, &str)]) -> String {
    let answer = ask(app, place, changes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    answer.header("location").to_string()
}

/// The supplier's page of the latest enquiry.
pub async fn own_path(app: &TestApp) -> String {
    format!("/my/enquiries/{}", app.text("select max(id)::text from enquiries").await)
}

pub async fn state(app: &TestApp) -> String {
    app.text("select state from enquiries order by id desc limit 1").await
}
