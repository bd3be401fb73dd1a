//! Counts what a page needs, with as few statements as it can.

use super::{
    model::{BannerSums, Facts, General, Paid, Point, Scope, Source, Sums, is_published},
    store,
};
use crate::{
    exhibitors::{self, model::onsite},
    households::{
        self,
        model::{History, Shown},
    },
    payments::{self, model::publication::payments_day},
    site::model::Site,
    values::{amount::Amount, day::household_figures_day, ids::EditionId, rung::Rung},
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// Those that are public of every scope and day; payments are not (`Paid`).
const PUBLIC_LEDGERS: [Rung; 4] = [Rung::Intent, Rung::Framework, Rung::Contract, Rung::Purchase];

/// The public sums of a scope as of a day.
pub async fn sums(pool: &PgPool, scope: &Scope, day: NaiveDate) -> sqlx::Result<Sums> {
    let mut sums = store::sums(pool, scope, &[scope.on(day)], &PUBLIC_LEDGERS).await?;
    sums.pop().ok_or(sqlx::Error::RowNotFound)
}

/// All five, for those who may see them.
pub async fn office_sums(pool: &PgPool, scope: &Scope, day: NaiveDate) -> sqlx::Result<Sums> {
    let mut sums = store::sums(pool, scope, &[scope.on(day)], &Rung::ALL).await?;
    sums.pop().ok_or(sqlx::Error::RowNotFound)
}

/// What is public of a scope's payments as of `day`, on `today`.
pub async fn paid(pool: &PgPool, scope: &Scope, day: NaiveDate, today: NaiveDate) -> sqlx::Result<Paid> {
    let sources = [Source::Ledger(Rung::Purchase), Source::Ledger(Rung::Payment)];
    let paid = paid_at(pool, scope, &[scope.on(day)], today, &sources).await?;
    Ok(paid.first().copied().unwrap_or_default())
}

/// Every banner's sums: intents of one edition, the rest of the whole programme. One deal has one owner
/// banner, so they add up to the city's.
pub async fn by_banner(pool: &PgPool, site: &Site, intents_of: Option<EditionId>, day: NaiveDate) -> sqlx::Result<Vec<BannerSums>> {
    let codes = || site.banners.iter().map(|banner| banner.code.clone());
    let points: Vec<Point> = codes().map(|code| Scope { banner: Some(code), ..Scope::default() }.on(day)).collect();
    let sums = store::sums(pool, &Scope { intents_of, ..Scope::default() }, &points, &PUBLIC_LEDGERS).await?;
    Ok(codes().zip(sums).map(|(banner_code, sums)| BannerSums { banner_code, sums }).collect())
}

/// What `sources` bring, at each of `points`, in their order; the rest is nought.
pub async fn facts(ask: &Ask<'_>, points: &[Point]) -> sqlx::Result<Vec<Facts>> {
    let ledgers: Vec<Rung> = PUBLIC_LEDGERS.into_iter().filter(|rung| ask.sources.contains(&Source::Ledger(*rung))).collect();
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
    let general = match reads(Source::General) {
        false => general,
        true => with_sales(ask, points, general).await?,
    };
    let paid = paid_at(ask.pool, ask.scope, points, ask.today, ask.sources).await?;
    let history = match reads(Source::Households) {
        false => None,
        true => Some(household_history(ask.pool, ask.site, ask.today).await?),
    };
    let households = |point: &Point| history.as_ref().map_or(Shown::Nothing, |history| households_at(history, ask, point));
    let rows = points.iter().zip(sums.into_iter().zip(general)).zip(paid);
    Ok(rows.map(|((point, counted), paid)| Facts::new(ask.site, point, counted, (paid, households(point)))).collect())
}

/// Of on-site sales only what is published.
async fn with_sales(ask: &Ask<'_>, points: &[Point], general: Vec<General>) -> sqlx::Result<Vec<General>> {
    let only = points.first().and_then(|first| first.edition).filter(|id| points.iter().all(|point| point.edition == Some(*id)));
    let editions = onsite::by_edition(&exhibitors::store::sales::confirmed(ask.pool, only).await?, ask.today);
    let sales = |point: &Point| {
        let asked = editions.iter().filter(|edition| point.edition.is_none_or(|id| id == edition.edition_id));
        asked.map(|edition| edition.publication.total(point.day)).sum()
    };
    Ok(points.iter().zip(general).map(|(point, general)| General { sales: sales(point), ..general }).collect())
}

/// What is public of payments at each of `points`; with goods among `sources`, beside what was accepted by then.
async fn paid_at(pool: &PgPool, scope: &Scope, points: &[Point], today: NaiveDate, sources: &[Source]) -> sqlx::Result<Vec<Paid>> {
    let is_asked = sources.contains(&Source::Ledger(Rung::Payment));
    let latest = points.iter().filter(|point| is_asked && is_published(scope, point)).map(|point| point.day).max();
    let Some(latest) = latest else { return Ok(vec![Paid::Withheld; points.len()]) };
    let publication = payments::actions::publication(pool, scope.buyer, latest, today).await?;
    let accepted = match sources.contains(&Source::Ledger(Rung::Purchase)) {
        false => vec![Amount::ZERO; points.len()],
        true => {
            let then: Vec<Point> = points.iter().map(|point| Point { day: payments_day(point.day, today), ..point.clone() }).collect();
            store::sums(pool, scope, &then, &[Rung::Purchase]).await?.into_iter().map(|sums| sums.purchase).collect()
        }
    };
    Ok(points.iter().zip(accepted).map(|(point, accepted)| Paid::at(&publication, scope, point, today, accepted)).collect())
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
