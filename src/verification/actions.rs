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
use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

pub async fn verify(connection: &mut PgConnection) -> Result<Report> {
    let mut snapshot = connection
        .begin_with("begin isolation level repeatable read, read only")
        .await
        .context("cannot take a snapshot")?;
    let mut checks = Vec::new();
    for kept in &store::KEPT {
        checks.push(Check { what: kept.table, drift: store::kept(&mut snapshot, kept).await? });
    }
    checks.extend([
        Check { what: "journal_entries", drift: store::journal_entries(&mut snapshot).await? },
        Check { what: "journal_sums", drift: store::journal_sums(&mut snapshot).await? },
        Check {
            what: "supplying_villages",
            drift: store::supplying_villages(&mut snapshot).await?,
        },
        Check {
            what: "journal_household_sums",
            drift: store::journal_household_sums(&mut snapshot).await?,
        },
        Check { what: "household_growth", drift: store::household_growth(&mut snapshot).await? },
        Check { what: "contract_amounts", drift: store::contract_amounts(&mut snapshot).await? },
        Check { what: "indicators", drift: indicators(&mut snapshot).await? },
    ]);
    snapshot.commit().await?;
    Ok(Report(checks))
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
pub async fn report(connection: &mut PgConnection) -> Result<bool> {
    let report = verify(connection).await?;
    report.lines().iter().for_each(|line| println!("{line}"));
    Ok(report.is_clean())
}
