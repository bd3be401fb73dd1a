//! Counts what a page needs, with as few statements as it can.

use super::{
    model::{BannerSums, Facts, General, HouseholdFigure, PlaceFigures, Point, Scope, Source, Sums},
    store,
};
use crate::{
    households::{
        self,
        model::{History, Records, Row},
    },
    site::model::Site,
    values::{ids::EditionId, rung::Rung},
};
use chrono::NaiveDate;
use sqlx::PgPool;
use std::sync::{Arc, Mutex, PoisonError};

/// The five sums of a scope as of a day.
pub async fn sums(pool: &PgPool, scope: &Scope, day: NaiveDate) -> sqlx::Result<Sums> {
    let mut sums = store::sums(pool, scope, &[scope.on(day)], &Rung::ALL).await?;
    sums.pop().ok_or(sqlx::Error::RowNotFound)
}

/// Every banner's sums: intents of one edition, the rest of the whole programme. One deal has one owner
/// banner, so they add up to the city's.
pub async fn by_banner(pool: &PgPool, site: &Site, intents_of: Option<EditionId>, day: NaiveDate) -> sqlx::Result<Vec<BannerSums>> {
    let codes = || site.banners.iter().map(|banner| banner.code.clone());
    let points: Vec<Point> = codes().map(|code| Scope { banner: Some(code), ..Scope::default() }.on(day)).collect();
    let sums = store::sums(pool, &Scope { intents_of, ..Scope::default() }, &points, &Rung::ALL).await?;
    Ok(codes().zip(sums).map(|(banner_code, sums)| BannerSums { banner_code, sums }).collect())
}

/// What `sources` bring, at each of `points`, in their order; the rest is nought.
pub async fn facts(ask: &Ask<'_>, points: &[Point]) -> sqlx::Result<Vec<Facts>> {
    let reads = |source: Source| ask.sources.contains(&source);
    let place = ask.scope.place().filter(|_| reads(Source::Ledger(Rung::Purchase)));
    let is_read = |rung: &Rung| reads(Source::Ledger(*rung)) && (place.is_none() || *rung != Rung::Purchase);
    let ledgers: Vec<Rung> = Rung::ALL.into_iter().filter(is_read).collect();
    let sums = match ledgers[..] {
        [] => vec![Sums::default(); points.len()],
        _ => store::sums(ask.pool, ask.scope, points, &ledgers).await?,
    };
    let is_general = [Source::Exhibitors, Source::Products, Source::Villages, Source::General].into_iter().any(reads);
    let general = match is_general {
        false => vec![General::default(); points.len()],
        true => store::general(ask.pool, ask.scope, points, ask.today, ask.sources).await?,
    };
    let households = match reads(Source::Households) {
        false => vec![HouseholdFigure::default(); points.len()],
        true => household_figures(ask, points).await?,
    };
    let rows = points.iter().zip(sums.into_iter().zip(general)).zip(households);
    let mut facts: Vec<Facts> = rows.map(|((point, counted), households)| Facts::new(ask.site, point, counted, households)).collect();
    if let Some(place) = place {
        let growth = store::place_growth(ask.pool, &place.township(), ask.today).await?;
        for (facts, point) in facts.iter_mut().zip(points) {
            facts.place = Some(PlaceFigures::new(&growth, place, point.day.min(ask.today)));
        }
    }
    Ok(facts)
}

/// Whose facts, from which sources; `today` is the day of the site, which may be later than a point's.
pub struct Ask<'a> {
    pub pool: &'a PgPool,
    pub site: &'a Site,
    pub today: NaiveDate,
    pub scope: &'a Scope,
    pub sources: &'a [Source],
}

/// The public tables of households up to `today`.
pub async fn household_history(pool: &PgPool, site: &Site, today: NaiveDate) -> sqlx::Result<Arc<History>> {
    let cells = households::store::cells(pool, today).await?;
    let goods = households::store::goods(pool, today).await?;
    let banners = site.banners.iter().map(|banner| banner.code.clone()).collect();
    Ok(remembered(Records { banners, cells, goods, published: site.published_days() }))
}

/// The tables of the same records are the same, and take longer to make than the rest of a page.
fn remembered(records: Records) -> Arc<History> {
    static LAST: Mutex<Option<(Records, Arc<History>)>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, history)) = last.as_ref().filter(|(known, _)| *known == records) {
        return history.clone();
    }
    let history = Arc::new(History::new(&records));
    *last = Some((records, history.clone()));
    history
}

/// A row of the table beside the goods accepted by the day that it is of; `sums` are the scope's as of
/// `day`.
pub async fn household_figure(
    pool: &PgPool,
    scope: &Scope,
    row: Option<&Row>,
    (day, sums): (NaiveDate, &Sums),
) -> sqlx::Result<HouseholdFigure> {
    let purchased = match row.and_then(|row| row.day).filter(|own| *own != day) {
        None => sums.purchase,
        Some(own) => {
            let mut then = store::sums(pool, scope, &[scope.on(own)], &[Rung::Purchase]).await?;
            then.pop().ok_or(sqlx::Error::RowNotFound)?.purchase
        }
    };
    Ok(HouseholdFigure::new(row, purchased))
}

/// What stands of the three categories at each of `points`, beside the goods accepted by the day that it
/// is of.
async fn household_figures(ask: &Ask<'_>, points: &[Point]) -> sqlx::Result<Vec<HouseholdFigure>> {
    let history = household_history(ask.pool, ask.site, ask.today).await?;
    let row = |point: &Point| {
        let table = history.table(point.day.min(ask.today));
        point.banner.as_ref().map_or(Some(table.city.clone()), |banner| table.banner(banner).cloned())
    };
    let rows: Vec<Option<Row>> = points.iter().map(row).collect();
    let day = |row: &Option<Row>| row.as_ref().and_then(|row| row.day);
    let then: Vec<Point> =
        points.iter().zip(&rows).map(|(point, row)| Point { day: day(row).unwrap_or(point.day), ..point.clone() }).collect();
    let sums = store::sums(ask.pool, ask.scope, &then, &[Rung::Purchase]).await?;
    Ok(rows.iter().zip(sums).map(|(row, sums)| HouseholdFigure::new(row.as_ref(), sums.purchase)).collect())
}
