//! The effects of a wipe and a load on all tables. Reference tables are not included.

use sqlx::{PgConnection, query, query_scalar};

pub mod large;

/// Of two concurrent loads one waits, and is then refused.
pub async fn lock(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(hashtext('demonstration data'))")
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether the database has anything except reference data: every record belongs to an
/// organisation, an edition or a user.
pub async fn is_empty(connection: &mut PgConnection) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select not exists (select from organisations) and not exists (select from editions)
               and not exists (select from brands) and not exists (select from users) as "empty!""#
    )
    .fetch_one(connection)
    .await
}

pub async fn wipe(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!(
        "truncate submissions, journal_entries, journal_sums, journal_household_sums,
                  household_growth, household_periods, village_growth, buyer_sums, journal_payment_sums,
                  journal_heads, audit_events, import_rows, imports, saved_filters, mails,
                  message_readings, messages, reminders, amendment_scans, enquiry_messages, enquiries, sessions,
                  invitations, registrations, user_roles, users, failed_sign_ins,
                  published_figures, payment_vouchers, released_allocations, payment_allocations,
                  payments,
                  dispute_offers, delivery_vouchers, delivery_lines, deliveries,
                  settled_differences,
                  contract_villages, contract_lines, contract_amendments, contracts,
                  framework_agreements, project_withdrawals, signed_project_parties,
                  signed_project_villages, signed_project_stages, signed_projects, onsite_sales,
                  onsite_reports, exhibits, booth_assignments, public_notices, application_steps,
                  application_products, applications, exhibitors, certified_products,
                  certifications, product_prices, product_photos, products, trademarks, brands,
                  booths, zones, editions, files, organisations
         restart identity"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The rows have their own ids, so the sequences continue after them; the planner statistics are
/// updated.
pub async fn settle(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!(
        r#"do $$
        declare identity record;
        begin
            for identity in select table_name, column_name from information_schema.columns
                            where table_schema = 'public' and is_identity = 'YES' loop
                execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %I',
                               identity.table_name, identity.column_name, identity.column_name,
                               identity.table_name);
            end loop;
            for identity in select tablename as table_name from pg_tables
            where schemaname = 'public' and tableowner = current_user loop
                execute format('analyze %I', identity.table_name);
            end loop;
        end $$"#
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The accounts of a demonstration: role, scope, and name. Their organisations and places have data
/// to show.
#[derive(Debug)]
pub struct Actor {
    pub login: String,
    pub role: String,
    pub organisation_id: Option<i64>,
    pub place: Option<String>,
}

/// Two of each role with a scope, one of each without; none if there are accounts already, or
/// records outside the demonstration.
pub async fn actors(connection: &mut PgConnection) -> sqlx::Result<Vec<Actor>> {
    sqlx::query_as!(
        Actor,
        r#"with suppliers as (
               select s.id from organisations s
               where exists (select from public_exhibitors e
                   join editions ed on ed.id = e.edition_id and ed.ordinal = 3
               where e.organisation_id = s.id)
                 and exists (select from accepted_lines d where d.supplier_id = s.id)
                 and s.kind = 'cooperative'
               order by s.id limit 2),
           buyers as (select b.id from organisations b
               where exists (select from accepted_lines d where d.buyer_id = b.id) order by b.id
           limit 2),
           villages as (select v.village_code as code from contract_villages v
               join divisions d on d.code = v.village_code and d.is_gacha_village
                        group by 1 order by 1 limit 2),
           banners as (select code from divisions where level = 'banner' order by code limit 2),
           all_of_them as (
               select 'supplier' as role, id as organisation_id, null as place from suppliers
               union all select 'buyer', id, null from buyers
               union all select 'village_team', null, code from villages
               union all select 'banner_officer', null, code from banners
               union all select unnest(array['organiser', 'auditor', 'administrator']), null, null)
           select role || case when organisation_id is null and place is null then ''
               else (row_number() over (partition by role order by organisation_id, place))::text
               end
                      as "login!",
                  role as "role!", organisation_id, place
           from all_of_them
           where (select is_demonstration from installation) and not exists (select from users)
           order by role, organisation_id, place"#
    )
    .fetch_all(connection)
    .await
}
