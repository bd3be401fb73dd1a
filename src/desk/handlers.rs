//! /admin, /my, /admin/audit

use super::{
    actions, forms,
    views::{ENTRIES, Index, Search, Trail},
};
use crate::{
    audit::{
        self,
        model::{Event, Filter},
    },
    exhibitors,
    identity::{
        actions::Desk,
        model::{
            permissions::Action::{ReadTrail, SeeDesk, SeeOwnHome},
            role::{Role, Scope as Reach},
        },
        store::saved,
    },
    indicators::{self, model::Scope},
    kit::{
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, render},
        problem::Problem,
        routes::{Routes, Rule},
        state::App,
        table::{Column, export::OfficeList},
    },
    ladder::{self, views::Whose},
};
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

const EVENTS_SHOWN: i64 = 12;
/// Beyond this the trail is not counted for a page.
const MOST_COUNTED: i64 = 10_000;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Rule::May(SeeDesk), "/admin", index)
        .page_for(Rule::May(SeeOwnHome), "/my", index)
        .page_for(Rule::May(ReadTrail), "/admin/audit", trail)
        .sheets_for::<Entries>(Rule::May(ReadTrail))
        .page_for(Rule::May(SeeDesk), "/admin/search", search)
}

async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let (scope, query) = reach(&office);
    let sums = indicators::actions::sums(app.pool(), &scope, page.today).await?;
    let whose = Whose { query, projects_query: "edition=all".into(), ..Whose::default() };
    let ladder = office.viewer.scope.village().is_none().then(|| ladder::views::ladder(&page, &whose, &sums));
    let waiting = actions::waiting(Desk { pool: app.pool(), now: app.now() }, &office.viewer, page.today).await?;
    let events = match office.may(ReadTrail) {
        true => audit::store::list(app.pool(), &Filter::default(), EVENTS_SHOWN, 0).await?,
        false => Vec::new(),
    };
    let public_page = match (office.viewer.role, &office.viewer.scope) {
        (Role::Supplier, Reach::Organisation(id)) => exhibitors::store::latest_of(app.pool(), *id).await?.map(|id| id.path()),
        (Role::Buyer, Reach::Organisation(id)) => Some(id.buyer_path()),
        (_, Reach::Village(code) | Reach::Banner(code)) => Some(code.path()),
        _ => None,
    };
    let saved = if office.may(SeeDesk) { saved::of_user(app.pool(), office.viewer.user).await? } else { Vec::new() };
    render(&Index { page, office, ladder, sums, waiting, events, saved, public_page })
}

/// Whose ledgers somebody begins with, and the filter that opens their lists.
fn reach(office: &Office) -> (Scope, String) {
    let all = Scope::default();
    match (&office.viewer.scope, office.viewer.role) {
        (Reach::Organisation(id), Role::Buyer) => (Scope { buyer: Some(*id), ..all }, format!("buyer={id}")),
        (Reach::Organisation(id), _) => (Scope { supplier: Some(*id), ..all }, format!("supplier={id}")),
        (Reach::Village(code), _) => (Scope { village: Some(code.clone()), ..all }, format!("village={code}")),
        (Reach::Banner(code), _) => (Scope { banner: Some(code.clone()), ..all }, format!("banner={code}")),
        (Reach::All, _) => (all, String::new()),
    }
}

async fn trail(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 50)?;
    let events = audit::store::list(app.pool(), &filter, position.size, position.offset()).await?;
    let counted = audit::store::count(app.pool(), &filter, MOST_COUNTED).await?;
    let mut list = Listing::new(&page, counted.min(MOST_COUNTED), Paging::new(&page, position, counted));
    list.or_more = counted > MOST_COUNTED;
    render(&Trail { page, office, list, events })
}

/// The same entries as a sheet.
struct Entries;

impl OfficeList for Entries {
    const PATH: &'static str = "/admin/audit";
    type Row = Event;
    type Filter = Filter;
    const COLUMNS: &'static [Column<Event>] = ENTRIES;

    async fn filter(_: &App, page: &Page, _: &Office) -> Result<Filter, Problem> {
        Ok(forms::filter(page)?)
    }

    fn rows<'c>(connection: &'c mut PgConnection, filter: &'c Filter) -> BoxStream<'c, sqlx::Result<Event>> {
        audit::store::all(connection, filter)
    }
}

async fn search(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let typed = page.query.typed()?.unwrap_or_default().to_string();
    let groups = match page.search()?.filter(|search| !search.is_of_nothing()) {
        Some(search) => actions::search::found(app.pool(), &office.viewer, (&search, &typed), page.today).await?,
        None => Vec::new(),
    };
    render(&Search { page, office, typed, groups })
}
