//! What a wipe and a load do to all tables at once. Reference tables are not among them.

use sqlx::{PgConnection, query, query_scalar};

pub mod large;

/// Two loads at once: one waits, and is then refused.
pub async fn lock(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(hashtext('demonstration data'))").execute(connection).await?;
    Ok(())
}

/// Whether the database holds anything beside reference data: every record belongs to an organisation
/// or to an edition.
pub async fn is_empty(connection: &mut PgConnection) -> sqlx::Result<bool> {
    query_scalar!(r#"select not exists (select from organisations) and not exists (select from editions) and not exists (select from brands) as "empty!""#)
        .fetch_one(connection)
        .await
}

pub async fn wipe(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!(
        "truncate published_figures, payment_allocations, payments, delivery_lines, deliveries, contract_villages, contract_lines, contract_amendments, contracts,
                  framework_agreements, signed_project_stages, signed_projects, onsite_sales, exhibits, booth_assignments, exhibitors,
                  certified_products, certifications, products, trademarks, brands, booths, zones, editions, organisations
         restart identity"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The rows came with their numbers, so the counters go on after them; the planner learns what is there.
pub async fn settle(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!(
        r#"do $$
        declare identity record;
        begin
            for identity in select table_name, column_name from information_schema.columns
                            where table_schema = 'public' and is_identity = 'YES' loop
                execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %I',
                               identity.table_name, identity.column_name, identity.column_name, identity.table_name);
            end loop;
            for identity in select tablename as table_name from pg_tables where schemaname = 'public' and tableowner = current_user loop
                execute format('analyze %I', identity.table_name);
            end loop;
        end $$"#
    )
    .execute(connection)
    .await?;
    Ok(())
}
