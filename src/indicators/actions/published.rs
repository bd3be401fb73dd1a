//! The published part of payments and on-site sales: never single ones, nor sums that reveal them.

use super::Ask;
use crate::{
    exhibitors::{self, model::onsite},
    indicators::model::{Paid, Point, Scope, Source, is_published},
    journal::{
        self,
        model::{Account, Heads},
    },
    payments::{self, model::publication::payments_day},
    site::model::Site,
    values::{amount::Amount, ids::EditionId, memo::Memo, rung::Purchase},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::PgPool;
use std::sync::Arc;

/// The public payments of a scope as of `day`, on `today`.
pub async fn paid(
    pool: &PgPool,
    site: &Site,
    scope: &Scope,
    day: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Paid> {
    let sources = &[Source::Payments, Source::Journal(Account::PurchaseAccepted)];
    let ask = Ask { pool, site, today, scope, sources };
    let heads = journal::store::heads(pool).await?;
    let paid = paid_at(&ask, &[scope.on(day)], &heads).await?;
    Ok(paid.first().copied().unwrap_or_default())
}

/// At each of `points`; with goods among the sources, beside the goods accepted by then.
pub async fn paid_at(ask: &Ask<'_>, points: &[Point], heads: &Heads) -> sqlx::Result<Vec<Paid>> {
    let latest =
        points.iter().filter(|point| is_published(ask.scope, point)).map(|point| point.day).max();
    let Some(latest) = latest else { return Ok(vec![Paid::Withheld; points.len()]) };
    let publication = match ask.scope.buyer {
        Some(_) => {
            payments::actions::publication(ask.pool, ask.scope.buyer, latest, ask.today).await?
        }
        None => payments::actions::publication_of_all(ask.pool, heads, latest, ask.today).await?,
    };
    let accepted = accepted_by_then(ask, points).await?;
    let paid = |(point, accepted): (&Point, Amount<Purchase>)| {
        Paid::at(&publication, ask.scope, point, ask.today, accepted)
    };
    Ok(points.iter().zip(accepted).map(paid).collect())
}

async fn accepted_by_then(ask: &Ask<'_>, points: &[Point]) -> sqlx::Result<Vec<Amount<Purchase>>> {
    let accounts = &[Account::PurchaseAccepted];
    if !ask.reads(Source::Journal(Account::PurchaseAccepted)) {
        return Ok(vec![Amount::ZERO; points.len()]);
    }
    let then = |point: &Point| Point { day: payments_day(point.day, ask.today), ..point.clone() };
    let then: Vec<Point> = points.iter().map(then).collect();
    let ledger = journal::store::ledger(
        ask.pool,
        &journal::store::Ask { scope: ask.scope, accounts, points: &then },
    )
    .await?;
    Ok(then.iter().map(|point| ledger.at(point).amount(Account::PurchaseAccepted)).collect())
}

/// The cached publication: the last entry it covers, its edition and its day.
static LAST: Memo<(Heads, Option<EditionId>, NaiveDate), Vec<onsite::OfEdition>> = Memo::empty();

async fn published_sales(
    ask: &Ask<'_>,
    only: Option<EditionId>,
    heads: &Heads,
) -> sqlx::Result<Arc<Vec<onsite::OfEdition>>> {
    let key = (heads.of(&[Account::OnsiteConfirmed]), only, ask.today);
    if let Some(sales) = LAST.get(&key) {
        return Ok(sales);
    }
    let sales = exhibitors::store::sales::confirmed(ask.pool, only).await?;
    Ok(LAST.keep(key, onsite::by_edition(&sales, ask.today)))
}

/// The edition's on-site sales at each of `points`, or those of all editions.
pub async fn sales_at(
    ask: &Ask<'_>,
    points: &[Point],
    heads: &Heads,
) -> sqlx::Result<Vec<Decimal>> {
    let first = points.first().and_then(|first| first.edition);
    let only = first.filter(|id| points.iter().all(|point| point.edition == Some(*id)));
    let editions = published_sales(ask, only, heads).await?;
    let sales = |point: &Point| {
        let asked = editions
            .iter()
            .filter(|edition| point.edition.is_none_or(|id| id == edition.edition_id));
        asked.map(|edition| edition.publication.total(point.day)).sum()
    };
    Ok(points.iter().map(sales).collect())
}
