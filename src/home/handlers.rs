//! /

use super::views::{Empty, Index};
use crate::{
    fairs::{
        self,
        views::{Outcome, When},
    },
    http::{problem::Problem, routes::Routes, state::App},
    indicators::{
        self,
        actions::Ask,
        model::{Scope, Source},
    },
    ladder::{
        self,
        views::{Corner, LadderScope},
    },
    places::{
        self, household_table,
        views::{Atlas, ByBanner, Shading},
    },
    products::{self, model::Category, views::Label},
    projects,
    site::model::Edition,
    values::{facet::FacetCounts, ids::EditionId},
    web::page::{Page, render},
};
use axum::{
    extract::State,
    response::{Redirect, Response},
};

const LABELS_SHOWN: i64 = 6;
const SIGNINGS_SHOWN: i64 = 5;

pub fn routes() -> Routes {
    Routes::new().page("/", index).plain("/en", || async { Redirect::permanent("/en/") })
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    match page.edition().cloned() {
        Some(edition) => show(app, page, edition).await,
        None => render(&Empty { page }),
    }
}

async fn show(app: App, page: Page, edition: Edition) -> Result<Response, Problem> {
    let shading = page.query.read::<Shading>("figure")?.unwrap_or(Shading::Purchase);
    // The figures of the edition, and those of the city.
    let points = [
        Scope { edition: Some(edition.id), ..Scope::default() }.on(page.today),
        Scope::default().on(page.today),
    ];
    let sources = [Outcome::SOURCES, &[Source::Villages, Source::Payments]].concat();
    let ask = Ask {
        pool: app.kept(),
        site: &page.site,
        today: page.today,
        scope: &Scope::default(),
        sources: &sources,
    };
    let facts = indicators::actions::facts(&ask, &points).await?;
    let [of_edition, of_city] = &facts[..] else { return Err(Problem::NotFound) };
    let zones = fairs::store::zones(app.kept(), edition.id).await?;
    let by_banner =
        indicators::actions::by_banner(app.kept(), &page.site, Some(edition.id), page.today)
            .await?;
    let counts = places::store::banner_counts(app.kept(), Some(edition.id), None).await?;
    let households = household_table(&app, &page, page.today).await?;
    let of = indicators::actions::household_figure(
        app.kept(),
        &Scope::default(),
        Some(&households.city),
        page.today,
        &of_city.sums(),
    )
    .await?;
    // The intents of one ceremony beside the ledgers of the programme.
    let sums = of_city.sums().with_intents_of(of_edition.sums());
    let whose = LadderScope { at_home: true, paid: of_city.paid, ..LadderScope::default() };
    let corner = Corner { day: page.today, of: &of, href: "/banners#households" };
    let ladder = ladder::views::ladder_with_households(&page, &whose, &sums, &corner);
    let (labels, categories) = shown_products(&app, &page, edition.id).await?;
    let signings = signings(&app, edition.id).await?;
    let atlas = Atlas::new(
        &page,
        shading,
        &ByBanner { sums: &by_banner, counts: &counts, households: &households },
    );
    render(&Index {
        villages: of_city.contract_villages,
        outcome: Outcome::of(of_edition),
        when: When::new(&page, &edition),
        labels,
        page,
        edition,
        ladder,
        atlas,
        categories,
        signings,
        zones,
    })
}

/// A few products of the edition, and the number in each category.
async fn shown_products(
    app: &App,
    page: &Page,
    edition: EditionId,
) -> Result<(Vec<Label>, Vec<(&'static Category, i64)>), Problem> {
    let filter = products::model::Filter { edition: Some(edition), ..Default::default() };
    let pool = app.pool_for(filter.is_common());
    let cards = products::store::list(pool, &filter, page.today, LABELS_SHOWN, 0).await?;
    let pool = app.pool_for(filter.is_counted());
    let counts = FacetCounts(products::store::counts(pool, &filter, page.today, 0).await?);
    let categories = Category::top()
        .map(|category| (category, counts.get("category", &category.code)))
        .filter(|(_, n)| *n > 0)
        .collect();
    Ok((Label::all(page, &cards), categories))
}

/// The latest projects of the edition.
async fn signings(app: &App, edition: EditionId) -> Result<Vec<projects::model::Row>, Problem> {
    let filter = projects::model::Filter {
        edition: Some(edition),
        order: projects::model::Order::Latest,
        ..Default::default()
    };
    // The filter is always the same, and so is the plan.
    Ok(projects::store::list(app.kept(), &filter, SIGNINGS_SHOWN, 0).await?)
}
