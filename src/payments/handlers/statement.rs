//! The statement of account of two parties and a period, to be printed and signed.

use crate::{
    deliveries::model::reach::Reach,
    http::{problem::Problem, state::App},
    organisations::model::Side,
    payments::{
        forms::payment::PartiesForm,
        model::statement::{Period, Statement},
        store,
        views::statement::StatementPage,
    },
    projects::model::deal::Party,
    promises::forms::leads::Leads,
    values::day,
    web::{
        forms::Errors,
        office::Office,
        page::{Page, render},
    },
};
use axum::{extract::State, response::Response};

/// A party asks for its own statements, whatever is typed.
fn owned(office: &Office, parties: PartiesForm) -> PartiesForm {
    let name = office.viewer.scope_name.0.clone();
    match Reach::of(&office.viewer) {
        Reach::Buyer(id) => PartiesForm { buyer: name, buyer_id: id.to_string(), ..parties },
        Reach::Supplier(id) => {
            PartiesForm { supplier: name, supplier_id: id.to_string(), ..parties }
        }
        _ => parties,
    }
}

/// `from` and `to`: this year so far, unless given.
fn period(page: &Page, errors: &mut Errors) -> Period {
    let usual = Period::usual(page.today);
    let asked = |name: &str, usual| match page.query.get(name) {
        None => Some(usual),
        Some(text) => day::parse(text),
    };
    match (asked("from", usual.from), asked("to", usual.to)) {
        (Some(from), Some(to)) if from <= to && to <= page.today => Period { from, to },
        _ => {
            let label = page.t("期间", "Period");
            let message = page.t(
                "从早到晚，不晚于今天，格式为 2020-09-28",
                "From an earlier to a later day, not after today: as 2020-09-28",
            );
            errors.add("from", label, message);
            usual
        }
    }
}

fn is_within(office: &Office, supplier: &Party) -> bool {
    match Reach::of(&office.viewer) {
        Reach::Banner(code) => supplier.banner_code.as_ref() == Some(&code),
        _ => true,
    }
}

pub async fn show(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let text = |name: &str| page.query.get(name).unwrap_or_default().to_string();
    let parties = owned(&office, PartiesForm::of(text));
    let mut errors = Errors::default();
    let period = period(&page, &mut errors);
    let mut connection = app.pool().acquire().await?;
    let leads = Leads::find(&mut connection, parties.leads()).await?;
    parties.check(&page, &leads, &mut errors);
    let statement = match (leads.meant(Side::Buyer), leads.meant(Side::Supplier)) {
        (Some(buyer), Some(supplier)) if is_within(&office, supplier) => {
            let parties = (buyer.id, supplier.id);
            Some(store::statement::find(&mut connection, parties, period).await?)
        }
        (Some(_), Some(_)) => {
            let label = page.t("供货方", "Supplier");
            errors.add("supplier", label, page.t("不属于您的旗区", "Not of your banner"));
            None
        }
        _ => None,
    };
    drop(connection);
    let whole = |statement: &Statement| !statement.is_cut();
    if statement.as_ref().is_some_and(|statement| !whole(statement)) {
        let label = page.t("期间", "Period");
        errors.add("from", label, page.t("行数太多，请缩短期间", "Too many rows: shorten it"));
    }
    let statement = statement.filter(whole);
    render(&StatementPage { page, office, parties, leads, period, statement, errors })
}
