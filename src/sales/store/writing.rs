//! Reports entered, confirmed, asked about and corrected.

use crate::{
    sales::model::{NewOnsiteReport, NewOnsiteSale, Report, Said, Taken},
    values::ids::{ExhibitorId, OnsiteReportId, OnsiteSaleId, UserId},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, query, query_scalar};

pub async fn insert_many(
    connection: &mut PgConnection,
    reports: &[NewOnsiteReport],
    lines: &[NewOnsiteSale],
) -> sqlx::Result<()> {
    query!(
        "insert into onsite_reports (id, exhibitor_id, fair_day, said_none, taken)
         select id, exhibitor_id, fair_day, said_none, taken
         from jsonb_populate_recordset(null::onsite_reports, $1)",
        json!(reports)
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into onsite_sales (id, exhibitor_id, fair_day, position, sold_on, category_code,
             product_id, name, quantity, unit_code, amount, confirmed_on, confirmed_by)
         select id, exhibitor_id, fair_day, position, sold_on, category_code, product_id, name,
                quantity, unit_code, amount, confirmed_on, confirmed_by
         from jsonb_populate_recordset(null::onsite_sales, $1)",
        json!(lines)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Who enters a report of a booth and a day.
pub struct Entered<'a> {
    pub exhibitor: ExhibitorId,
    pub fair_day: i16,
    pub sold_on: NaiveDate,
    pub by: UserId,
    pub is_on_behalf: bool,
    pub said: &'a Said,
}

/// In the place of an earlier one. The booth is locked.
pub async fn put(
    connection: &mut PgConnection,
    entered: &Entered<'_>,
) -> sqlx::Result<OnsiteReportId> {
    let said = entered.said;
    let taken: Vec<String> = said.taken.iter().map(|way| Taken::code(*way).to_string()).collect();
    let id = query_scalar!(
        r#"insert into onsite_reports as r (exhibitor_id, fair_day, said_none, taken, note,
               entered_by, is_on_behalf)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (exhibitor_id, fair_day) do update
           set said_none = excluded.said_none, taken = excluded.taken, note = excluded.note,
               entered_by = excluded.entered_by, is_on_behalf = excluded.is_on_behalf,
               is_answered = r.question is not null, version = r.version + 1
           returning id as "id: OnsiteReportId""#,
        entered.exhibitor.0,
        entered.fair_day,
        said.lines.is_empty(),
        &taken,
        said.note,
        entered.by.0,
        entered.is_on_behalf
    )
    .fetch_one(&mut *connection)
    .await?;
    query!(
        "delete from onsite_sales where exhibitor_id = $1 and fair_day = $2",
        entered.exhibitor.0,
        entered.fair_day
    )
    .execute(&mut *connection)
    .await?;
    insert_lines(connection, entered).await?;
    Ok(id)
}

async fn insert_lines(connection: &mut PgConnection, entered: &Entered<'_>) -> sqlx::Result<()> {
    let lines = &entered.said.lines;
    let categories: Vec<String> = lines.iter().map(|line| line.category_code.clone()).collect();
    let products: Vec<Option<i64>> =
        lines.iter().map(|line| line.product_id.map(|id| id.0)).collect();
    let names: Vec<Option<String>> = lines.iter().map(|line| line.name.clone()).collect();
    let quantities: Vec<Option<Decimal>> = lines.iter().map(|line| line.quantity).collect();
    let units: Vec<Option<String>> = lines.iter().map(|line| line.unit_code.clone()).collect();
    let amounts: Vec<Decimal> = lines.iter().map(|line| line.amount).collect();
    query!(
        "insert into onsite_sales (exhibitor_id, fair_day, sold_on, position, category_code,
             product_id, name, quantity, unit_code, amount)
         select $1, $2, $3, l.position, l.category_code, l.product_id, l.name, l.quantity,
                l.unit_code, l.amount
         from unnest($4::text[], $5::bigint[], $6::text[], $7::numeric[], $8::text[], $9::numeric[])
             with ordinality
             as l (category_code, product_id, name, quantity, unit_code, amount, position)",
        entered.exhibitor.0,
        entered.fair_day,
        entered.sold_on,
        &categories,
        &products as &[Option<i64>],
        &names as &[Option<String>],
        &quantities as &[Option<Decimal>],
        &units as &[Option<String>],
        &amounts
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What of it was not confirmed yet.
pub async fn confirm(
    connection: &mut PgConnection,
    report: &Report,
    day: NaiveDate,
    by: &str,
) -> sqlx::Result<()> {
    query!(
        "update onsite_sales set confirmed_on = $3, confirmed_by = $4
         where exhibitor_id = $1 and fair_day = $2 and confirmed_on is null",
        report.exhibitor_id.0,
        report.fair_day,
        day,
        by
    )
    .execute(&mut *connection)
    .await?;
    touch(connection, report.id).await
}

/// What was confirmed after `day`.
pub async fn take_back(
    connection: &mut PgConnection,
    report: &Report,
    day: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update onsite_sales set confirmed_on = null, confirmed_by = null
         where exhibitor_id = $1 and fair_day = $2 and confirmed_on > $3",
        report.exhibitor_id.0,
        report.fair_day,
        day
    )
    .execute(&mut *connection)
    .await?;
    touch(connection, report.id).await
}

/// The amounts of some of its lines. What the booth said stays.
pub async fn correct(
    connection: &mut PgConnection,
    report: &Report,
    amounts: &[(OnsiteSaleId, Decimal)],
    reason: &str,
) -> sqlx::Result<()> {
    let ids: Vec<i64> = amounts.iter().map(|(id, _)| id.0).collect();
    let yuan: Vec<Decimal> = amounts.iter().map(|(_, amount)| *amount).collect();
    query!(
        "update onsite_sales s
         set amount = c.amount,
             -- As it was reported, it is corrected no more.
             reported_amount = nullif(coalesce(s.reported_amount, s.amount), c.amount),
             correction = case when coalesce(s.reported_amount, s.amount) <> c.amount then $5 end
         from unnest($3::bigint[], $4::numeric[]) as c (id, amount)
         where s.id = c.id and s.exhibitor_id = $1 and s.fair_day = $2",
        report.exhibitor_id.0,
        report.fair_day,
        &ids,
        &yuan,
        reason
    )
    .execute(&mut *connection)
    .await?;
    touch(connection, report.id).await
}

pub async fn ask(
    connection: &mut PgConnection,
    id: OnsiteReportId,
    question: &str,
) -> sqlx::Result<()> {
    query!(
        "update onsite_reports set question = $2, is_answered = false, version = version + 1
         where id = $1",
        id.0,
        question
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn touch(connection: &mut PgConnection, id: OnsiteReportId) -> sqlx::Result<()> {
    query!("update onsite_reports set version = version + 1 where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}
