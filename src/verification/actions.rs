//! All comparisons in one snapshot, so that concurrent writes are no drift.

use super::{
    model::{Check, Drift, Report},
    store,
};
use crate::{
    indicators::model::{Facts, Paid, Point, Scope, catalogue},
    journal::{self, model::Account},
    site,
    values::{clock::Clock, ids::EditionId},
};
use anyhow::{Context, Result, bail};
use sqlx::{Connection, PgConnection};

/// The comparisons by the names of their tables, those of `store::KEPT` first.
const OTHERS: [&str; 7] = [
    "journal_entries",
    "journal_sums",
    "supplying_villages",
    "journal_household_sums",
    "household_growth",
    "contract_amounts",
    "indicators",
];

fn names() -> impl Iterator<Item = &'static str> {
    store::KEPT.iter().map(|kept| kept.table).chain(OTHERS)
}

/// `only`: the names of the comparisons to make; all if there is none.
pub async fn verify(connection: &mut PgConnection, only: &[String]) -> Result<Report> {
    let unknown = only.iter().find(|name| !names().any(|known| known == *name));
    if let Some(unknown) = unknown {
        let known: Vec<&str> = names().collect();
        bail!("verify knows no {unknown:?}; it compares {}", known.join(", "));
    }
    let mut snapshot = connection
        .begin_with("begin isolation level repeatable read, read only")
        .await
        .context("cannot take a snapshot")?;
    let mut checks = Vec::new();
    for what in names().filter(|name| only.is_empty() || only.iter().any(|asked| asked == name)) {
        checks.push(Check { what, drift: drift_of(&mut snapshot, what).await? });
    }
    snapshot.commit().await?;
    Ok(Report(checks))
}

async fn drift_of(connection: &mut PgConnection, what: &str) -> sqlx::Result<Vec<Drift>> {
    match what {
        "journal_entries" => store::journal_entries(connection).await,
        "journal_sums" => store::journal_sums(connection).await,
        "supplying_villages" => store::supplying_villages(connection).await,
        "journal_household_sums" => store::journal_household_sums(connection).await,
        "household_growth" => store::household_growth(connection).await,
        "contract_amounts" => store::contract_amounts(connection).await,
        "indicators" => indicators(connection).await,
        table => match store::KEPT.iter().find(|kept| kept.table == table) {
            Some(kept) => store::kept(connection, kept).await,
            None => Ok(Vec::new()),
        },
    }
}

/// The catalogue's figures of the city, each banner and each edition today, beside the records
/// themselves.
async fn indicators(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    let installation = site::store::installation(connection).await?;
    let today = Clock::new(installation.business_day).today();
    let recounted = store::recounted(connection, today).await?;
    let mut scopes: Vec<Scope> = Vec::new();
    for row in &recounted {
        let scope = scope_of(row)?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let points: Vec<Point> = scopes.iter().map(|scope| scope.on(today)).collect();
    let ask = journal::store::Ask {
        scope: &Scope::default(),
        accounts: &Account::SUMMED,
        points: &points,
    };
    let ledger = journal::store::ledger(&mut *connection, &ask).await?;
    let mut drift = Vec::new();
    for row in recounted {
        let scope = scope_of(&row)?;
        let balances = ledger.at(&scope.on(today));
        // All payments are compared, not only the public ones.
        let paid = Paid::Every {
            amount: balances.amount(Account::PaymentPaid),
            accepted: balances.amount(Account::PurchaseAccepted),
        };
        let facts = Facts { paid, ..Facts::of(balances) };
        let said = catalogue::find(&row.indicator)
            .and_then(|indicator| (indicator.value)(&facts).number());
        // Off-contract purchases belong to no ceremony.
        if said != Some(row.value)
            && !(row.indicator == "off_contract_purchases" && scope.edition.is_some())
        {
            let key = format!(
                "{}/{}/{}",
                row.indicator,
                row.banner_code.unwrap_or_default(),
                row.edition_id.unwrap_or_default()
            );
            drift.push(Drift {
                key,
                stored: said.map(|value| value.to_string()),
                recomputed: Some(row.value.to_string()),
            });
        }
    }
    Ok(drift)
}

fn scope_of(row: &store::Recounted) -> sqlx::Result<Scope> {
    let banner = row.banner_code.as_ref().map(|code| code.parse()).transpose();
    let banner = banner.map_err(|()| sqlx::Error::Decode("a banner's code is none".into()))?;
    Ok(Scope { banner, edition: row.edition_id.map(EditionId), ..Scope::default() })
}

/// Prints the result, and returns whether all is well.
pub async fn report(connection: &mut PgConnection, only: &[String]) -> Result<bool> {
    let report = verify(connection, only).await?;
    report.lines().iter().for_each(|line| println!("{line}"));
    Ok(report.is_clean())
}
