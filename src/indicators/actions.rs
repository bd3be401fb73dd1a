//! Counts what a page needs, with as few statements as it can.

use super::{
    model::{BannerSums, Facts, General, Point, Scope, Source, Sums},
    store,
};
use crate::{
    households::{
        self,
        model::{History, Shown},
    },
    site::model::Site,
    values::{day::household_figures_day, ids::EditionId, rung::Rung},
};
use chrono::NaiveDate;
use sqlx::PgPool;

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
    let ledgers: Vec<Rung> = Rung::ALL.into_iter().filter(|rung| ask.sources.contains(&Source::Ledger(*rung))).collect();
    let reads = |source: Source| ask.sources.contains(&source);
    let sums = match ledgers[..] {
        [] => vec![Sums::default(); points.len()],
        _ => store::sums(ask.pool, ask.scope, points, &ledgers).await?,
    };
    let is_general = [Source::Exhibitors, Source::Products, Source::Villages, Source::General].into_iter().any(reads);
    let general = match is_general {
        false => vec![General::default(); points.len()],
        true => store::general(ask.pool, ask.scope, points, ask.today, ask.sources).await?,
    };
    let history = match reads(Source::Households) {
        false => None,
        true => Some(household_history(ask.pool, ask.site, ask.today).await?),
    };
    let households = |point: &Point| history.as_ref().map_or(Shown::Nothing, |history| households_at(history, ask, point));
    let rows = points.iter().zip(sums.into_iter().zip(general));
    Ok(rows.map(|(point, counted)| Facts::new(ask.site, point, counted, households(point))).collect())
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
pub async fn household_history(pool: &PgPool, site: &Site, today: NaiveDate) -> sqlx::Result<History> {
    let published = site.published_days();
    let cells = households::store::cells(pool, household_figures_day(today, &published), &published).await?;
    Ok(History::new(site.banners.iter().map(|banner| banner.code.clone()).collect(), &cells))
}

/// The sum of the three categories that the table of the latest release by then shows.
fn households_at(history: &History, ask: &Ask, point: &Point) -> Shown {
    let table = history.table(household_figures_day(point.day.min(ask.today), &ask.site.published_days()));
    let row = point.banner.as_ref().map_or(Some(table.city()), |banner| table.banner(banner));
    row.and_then(|row| row.last().copied()).unwrap_or(Shown::Nothing)
}
