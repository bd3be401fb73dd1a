//! Rows derived in the database from the bulk's organisations and contracts: participations,
//! certificates, deliveries, payments. Randomness is a remainder or hash of the id.

use crate::demo::generator::large::{Before, Bulk, DELIVERIES_OF_A_CONTRACT};
use sqlx::{AssertSqlSafe, Executor, PgConnection, query};

/// Deliveries, or payments, per write.
const BATCH: i64 = 40_000;

pub async fn insert_showings(connection: &mut PgConnection, before: &Before) -> sqlx::Result<()> {
    query!(
        "insert into exhibitors (edition_id, organisation_id, state, applied_on, published_on,
             neutral_rank)
         select e.id, o.id, 'checked_in', e.held_in - 60, e.held_in - 20,
                ((o.id * 2654435761 + e.id * 40503) % 2147483647)::integer
         from organisations o join editions e
             on (e.ordinal = 3 and o.id % 10 < 6) or (e.ordinal = 2 and o.id % 10 in (3, 4, 5))
                 or (e.ordinal = 1 and o.id % 10 in (5, 6))
         where o.id > $1 and o.side = 'supplier' order by e.id, o.id",
        before.organisations
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into exhibits (exhibitor_id, product_id, price)
         select e.id, p.id, p.price from exhibitors e
         join products p on p.organisation_id = e.organisation_id
         where e.organisation_id > $1 order by e.id, p.id",
        before.organisations
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into certifications (organisation_id, scheme, number, issuer, valid_from, valid_to,
             verified_on, verified_by)
         select o.id, (array['hazard_free', 'green', 'organic', 'agi', 'mingyoute',
             'poverty_product', 'meng'])[1 + o.id / 5 % 7], 'DL-' || o.id,
                '示范认证机构(演示)', date '2018-03-01' + (o.id * 7919 % 800)::integer,
                case when o.id % 7 > 0 then date '2018-03-01' + (o.id * 7919 % 800)::integer +
                    case when o.id % 11 = 0 then 365 else 1095 end end,
                case when o.id % 8 > 0 then date '2018-03-01' + (o.id * 7919 % 800)::integer end,
                case when o.id % 8 > 0 then '示范核验员' end
         from organisations o where o.id > $1 and o.side = 'supplier' and o.id % 5 < 2 order by o.id",
        before.organisations
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into certified_products (certification_id, product_id)
         select c.id, p.id from certifications c join products p on
             p.organisation_id = c.organisation_id
         where c.organisation_id > $1 and p.id % 4 = 0 order by c.id, p.id",
        before.organisations
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The deliveries of a contract are evenly spaced up to the business day.
pub async fn insert_deliveries(connection: &mut PgConnection, bulk: &Bulk) -> sqlx::Result<()> {
    query!(
        "insert into deliveries (number, contract_id, buyer_id, supplier_id, owner_banner_code,
             planned_on, shipped_on)
         select 'DL-DH-' || c.id || '-' || n, c.id, c.buyer_id, c.supplier_id, c.owner_banner_code,
                day, day + 1
         from contracts c, generate_series(1, $2::integer) as n,
              lateral (select c.starts_on + n * (date '2020-09-24' - c.starts_on) /
                  $2::integer as day) at
         where c.id > $1 order by c.id, n",
        bulk.before.contracts,
        DELIVERIES_OF_A_CONTRACT as i32
    )
    .execute(&mut *connection)
    .await?;
    analyze(connection).await?;
    let last = bulk.before.deliveries + bulk.contracts * DELIVERIES_OF_A_CONTRACT;
    for from in (bulk.before.deliveries..last).step_by(BATCH as usize) {
        insert_delivery_lines(connection, from, from + BATCH).await?;
    }
    Ok(())
}

async fn insert_delivery_lines(
    connection: &mut PgConnection,
    after: i64,
    to: i64,
) -> sqlx::Result<()> {
    query!(
        "insert into delivery_lines (delivery_id, position, contract_line_id, product_id,
             category_code, name, unit_code, unit_price,
                                     quantity_shipped, quantity_accepted, amount_shipped,
                                     amount_accepted, village_code, household_category,
                                     households, state, accepted_on, reason_class, reason)
         select d.id, l.position, l.id, l.product_id, l.category_code, l.name, l.unit_code,
                l.unit_price,
                brought, case when is_accepted then brought else 0 end,
                round(brought * l.unit_price, 2),
                case when is_accepted then round(brought * l.unit_price, 2) else 0 end,
                p.origin_code,
                case when chance % 3 = 0 then (array['edge', 'monitored', 'consolidated'])[1 +
                    chance / 3 % 3] else 'general' end,
                case when chance % 3 = 0 then 1 + chance / 9 % 4 else 0 end,
                case when is_accepted then 'accepted' when chance % 100 = 0 then 'rejected'
                    else 'shipped' end,
                case when is_accepted then least(d.shipped_on + 1 + chance % 3, date '2020-09-28')
                    end,
                case when not is_accepted and chance % 100 = 0 then 'specification' end,
                case when not is_accepted and chance % 100 = 0 then '等级不符' end
         from deliveries d
         join contract_lines l on l.contract_id = d.contract_id
         join products p on p.id = l.product_id,
              lateral (select hashint8(d.id * 5 + l.position) & 2147483647 as chance) c,
              lateral (select 1 + chance % 59 as brought, chance % 100 >= 9 as is_accepted) q
         where d.id > $1 and d.id <= $2 order by d.id, l.position",
        after,
        to
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Every four deliveries of a contract are paid together, six weeks after the last; recent ones are
/// unpaid.
pub async fn insert_payments(connection: &mut PgConnection, bulk: &Bulk) -> sqlx::Result<()> {
    let last = bulk.before.deliveries + bulk.contracts * DELIVERIES_OF_A_CONTRACT;
    for from in (bulk.before.deliveries..last).step_by(BATCH as usize) {
        query!(
            "with due as (
                select d.contract_id, (row_number() over (partition by d.contract_id order by d.id)
                    - 1) / 4 as part, d.id, d.buyer_id, d.supplier_id, d.shipped_on
                from deliveries d where d.id > $1 and d.id <= $2),
             sums as (
                select 'DL-FK-' || contract_id || '-' || due.part as number, due.buyer_id,
                       due.supplier_id, max(due.shipped_on) + 42 as paid_on,
                       array_agg(l.id order by l.id) as lines,
                       array_agg(l.amount_accepted order by l.id) as amounts,
                       sum(l.amount_accepted) as amount
                from due join delivery_lines l on l.delivery_id = due.id and l.state = 'accepted'
                    and l.amount_accepted > 0
                group by contract_id, due.part, due.buyer_id, due.supplier_id),
             paid as (
                insert into payments (number, buyer_id, supplier_id, paid_on, amount, recorded_at)
                select number, buyer_id, supplier_id, paid_on, amount,
                       (paid_on + time '18:00') at time zone 'Asia/Shanghai'
                from sums where paid_on <= date '2020-09-28' order by number
                returning id, number)
             insert into payment_allocations (payment_id, delivery_line_id, amount)
             select paid.id, one.line, one.amount from paid
             join sums using (number), unnest(sums.lines, sums.amounts) as one (line, amount)",
            from,
            from + BATCH
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// A load of this size is counted once at its end: following every statement would change the same
/// counts many times in one transaction.
pub async fn stop_counting(connection: &mut PgConnection) -> sqlx::Result<()> {
    switch_counting(connection, "disable").await
}

pub async fn count_again(connection: &mut PgConnection) -> sqlx::Result<()> {
    switch_counting(connection, "enable").await?;
    query!("select rebuild_counts()").execute(&mut *connection).await?;
    query!("select rebuild_search()").execute(&mut *connection).await?;
    query!("select rebuild_contracts()").execute(connection).await?;
    Ok(())
}

/// The triggers on records, by their functions; except those that announce changes.
async fn switch_counting(connection: &mut PgConnection, switch: &str) -> sqlx::Result<()> {
    let switch = format!(
        "do $$
        declare follower record;
        begin
            for follower in select tgrelid::regclass as source, tgname as name from pg_trigger
            where tgfoid = 'refresh_what_follows'::regproc loop
                execute format('alter table %s {switch} trigger %I', follower.source,
                    follower.name);
            end loop;
        end $$"
    );
    connection.execute(AssertSqlSafe(switch)).await?;
    Ok(())
}

/// Building an index of search tokens takes a tenth of the time of maintaining it. Returns the
/// statements that build them again.
pub async fn drop_token_indexes(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    let indexes = query!(
        r#"select quote_ident(indexname) as "name!", indexdef as "definition!" from pg_indexes
           where schemaname = 'public' and indexdef like '% USING gin %' order by 1"#
    )
    .fetch_all(&mut *connection)
    .await?;
    for index in &indexes {
        connection.execute(AssertSqlSafe(format!("drop index {}", index.name))).await?;
    }
    Ok(indexes.into_iter().map(|index| index.definition).collect())
}

pub async fn make_indexes(
    connection: &mut PgConnection,
    definitions: Vec<String>,
) -> sqlx::Result<()> {
    connection.execute("set local maintenance_work_mem = '256MB'").await?;
    for definition in definitions {
        connection.execute(AssertSqlSafe(definition)).await?;
    }
    Ok(())
}

/// Updates the planner statistics.
pub async fn analyze(connection: &mut PgConnection) -> sqlx::Result<()> {
    super::settle(connection).await
}

/// Like the autovacuum of a day: without it an index-only scan is impossible.
pub async fn vacuum(connection: &mut PgConnection) -> sqlx::Result<()> {
    connection.execute(AssertSqlSafe("vacuum analyze".to_string())).await?;
    Ok(())
}
