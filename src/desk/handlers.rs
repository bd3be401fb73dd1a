//! /admin, /my, /admin/audit

use super::{
    forms,
    views::{self, ENTRIES, Index, Trail, facets},
};
use crate::{
    audit::{
        self,
        model::{
            Entry, Filter,
            records::{Record, Records},
            trail::TRAIL,
        },
        views::{Line, office_path},
    },
    exhibitors,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::{
        model::{
            permissions::{READ_TRAIL, SEE_DESK, SEE_OWN_HOME},
            role::{Role, Scope as Reach},
        },
        store::saved,
    },
    indicators::{
        self,
        model::{Paid, Scope},
    },
    ladder::{self, views::LadderScope},
    ui::{
        lists::{Listing, Position},
        table::{self, Column, export::OfficeList},
    },
    values::facet::FacetCounts,
    web::{
        declaration::desk::{DeskContext, Search},
        office::Office,
        page::{Page, render},
    },
};
use axum::{extract::State, response::Response};
use futures_util::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use sqlx::PgConnection;

const EVENTS_SHOWN: i64 = 12;
/// Entries that a sheet reads at a time.
const BATCH: i64 = 500;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(SEE_DESK), "/admin", index)
        .page_for(Access::Requires(SEE_OWN_HOME), "/my", index)
        .page_for(Access::Requires(READ_TRAIL), "/admin/audit", trail)
        .sheets_for::<Entries>(Access::Requires(READ_TRAIL))
        .page_for(Access::Requires(SEE_DESK), "/admin/search", search)
}

async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let (scope, query) = reach(&office);
    let sums = indicators::actions::office_sums(app.pool(), &scope, page.today).await?;
    let paid = Paid::Every { amount: sums.payment, accepted: sums.purchase };
    let whose =
        LadderScope { query, projects_query: "edition=all".into(), paid, ..LadderScope::default() };
    let ladder = office
        .viewer
        .scope
        .village()
        .is_none()
        .then(|| ladder::views::ladder(&page, &whose, &sums));
    let waiting = app.declarations().waiting(desk(&app, &page, &office)).await?;
    let lines = if office.may(READ_TRAIL) { latest(&app, &page).await? } else { Vec::new() };
    let public_page = match (office.viewer.role, &office.viewer.scope) {
        (Role::Supplier, Reach::Organisation(id)) => {
            exhibitors::store::latest_of(app.pool(), *id).await?.map(|id| id.path())
        }
        (Role::Buyer, Reach::Organisation(id)) => Some(id.buyer_path()),
        (_, Reach::Village(code) | Reach::Banner(code)) => Some(code.path()),
        _ => None,
    };
    let saved = if office.may(SEE_DESK) {
        saved::of_user(app.pool(), office.viewer.user).await?
    } else {
        Vec::new()
    };
    render(&Index { page, office, ladder, sums, waiting, lines, saved, public_page })
}

fn desk<'a>(app: &'a App, page: &Page, office: &'a Office) -> DeskContext<'a> {
    DeskContext { pool: app.pool(), viewer: &office.viewer, today: page.today, now: app.now() }
}

/// The latest acts of all users.
async fn latest(app: &App, page: &Page) -> Result<Vec<Line>, Problem> {
    let mut connection = app.pool().acquire().await?;
    let events = audit::store::list(&mut *connection, &Filter::default(), EVENTS_SHOWN, 0).await?;
    let entries = audit::actions::entries(&mut connection, app.records(), events).await?;
    Ok(entries.iter().map(|entry| Line::of(page, entry).leading_to(office_path(entry))).collect())
}

/// The scope of the user's ledgers, and the filter of their lists.
fn reach(office: &Office) -> (Scope, String) {
    let all = Scope::default();
    match (&office.viewer.scope, office.viewer.role) {
        (Reach::Organisation(id), Role::Buyer) => {
            (Scope { buyer: Some(*id), ..all }, format!("buyer={id}"))
        }
        (Reach::Organisation(id), _) => {
            (Scope { supplier: Some(*id), ..all }, format!("supplier={id}"))
        }
        (Reach::Village(code), _) => {
            (Scope { village: Some(code.clone()), ..all }, format!("village={code}"))
        }
        (Reach::Banner(code), _) => {
            (Scope { banner: Some(code.clone()), ..all }, format!("banner={code}"))
        }
        (Reach::All, _) => (all, String::new()),
    }
}

async fn trail(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 50)?;
    let mut connection = app.pool().acquire().await?;
    let events =
        audit::store::list(&mut *connection, &filter, position.size, position.offset()).await?;
    let entries = audit::actions::entries(&mut connection, app.records(), events).await?;
    let counts =
        FacetCounts(audit::store::facets::counts(&mut connection, app.records(), &filter).await?);
    drop(connection);
    let mut list = Listing::counted(&page, &counts, position);
    facets(&page, &mut list, &counts, &filter);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Trail { page, office, list, entries, saved })
}

/// The list as a sheet.
struct Entries;

impl OfficeList for Entries {
    const PATH: &'static str = "/admin/audit";
    const LISTS: &'static Record = &TRAIL;
    type Row = Entry;
    /// With the kinds of records that it may name.
    type Filter = (Filter, Records);
    const COLUMNS: &'static [Column<Entry>] = ENTRIES;

    async fn filter(app: &App, page: &Page, _: &Office) -> Result<Self::Filter, Problem> {
        Ok((forms::filter(page)?, app.records().clone()))
    }

    /// In batches, each from the end of the last one: the names are looked up in between.
    fn rows<'c>(
        connection: &'c mut PgConnection,
        (filter, kinds): &'c (Filter, Records),
    ) -> BoxStream<'c, sqlx::Result<Entry>> {
        let some =
            move |(connection, before): (&'c mut PgConnection, Option<i64>)| async move {
                let filter = Filter { before, ..filter.clone() };
                let events = audit::store::list(&mut *connection, &filter, BATCH, 0).await?;
                let entries = audit::actions::entries(connection, kinds, events).await?;
                let last = entries.last().map(|entry| entry.event.id);
                Ok::<_, sqlx::Error>(last.map(|last| {
                    (stream::iter(entries.into_iter().map(Ok)), (connection, Some(last)))
                }))
            };
        stream::try_unfold((connection, filter.before), some).try_flatten().boxed()
    }
}

async fn search(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let typed = page.query.typed()?.unwrap_or_default().to_string();
    let groups = match page.search()?.filter(|search| !search.is_of_nothing()) {
        Some(query) => {
            let desk = desk(&app, &page, &office);
            app.declarations().found(Search { desk, query: &query, typed: &typed }).await?
        }
        None => Vec::new(),
    };
    render(&views::Search { page, office, typed, groups })
}
