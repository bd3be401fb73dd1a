//! Computes the figures of a page, with as few statements as possible.

use super::{
    model::{BannerSums, Facts, PlaceFigures, Point, Scope, Source, Sums},
    store,
};
use crate::{
    journal::{self, model::Account},
    site::model::Site,
    values::{ids::EditionId, place_code::PlaceCode},
};
use chrono::NaiveDate;
use sqlx::PgPool;

mod households;
mod published;
pub use households::{household_figure, household_history};
pub use published::paid;

/// The public sums of a scope as of a day.
pub async fn sums(pool: &PgPool, scope: &Scope, day: NaiveDate) -> sqlx::Result<Sums> {
    let mut sums = sums_at(pool, scope, &[scope.on(day)]).await?;
    sums.pop().ok_or(sqlx::Error::RowNotFound)
}

/// With the payments, for users who may see them.
pub async fn office_sums(pool: &PgPool, scope: &Scope, day: NaiveDate) -> sqlx::Result<Sums> {
    let point = scope.on(day);
    let accounts = [Sums::ACCOUNTS, &[Account::PaymentPaid]].concat();
    let ask =
        journal::store::Ask { scope, accounts: &accounts, points: std::slice::from_ref(&point) };
    Ok(Sums::of(&journal::store::ledger(pool, &ask).await?.at(&point)))
}

/// The same on each of `days`, in their order.
pub async fn sums_on(pool: &PgPool, scope: &Scope, days: &[NaiveDate]) -> sqlx::Result<Vec<Sums>> {
    let points: Vec<Point> = days.iter().map(|day| scope.on(*day)).collect();
    sums_at(pool, scope, &points).await
}

/// The sums of every banner: intents of one edition, the rest of the whole programme. Each deal
/// counts once, under one banner, so they add up to the city's.
pub async fn by_banner(
    pool: &PgPool,
    site: &Site,
    intents_of: Option<EditionId>,
    day: NaiveDate,
) -> sqlx::Result<Vec<BannerSums>> {
    let codes = || site.banners.iter().map(|banner| banner.code.clone());
    let points: Vec<Point> =
        codes().map(|code| Scope { banner: Some(code), ..Scope::default() }.on(day)).collect();
    let sums = sums_at(pool, &Scope { intents_of, ..Scope::default() }, &points).await?;
    Ok(codes().zip(sums).map(|(banner_code, sums)| BannerSums { banner_code, sums }).collect())
}

/// The sums at each of `points`, with the intents of one edition where the scope says so.
async fn sums_at(pool: &PgPool, scope: &Scope, points: &[Point]) -> sqlx::Result<Vec<Sums>> {
    let of_intents =
        |point: &Point| Point { edition: scope.intents_of.or(point.edition), ..point.clone() };
    let all: Vec<Point> = points.iter().cloned().chain(points.iter().map(of_intents)).collect();
    let ask = journal::store::Ask { scope, accounts: Sums::ACCOUNTS, points: &all };
    let ledger = journal::store::ledger(pool, &ask).await?;
    let sums = |point: &Point| {
        Sums::of(&ledger.at(point)).with_intents_of(Sums::of(&ledger.at(&of_intents(point))))
    };
    Ok(points.iter().map(sums).collect())
}

/// The facts of `sources` at each of `points`, in their order; the rest is zero.
pub async fn facts(ask: &Ask<'_>, points: &[Point]) -> sqlx::Result<Vec<Facts>> {
    let mut facts: Vec<Facts> = points.iter().map(|point| Facts::new(ask.site, point)).collect();
    read_journal(ask, points, &mut facts).await?;
    read_fairs(ask, points, &mut facts).await?;
    if ask.reads(Source::Households) {
        let households = households::household_figures(ask, points).await?;
        facts
            .iter_mut()
            .zip(households)
            .for_each(|(facts, households)| facts.households = households);
    }
    read_published(ask, points, &mut facts).await?;
    if let Some(place) = ask.place() {
        let growth = store::place_growth(ask.pool, &place.township(), ask.today).await?;
        for (facts, point) in facts.iter_mut().zip(points) {
            facts.place = Some(PlaceFigures::new(&growth, place, point.day.min(ask.today)));
        }
    }
    Ok(facts)
}

/// Balances and distinct counts.
async fn read_journal(ask: &Ask<'_>, points: &[Point], facts: &mut [Facts]) -> sqlx::Result<()> {
    let accounts = ask.accounts();
    let of_journal = journal::store::Ask { scope: ask.scope, accounts: &accounts, points };
    if !accounts.is_empty() {
        let ledger = journal::store::ledger(ask.pool, &of_journal).await?;
        for (facts, point) in facts.iter_mut().zip(points) {
            facts.balances = ledger.at(point);
        }
    }
    if ask.reads(Source::Holders) {
        let days: Vec<NaiveDate> = points.iter().map(|point| point.day).collect();
        let holders = journal::store::holders(ask.pool, &days).await?;
        facts.iter_mut().zip(holders).for_each(|(facts, holders)| facts.holders = holders);
    }
    if ask.reads(Source::Villages) {
        let villages = journal::store::villages(ask.pool, &of_journal).await?;
        facts
            .iter_mut()
            .zip(villages)
            .for_each(|(facts, villages)| facts.contract_villages = villages);
    }
    Ok(())
}

/// The facts outside the journal.
async fn read_fairs(ask: &Ask<'_>, points: &[Point], facts: &mut [Facts]) -> sqlx::Result<()> {
    if ask.reads(Source::Exhibitors) || ask.reads(Source::Products) {
        let exhibiting = store::exhibiting(ask.pool, points, ask.today, ask.sources).await?;
        facts
            .iter_mut()
            .zip(exhibiting)
            .for_each(|(facts, exhibiting)| facts.exhibiting = exhibiting);
    }
    if ask.reads(Source::General) {
        let general = store::general(ask.pool, ask.scope, points).await?;
        facts.iter_mut().zip(general).for_each(|(facts, general)| facts.general = general);
    }
    Ok(())
}

/// The published part of payments and on-site sales.
async fn read_published(ask: &Ask<'_>, points: &[Point], facts: &mut [Facts]) -> sqlx::Result<()> {
    if !ask.reads(Source::Payments) && !ask.reads(Source::Sales) {
        return Ok(());
    }
    let heads = journal::store::heads(ask.pool).await?;
    if ask.reads(Source::Payments) {
        let paid = published::paid_at(ask, points, &heads).await?;
        facts.iter_mut().zip(paid).for_each(|(facts, paid)| facts.paid = paid);
    }
    if ask.reads(Source::Sales) {
        let sales = published::sales_at(ask, points, &heads).await?;
        facts.iter_mut().zip(sales).for_each(|(facts, sales)| facts.sales = sales);
    }
    Ok(())
}

/// The accounts of goods.
const OF_GOODS: [Account; 2] = [Account::PurchaseAccepted, Account::PurchaseOffContract];

/// The scope, the sources and the points; `today` is the day of the site, which may be later than a
/// point's.
pub struct Ask<'a> {
    pub pool: &'a PgPool,
    pub site: &'a Site,
    pub today: NaiveDate,
    pub scope: &'a Scope,
    pub sources: &'a [Source],
}

impl Ask<'_> {
    fn reads(&self, source: Source) -> bool {
        self.sources.contains(&source)
    }

    /// The villages of goods, if goods are requested: those have their own releases.
    fn place(&self) -> Option<&PlaceCode> {
        self.scope
            .place()
            .filter(|_| OF_GOODS.into_iter().any(|account| self.reads(Source::Journal(account))))
    }

    /// The part that is read from the journal, without the goods of a place, which are many
    /// entries.
    fn accounts(&self) -> Vec<Account> {
        let is_of_a_place = self.place().is_some();
        let account = |source: &Source| match source {
            Source::Journal(account) if !(is_of_a_place && OF_GOODS.contains(account)) => {
                Some(*account)
            }
            _ => None,
        };
        self.sources.iter().filter_map(account).collect()
    }
}
