//! /search

use super::views::{Group, Hit, Marked, Show};
use crate::{
    agreements, brands, contracts, exhibitors,
    kit::{
        page::{Page, render},
        problem::Problem,
        query::Query,
        routes::Routes,
        state::App,
    },
    organisations, places, products, projects,
    values::search_text::SearchQuery,
};
use axum::{extract::State, response::Response};

/// Of each kind; one more is asked for, to know whether there is more.
const SHOWN: usize = 5;
const ASKED: i64 = SHOWN as i64 + 1;

pub fn routes() -> Routes {
    Routes::new().page("/search", show)
}

async fn show(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let typed = page.query.get("q").unwrap_or_default().to_string();
    let groups = match page.query.search()? {
        Some(search) => groups(&app, &page, &search).await?,
        None => Vec::new(),
    };
    render(&Show { page, typed, groups })
}

async fn groups(app: &App, page: &Page, search: &SearchQuery) -> Result<Vec<Group>, Problem> {
    let groups = vec![
        of_banners(page, search),
        of_products(app, page, search).await?,
        of_exhibitors(app, page, search).await?,
        of_projects(app, page, search).await?,
        of_agreements(app, page, search).await?,
        of_contracts(app, page, search).await?,
        of_villages(app, page, search).await?,
        of_brands(app, page, search).await?,
        of_buyers(app, page, search).await?,
    ];
    Ok(groups.into_iter().filter(|group| !group.hits.is_empty()).collect())
}

/// `list`: the path of the whole list, which takes the same `q`.
fn group(page: &Page, id: &'static str, title: (&str, &str), list: &str, mut hits: Vec<Hit>) -> Group {
    let more = hits.len() > SHOWN;
    hits.truncate(SHOWN);
    let query = page.query.get("q").map(|q| Query::default().with("q", q).suffix()).unwrap_or_default();
    Group { id, title: page.t(title.0, title.1).to_string(), hits, all: more.then(|| page.href(format!("{list}{query}"))) }
}

fn hit(page: &Page, path: &str, name: &str, below: Vec<String>) -> Hit {
    let typed = page.query.get("q").unwrap_or_default();
    Hit {
        href: page.href(path), name: Marked::new(name, typed), below: below.join(page.t("·", " · ")), figure: None, aside: String::new()
    }
}

fn of_banners(page: &Page, search: &SearchQuery) -> Group {
    let matching = page.site.banners.iter().filter(|banner| banner.is_meant_by(&search.folded));
    let hits = matching.map(|banner| hit(page, &banner.code.path(), banner.name(page.lang), vec![banner.code.to_string()]));
    group(page, "banners", ("旗区", "Banners"), "/banners", hits.collect())
}

async fn of_products(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let edition = page.edition().map(|edition| edition.id);
    let filter = products::model::Filter { edition, search: Some(search.clone()), ..Default::default() };
    let rows = products::store::list(app.pool(), &filter, page.today, ASKED, 0).await?;
    let hits = rows.iter().map(|row| {
        let category = products::model::Category::find(&row.category_code).map_or("", |category| category.name(page.lang));
        let below = vec![category.to_string(), page.t(&row.origin, &row.origin_en).to_string()];
        Hit { aside: format!("{} {}", page.number(&row.price), page.per(&row.unit_code)), ..hit(page, &row.id.path(), &row.name, below) }
    });
    Ok(group(page, "products", ("产品", "Products"), "/products", hits.collect()))
}

async fn of_exhibitors(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let edition = page.edition().map(|edition| edition.id);
    let filter = exhibitors::model::Filter { edition, search: Some(search.clone()), ..Default::default() };
    let rows = exhibitors::store::list(app.pool(), &filter, page.today, ASKED, 0).await?;
    let hits = rows.iter().map(|row| {
        let below = vec![row.kind.name(page.lang).to_string(), page.t(&row.division, &row.division_en).to_string()];
        Hit { aside: row.booth_code.clone().unwrap_or_default(), ..hit(page, &row.id.path(), &row.name, below) }
    });
    Ok(group(page, "exhibitors", ("展商", "Exhibitors"), "/exhibitors", hits.collect()))
}

async fn of_projects(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let filter = projects::model::Filter { search: Some(search.clone()), order: projects::model::Order::Latest, ..Default::default() };
    let rows = projects::store::list(app.pool(), &filter, ASKED, 0).await?;
    let hits = rows.iter().map(|row| Hit {
        figure: Some(row.amount.figure()),
        ..hit(page, &row.id.path(), &row.title, vec![row.number.clone(), page.day(&row.signed_on), row.stage.name(page.lang).to_string()])
    });
    let mut group = group(page, "projects", ("签约项目", "Signed projects"), "/projects", hits.collect());
    group.all = group.all.map(|href| format!("{href}&edition=all"));
    Ok(group)
}

async fn of_agreements(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let filter = agreements::model::Filter { search: Some(search.clone()), ..Default::default() };
    let rows = agreements::store::list(app.pool(), &filter, page.today, ASKED, 0).await?;
    let hits = rows.iter().map(|row| {
        let aside = if row.ceiling.is_none() { page.t("未约定上限", "no ceiling set") } else { "" };
        let below = vec![row.number.clone(), page.day(&row.signed_on), row.state.name(page.lang).to_string()];
        Hit {
            figure: row.ceiling.map(|ceiling| ceiling.figure()),
            aside: aside.to_string(),
            ..hit(page, &row.id.path(), &row.title, below)
        }
    });
    Ok(group(page, "agreements", ("框架协议", "Framework agreements"), "/agreements", hits.collect()))
}

async fn of_contracts(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let filter = contracts::model::Filter { search: Some(search.clone()), ..Default::default() };
    let rows = contracts::store::list(app.pool(), &filter, page.today, ASKED, 0).await?;
    let hits = rows.iter().map(|row| Hit {
        figure: Some(row.amount.figure()),
        ..hit(page, &row.id.path(), &row.title, vec![row.number.clone(), page.day(&row.signed_on), row.state.name(page.lang).to_string()])
    });
    Ok(group(page, "contracts", ("采购合同", "Contracts"), "/contracts", hits.collect()))
}

async fn of_villages(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let filter = places::model::Filter { search: Some(search.clone()), ..Default::default() };
    let rows = places::store::villages(app.pool(), &filter, ASKED, 0).await?;
    let hits = rows.iter().map(|row| {
        let name = if page.zh() { &row.full_name } else { &row.full_name_en };
        hit(page, &row.code.path(), name, vec![page.banner_name(&row.banner_code).to_string(), row.township(page.lang).to_string()])
    });
    Ok(group(page, "villages", ("嘎查村", "Villages"), "/villages", hits.collect()))
}

async fn of_brands(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let filter = brands::model::Filter { search: Some(search.clone()), ..Default::default() };
    let rows = brands::store::list(app.pool(), &filter, ASKED, 0).await?;
    let hits = rows.iter().map(|row| {
        let home = row.banner_code.as_ref().map_or(page.city().to_string(), |code| page.banner_name(code).to_string());
        hit(page, &row.id.path(), &row.name, vec![home])
    });
    Ok(group(page, "brands", ("品牌", "Brands"), "/brands", hits.collect()))
}

async fn of_buyers(app: &App, page: &Page, search: &SearchQuery) -> Result<Group, Problem> {
    let filter = organisations::model::BuyerFilter { search: Some(search.clone()), ..Default::default() };
    let rows = organisations::store::buyers(app.pool(), &filter, page.today, ASKED, 0).await?;
    let hits = rows.iter().map(|row| hit(page, &row.id.buyer_path(), &row.name, vec![row.kind.name(page.lang).to_string()]));
    Ok(group(page, "buyers", ("采购单位", "Buyers"), "/buyers", hits.collect()))
}
