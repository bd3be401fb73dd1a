//! /admin, /my, /admin/audit

use super::{
    actions, forms,
    views::{ENTRIES, Index, Search, Trail, facets},
};
use crate::{
    audit::{
        self,
        model::{Entry, Filter},
        views::{Line, office_path},
    },
    exhibitors,
    identity::{
        actions::Context,
        model::{
            permissions::Action::{ReadTrail, SeeDesk, SeeOwnHome},
            role::{Role, Scope as Reach},
        },
        store::saved,
    },
    indicators::{
        self,
        model::{Paid, Scope},
    },
    kit::{
        lists::{Listing, Position},
        office::Office,
        page::{Page, render},
        problem::Problem,
        routes::{Access, Routes},
        state::App,
        table::{self, Column, export::OfficeList},
    },
    ladder::{self, views::LadderScope},
    values::facet::FacetCounts,
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
        .page_for(Access::Requires(SeeDesk), "/admin", index)
        .page_for(Access::Requires(SeeOwnHome), "/my", index)
        .page_for(Access::Requires(ReadTrail), "/admin/audit", trail)
        .sheets_for::<Entries>(Access::Requires(ReadTrail))
        .page_for(Access::Requires(SeeDesk), "/admin/search", search)
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
    let waiting =
        actions::waiting(Context { pool: app.pool(), now: app.now() }, &office.viewer, page.today)
            .await?;
    let lines = if office.may(ReadTrail) { latest(&app, &page).await? } else { Vec::new() };
    let public_page = match (office.viewer.role, &office.viewer.scope) {
        (Role::Supplier, Reach::Organisation(id)) => {
            exhibitors::store::latest_of(app.pool(), *id).await?.map(|id| id.path())
        }
        (Role::Buyer, Reach::Organisation(id)) => Some(id.buyer_path()),
        (_, Reach::Village(code) | Reach::Banner(code)) => Some(code.path()),
        _ => None,
    };
    let saved = if office.may(SeeDesk) {
        saved::of_user(app.pool(), office.viewer.user).await?
    } else {
        Vec::new()
    };
    render(&Index { page, office, ladder, sums, waiting, lines, saved, public_page })
}

/// The latest acts of all users.
async fn latest(app: &App, page: &Page) -> Result<Vec<Line>, Problem> {
    let mut connection = app.pool().acquire().await?;
    let events = audit::store::list(&mut *connection, &Filter::default(), EVENTS_SHOWN, 0).await?;
    let entries = audit::actions::entries(&mut connection, events).await?;
    Ok(entries
        .iter()
        .map(|entry| Line::of(page, entry).leading_to(office_path(page, entry)))
        .collect())
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
    let entries = audit::actions::entries(&mut connection, events).await?;
    let counts = FacetCounts(audit::store::facets::counts(&mut connection, &filter).await?);
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
    type Row = Entry;
    type Filter = Filter;
    const COLUMNS: &'static [Column<Entry>] = ENTRIES;

    async fn filter(_: &App, page: &Page, _: &Office) -> Result<Filter, Problem> {
        Ok(forms::filter(page)?)
    }

    /// In batches, each from the end of the last one: the names are looked up in between.
    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c Filter,
    ) -> BoxStream<'c, sqlx::Result<Entry>> {
        let some =
            move |(connection, before): (&'c mut PgConnection, Option<i64>)| async move {
                let filter = Filter { before, ..filter.clone() };
                let events = audit::store::list(&mut *connection, &filter, BATCH, 0).await?;
                let entries = audit::actions::entries(connection, events).await?;
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
        Some(search) => {
            actions::search::found(app.pool(), &office.viewer, (&search, &typed), page.today)
                .await?
        }
        None => Vec::new(),
    };
    render(&Search { page, office, typed, groups })
}
