//! What officers and organisers see of products, and what they let through.

use crate::{
    audit::{self, model::nouns::Noun},
    identity::model::Viewer,
    kit::{
        body::Form,
        forms::{DecisionForm, Errors},
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
        table::{self, Column, export::OfficeList},
    },
    photos,
    products::{
        actions::{self, Decision, Refusal},
        model::{
            Category,
            selling::{Order, Own, State, Whose},
        },
        store::{office, selling},
        views::selling::{COLUMNS, Review, Reviewed, office_facets},
    },
    values::{facet::FacetCounts, ids::ProductId},
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// A banner's officer sees the products of its suppliers; others see all.
pub(super) fn scope(viewer: &Viewer) -> Whose {
    Whose { banner: viewer.scope.banner().cloned(), ..Whose::default() }
}

/// The scope as the query string narrows it.
fn matching(page: &Page, office: &Office) -> Result<Whose, Problem> {
    let scope = scope(&office.viewer);
    let banner = match scope.banner {
        Some(own) => Some(own),
        None => page.banner_filter()?,
    };
    let category = page
        .query
        .get("category")
        .filter(|code| Category::find(code).is_some())
        .map(str::to_string);
    let order = page.query.read("sort")?.unwrap_or_default();
    Ok(Whose {
        banner,
        category,
        state: page.query.read("state")?,
        search: page.search()?,
        order,
        organisation: None,
    })
}

/// The list as a sheet.
pub struct Products;

impl OfficeList for Products {
    const PATH: &'static str = "/admin/products";
    type Row = Own;
    type Filter = Whose;
    const COLUMNS: &'static [Column<Own>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<Whose, Problem> {
        matching(page, office)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c Whose,
    ) -> BoxStream<'c, sqlx::Result<Own>> {
        office::all(connection, whose)
    }
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let whose = matching(&page, &office)?;
    let position = Position::read(&page.query, 50)?;
    let within = office.viewer.scope.banner().cloned();
    let counts = FacetCounts(office::counts(app.pool(), &whose, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    // Nobody walks a list to beyond its end.
    let products = match list.pages.is_past_the_end() {
        true => Vec::new(),
        false => office::list(app.pool(), &whose, position.size, position.offset()).await?,
    };
    office_facets(&page, &mut list, &counts, within.is_none());
    list.sorts(&page, whose.order.code(), &Order::NAMES);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Review { page, office, list, products, saved })
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let product = load(&app, &office.viewer, &id).await?;
    render(&reviewed(&app, page, office, product).await?)
}

async fn reviewed(
    app: &App,
    page: Page,
    office: Office,
    product: Own,
) -> Result<Reviewed, Problem> {
    let photos = photos::store::of_product(app.pool(), product.id).await?;
    let history = audit::history(app, &page, Noun::Products, product.id).await?;
    Ok(Reviewed {
        page,
        office,
        product,
        photos,
        history,
        note: String::new(),
        errors: Errors::default(),
    })
}

async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<Own, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    selling::find(app.pool(), &scope(viewer), id).await?.ok_or(Problem::NotFound)
}

pub async fn publish(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    let product = load(&app, &office.viewer, &id).await?;
    decide(&app, &page, &office, (product.id, form.version()), Decision::Publish).await
}

/// Back to its supplier: what waits, or what is public already.
pub async fn give_back(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    let product = load(&app, &office.viewer, &id).await?;
    let Some(note) = form.word() else {
        let message = page.t(
            "写一句话：要改什么，最多 200 个字",
            "A sentence on what to mend, 200 characters at most",
        );
        let errors = Errors::one("note", page.t("原因", "Why"), message);
        return refused(&Reviewed {
            note: form.note,
            errors,
            ..reviewed(&app, page, office, product).await?
        });
    };
    let decision = if product.state == State::Published {
        Decision::TakeDown(&note)
    } else {
        Decision::Return(&note)
    };
    decide(&app, &page, &office, (product.id, form.version()), decision).await
}

/// Only what was looked at: what its supplier changed meanwhile is looked at again.
async fn decide(
    app: &App,
    page: &Page,
    office: &Office,
    (id, version): (ProductId, i32),
    decision: Decision<'_>,
) -> Result<Response, Problem> {
    match actions::decide(
        app.pool(),
        &office.viewer,
        (&scope(&office.viewer), id),
        Some(version),
        decision,
    )
    .await
    {
        Ok(()) => Ok(said(decision).at(&page.href("/admin/products?state=submitted"))),
        Err(Refusal::NotNow(State::Submitted)) => {
            Ok(Said::LookAgain.at(&page.href(format!("/admin{}", id.path()))))
        }
        Err(Refusal::NotNow(_)) => {
            Ok(Said::NotNow.at(&page.href("/admin/products?state=submitted")))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// To who decided.
fn said(decision: Decision<'_>) -> Said {
    match decision {
        Decision::Publish => Said::Published,
        Decision::Return(_) => Said::Returned,
        Decision::TakeDown(_) => Said::TakenDown,
        Decision::Withdraw => Said::Withdrawn,
    }
}
