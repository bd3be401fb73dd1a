//! Household figures: always read through the rules of release.

use super::Ask;
use crate::{
    households::{
        self,
        model::{History, Records, Row},
    },
    indicators::model::{HouseholdFigure, Point, Scope, Sums},
    journal::{
        self,
        model::{Account, Heads},
    },
    site::model::Site,
    values::{memo::Memo, place_code::PlaceCode},
};
use chrono::NaiveDate;
use sqlx::PgPool;
use std::sync::Arc;

/// The parts of a history.
#[derive(PartialEq, Eq)]
struct Known {
    heads: Heads,
    today: NaiveDate,
    banners: Vec<PlaceCode>,
    published: Vec<NaiveDate>,
}

/// The tables take longer than the rest of a page.
static LAST: Memo<Known, History> = Memo::empty();

/// The public tables of households up to `today`.
pub async fn household_history(
    pool: &PgPool,
    site: &Site,
    today: NaiveDate,
) -> sqlx::Result<Arc<History>> {
    let known = Known {
        heads: journal::store::heads(pool)
            .await?
            .of(&[Account::PurchaseAccepted, Account::PurchaseByHousehold]),
        today,
        banners: site.banners.iter().map(|banner| banner.code.clone()).collect(),
        published: site.published_days(),
    };
    if let Some(history) = LAST.get(&known) {
        return Ok(history);
    }
    let cells = households::store::cells(pool, today).await?;
    let goods = households::store::goods(pool, today).await?;
    let (banners, published) = (known.banners.clone(), known.published.clone());
    let history = History::new(&Records { banners, cells, goods, published });
    Ok(LAST.keep(known, history))
}

/// A row of the table beside the goods accepted by its day; `sums` are those of the scope as of
/// `day`.
pub async fn household_figure(
    pool: &PgPool,
    scope: &Scope,
    row: Option<&Row>,
    day: NaiveDate,
    sums: &Sums,
) -> sqlx::Result<HouseholdFigure> {
    let purchased = match row.and_then(|row| row.day).filter(|own| *own != day) {
        None => sums.purchase,
        Some(own) => super::sums(pool, scope, own).await?.purchase,
    };
    Ok(HouseholdFigure::new(row, purchased))
}

/// The figures of the three categories at each of `points`, beside the goods accepted by their day.
pub async fn household_figures(
    ask: &Ask<'_>,
    points: &[Point],
) -> sqlx::Result<Vec<HouseholdFigure>> {
    let history = household_history(ask.pool, ask.site, ask.today).await?;
    let row = |point: &Point| {
        let table = history.table(point.day.min(ask.today));
        point
            .banner
            .as_ref()
            .map_or(Some(table.city.clone()), |banner| table.banner(banner).cloned())
    };
    let rows: Vec<Option<Row>> = points.iter().map(row).collect();
    let then = |(point, row): (&Point, &Option<Row>)| {
        let day = row.as_ref().and_then(|row| row.day).unwrap_or(point.day);
        Point { day, ..point.clone() }
    };
    let then: Vec<Point> = points.iter().zip(&rows).map(then).collect();
    let asked = journal::store::Ask {
        scope: ask.scope,
        accounts: &[Account::PurchaseAccepted],
        points: &then,
    };
    let ledger = journal::store::ledger(ask.pool, &asked).await?;
    let figure = |(row, point): (&Option<Row>, &Point)| {
        HouseholdFigure::new(row.as_ref(), ledger.at(point).amount(Account::PurchaseAccepted))
    };
    Ok(rows.iter().zip(&then).map(figure).collect())
}
