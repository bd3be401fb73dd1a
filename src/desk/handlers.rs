//! /admin, /my, /admin/audit

use super::{
    actions, forms,
    model::sheet,
    views::{Index, Trail},
};
use crate::{
    audit::{
        self,
        model::{Act, Filter, NewEvent},
    },
    exhibitors,
    identity::{
        actions::Desk,
        model::{
            permissions::Action::{ReadTrail, SeeDesk, SeeOwnHome},
            role::{Role, Scope as Reach},
        },
    },
    indicators::{self, model::Scope},
    kit::{
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, render},
        problem::Problem,
        routes::{Routes, Rule},
        state::App,
    },
    ladder::{self, views::Whose},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;

const EVENTS_SHOWN: i64 = 12;
/// Entries of the sheet that are read at a time.
const ROWS: i64 = 2_000;
/// Beyond this the trail is not counted for a page.
const MOST_COUNTED: i64 = 10_000;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Rule::May(SeeDesk), "/admin", index)
        .page_for(Rule::May(SeeOwnHome), "/my", index)
        .page_for(Rule::May(ReadTrail), "/admin/audit", trail)
        .plain_for(Rule::May(ReadTrail), "/admin/audit.csv", trail_as_csv)
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
    render(&Index { page, office, ladder, sums, waiting, events, public_page })
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

/// Where the sheet is to go on.
struct Rest {
    app: App,
    filter: Filter,
}

/// The same entries as a sheet, written while it is sent; that it was taken is in the trail too.
async fn trail_as_csv(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let actor = office.viewer.actor();
    let export = NewEvent::without_record(&actor, Act::Export, "audit", page.query.suffix());
    audit::store::record(&mut *app.pool().acquire().await?, &export).await?;
    let first = audit::store::list(app.pool(), &filter, ROWS, 0).await?;
    let head = format!("{}{}", sheet::HEAD, sheet::rows(&first));
    let rest = Rest { app, filter: Filter { before: first.last().map(|event| event.id), ..filter } };
    let rows = stream::unfold((Some(head), Some(rest)), |(begun, rest)| async move {
        match begun {
            Some(begun) => Some((Ok(begun), (None, rest))),
            None => further(rest?).await.map(|(rows, rest)| (rows, (None, rest))),
        }
    });
    let mut response = Body::from_stream(rows).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit.csv\""));
    Ok(response)
}

/// The next rows, and where to go on; after a failure nowhere, and the connection is cut, so that nobody takes
/// half a trail for all of it.
async fn further(Rest { app, filter }: Rest) -> Option<(sqlx::Result<String>, Option<Rest>)> {
    filter.before?;
    match audit::store::list(app.pool(), &filter, ROWS, 0).await {
        Ok(events) if events.is_empty() => None,
        Ok(events) => {
            let filter = Filter { before: events.last().map(|event| event.id), ..filter };
            Some((Ok(sheet::rows(&events)), Some(Rest { app, filter })))
        }
        Err(error) => Some((Err(error), None)),
    }
}
