//! /banners, /villages, /places/suggestions

mod suggestions;

use super::{
    forms,
    model::Filter,
    store,
    views::{self, Banners, ShowBanner, ShowVillage, Township, Villages},
};
use crate::{
    contracts,
    households::model::Table,
    http::{problem::Problem, routes::Routes, state::App},
    indicators::{
        self,
        actions::Ask,
        model::{Scope, Source},
    },
    journal::model::Account,
    ladder::{
        self,
        views::{Corner, LadderScope},
    },
    products::{self, views::Label},
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, place_code::PlaceCode},
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;

/// More villages than any banner has.
const ALL_VILLAGES: i64 = 2000;
const LABELS_SHOWN: i64 = 8;
const CONTRACTS_SHOWN: i64 = 8;

pub fn routes() -> Routes {
    Routes::new()
        .page("/banners", banners)
        .page("/banners/{code}", banner)
        .page("/villages", villages)
        .page("/villages/{code}", village)
        .merge(suggestions::routes())
}

/// The public household table as of a day.
pub async fn household_table(app: &App, page: &Page, day: NaiveDate) -> Result<Table, Problem> {
    let history =
        indicators::actions::household_history(app.pool(), &page.site, page.today).await?;
    Ok(history.table(day.min(page.today)))
}

async fn banners(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let day = page.as_of()?;
    let edition = page.edition_or_current()?;
    let sums = indicators::actions::by_banner(app.kept(), &page.site, edition, day).await?;
    let counts = store::banner_counts(app.kept(), edition, page.as_of_if_given()?).await?;
    let households = household_table(&app, &page, day).await?;
    render(&Banners { page, as_of: day, edition, sums, counts, households })
}

async fn banner(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let day = page.as_of()?;
    let banner = page.site.banner(&code).ok_or(Problem::NotFound)?.clone();
    let edition = page.edition().map(|edition| edition.id);
    let as_of = page.as_of_if_given()?;
    let counts = store::banner_counts(app.kept(), edition, as_of).await?;
    let counts =
        counts.into_iter().find(|row| row.banner_code == banner.code).ok_or(Problem::NotFound)?;
    let scope =
        Scope { banner: Some(banner.code.clone()), intents_of: edition, ..Scope::default() };
    let sums = indicators::actions::sums(app.kept(), &scope, day).await?;
    let table = household_table(&app, &page, day).await?;
    let households = table.banner(&banner.code).cloned().ok_or(Problem::NotFound)?;
    let of =
        indicators::actions::household_figure(app.kept(), &scope, Some(&households), day, &sums)
            .await?;
    let whose = LadderScope { query: format!("banner={code}"), ..LadderScope::default() };
    let path = format!("/banners/{code}#households");
    let corner = Corner { day, of: &of, href: &path };
    let ladder = ladder::views::ladder_with_households(&page, &whose, &sums, &corner);
    let filter = products::model::Filter {
        edition,
        banner: Some(banner.code.clone()),
        as_of,
        ..Default::default()
    };
    let cards = products::store::list(
        app.pool_for(filter.is_common()),
        &filter,
        page.today,
        LABELS_SHOWN,
        0,
    )
    .await?;
    let of_villages = Filter { banner: Some(banner.code.clone()), as_of, ..Filter::default() };
    let villages = store::villages(app.kept(), &of_villages, page.today, ALL_VILLAGES, 0).await?;
    let projects_edition =
        page.edition().map_or(String::new(), |edition| edition.short_name(page.lang));
    render(&ShowBanner {
        labels: Label::all(&page, &cards),
        townships: Township::all(&page, villages),
        page,
        banner,
        as_of: day,
        counts,
        ladder,
        households,
        projects_edition,
    })
}

async fn villages(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 60)?;
    let pool = app.pool_for(filter.search.is_none());
    let villages =
        store::villages(pool, &filter, page.today, position.size, position.offset()).await?;
    let counts = FacetCounts(store::village_counts(pool, &filter, page.today).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    list.named(
        &page,
        "township",
        store::label(app.kept(), filter.township.as_ref(), page.lang).await?,
    );
    render(&Villages { page, list, villages })
}

async fn village(
    State(app): State<App>,
    page: Page,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code: PlaceCode = code.parse().map_err(|()| Problem::NotFound)?;
    let day = page.as_of()?;
    let as_of = page.as_of_if_given()?;
    let village =
        store::village(app.kept(), &code, as_of, page.today).await?.ok_or(Problem::NotFound)?;
    let of_products =
        products::model::Filter { place: Some(village.code.clone()), as_of, ..Default::default() };
    let pool = app.pool_for(products::store::is_common(&of_products, 0));
    let cards = products::store::list(pool, &of_products, page.today, LABELS_SHOWN, 0).await?;
    let of_contracts =
        contracts::model::Filter { village: Some(village.code.clone()), ..Default::default() };
    let contracts =
        contracts::store::list(app.kept(), &of_contracts, day, CONTRACTS_SHOWN, 0).await?;
    let scope = Scope { village: Some(village.code.clone()), ..Scope::default() };
    let sources =
        &[Source::Journal(Account::ContractCurrent), Source::Journal(Account::PurchaseAccepted)];
    let ask = Ask { pool: app.pool(), site: &page.site, today: page.today, scope: &scope, sources };
    let facts =
        indicators::actions::facts(&ask, &[scope.on(day)]).await?.pop().ok_or(Problem::NotFound)?;
    let goods = facts.place.unwrap_or_default().under_contract;
    let supplied = facts.sums().contracts;
    render(&ShowVillage {
        labels: Label::all(&page, &cards),
        page,
        as_of: day,
        village,
        contracts,
        supplied,
        goods,
    })
}
