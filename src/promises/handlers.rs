//! The pages of promises in the office, and the acts on them.

mod acts;
mod entering;
pub mod flashes;
mod refusals;

pub use acts::{led, page_of, show, sign, terminate, void};
pub use entering::{create, update};
pub use refusals::{of_source, said, said_of_ending};

use super::{
    actions::{Refusal, Ruled},
    forms::paper::PaperForm,
    model::Draft,
    views::{Index, Typed, Words},
};
use crate::{
    http::{problem::Problem, state::App},
    ui::{
        lists::Listing,
        table::{self, Table, export::OfficeList},
    },
    web::{
        conflict::Pair,
        forms::Errors,
        office::{Office, OfficePage},
        page::{Page, refused, render},
    },
};
use askama::Template;
use axum::response::Response;
use serde::de::DeserializeOwned;

/// The pages of a noun.
pub trait PromisePage: Ruled + OfficeList<Row = Self> {
    type Form: DeserializeOwned + Send + Sync;
    /// What the names and numbers in a form may mean.
    type Found: Send + Sync;
    const WORDS: &'static Words;

    /// The form of a draft, as it was saved.
    fn form(&self) -> Self::Form;

    fn paper_of(form: &Self::Form) -> &PaperForm;

    /// The form as it comes back unsaved, if that was asked for.
    fn rearranged(_: &Self::Form) -> Option<Self::Form> {
        None
    }

    fn found(
        app: &App,
        form: &Self::Form,
    ) -> impl Future<Output = Result<Self::Found, Problem>> + Send;

    fn parse(
        page: &Page,
        form: &Self::Form,
        found: &Self::Found,
    ) -> Result<Draft<Self::Terms>, Errors>;

    /// Each field of the stored version and of the later one.
    fn pairs(page: &Page, kept: &Self::Form, mine: &Self::Form) -> Vec<Pair>;

    /// Why this noun alone refuses it.
    fn said_of(page: &Page, fault: Self::Fault) -> Errors;

    /// The page of a draft, or of a new one.
    fn edit(
        app: &App,
        asked: OfficePage,
        record: Option<Self>,
        form: Self::Form,
        typed: Typed,
    ) -> impl Future<Output = Result<Response, Problem>> + Send;

    /// The page of a signed one.
    fn signed(
        self,
        app: &App,
        asked: OfficePage,
        typed: Typed,
    ) -> impl Future<Output = Result<Response, Problem>> + Send;
}

impl<Fault> From<Refusal<Fault>> for Problem {
    fn from(refusal: Refusal<Fault>) -> Self {
        match refusal {
            Refusal::Database(error) => error.into(),
            _ => Self::NotFound,
        }
    }
}

/// The record with this number, if the viewer's scope has it.
pub async fn load<P: PromisePage>(app: &App, office: &Office, id: &str) -> Result<P, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let mut connection = app.pool().acquire().await?;
    P::find(&mut connection, id, office.viewer.scope.banner()).await?.ok_or(Problem::NotFound)
}

/// A page with forms: refused, if something in them is wrong.
pub fn answer(view: &impl Template, errors: &Errors) -> Result<Response, Problem> {
    if errors.is_empty() { render(view) } else { refused(view) }
}

/// The list, as narrowed and counted before.
pub async fn index<P: PromisePage>(
    app: &App,
    OfficePage { page, office }: OfficePage,
    list: Listing,
    records: &[P],
) -> Result<Response, Problem> {
    let saved = table::saved(app, &page, &office).await?;
    let name = P::WORDS.list.0;
    let table = Table::new(&page, page.t(name.0, name.1), P::COLUMNS, records)
        .with_saved(&saved)
        .render()?;
    render(&Index { page, office, list, words: P::WORDS, table })
}
