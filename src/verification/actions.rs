//! All comparisons in one snapshot, so that what is written meanwhile is no drift.

use super::{
    model::{Check, Report},
    store,
};
use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

pub async fn verify(connection: &mut PgConnection) -> Result<Report> {
    let mut snapshot = connection.begin_with("begin isolation level repeatable read, read only").await.context("cannot take a snapshot")?;
    // A line for each thing that is stored though it could be counted; the next one goes below.
    let checks = vec![
        Check { what: "product_listings", drift: store::product_listings(&mut snapshot).await? },
        Check { what: "certificate_listings", drift: store::certificate_listings(&mut snapshot).await? },
        Check { what: "product_counts", drift: store::product_counts(&mut snapshot).await? },
        Check { what: "exhibitor_listings", drift: store::exhibitor_listings(&mut snapshot).await? },
        Check { what: "exhibitor_counts", drift: store::exhibitor_counts(&mut snapshot).await? },
        Check { what: "delivery_days", drift: store::delivery_days(&mut snapshot).await? },
        Check { what: "rung_sums", drift: store::rung_sums(&mut snapshot).await? },
    ];
    snapshot.commit().await?;
    Ok(Report(checks))
}

/// Says what it found, and whether all is well.
pub async fn report(connection: &mut PgConnection) -> Result<bool> {
    let report = verify(connection).await?;
    report.lines().iter().for_each(|line| println!("{line}"));
    Ok(report.is_clean())
}
