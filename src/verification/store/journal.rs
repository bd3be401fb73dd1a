//! The journal beside the records, and its sums beside its entries.

use super::{Drift, MOST_SHOWN};
use sqlx::{PgConnection, query_as};

/// The due entries of the records, beside the posted ones: by record, account, day and every
/// dimension.
pub async fn journal_entries(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"with compared as (
               select account, root, root_id, source, source_id, effective_on, edition_id,
                      is_renewal, owner_banner_code, buyer_id, buyer_kind,
                      supplier_id, category_code, village_code, household_category, households,
                      sum(amount) filter (where is_posted) as posted_amount,
                      sum(records) filter (where is_posted) as posted_records,
                      sum(amount) filter (where not is_posted) as due_amount,
                      sum(records) filter (where not is_posted) as due_records
               from (select account, root, root_id, source, source_id, effective_on, edition_id,
                   is_renewal, owner_banner_code, buyer_id,
                            buyer_kind, supplier_id, category_code, village_code,
                            household_category, households, amount, records,
                            true as is_posted
                     from journal_entries
                     union all
                     select account, root, root_id, source, source_id, effective_on, edition_id,
                            is_renewal, owner_banner_code, buyer_id,
                            buyer_kind, supplier_id, category_code, village_code,
                            household_category, households, amount, records, false
                     from due_postings) both_sides
               group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
           select concat_ws('/', account, root, root_id, source, source_id, effective_on) as "key!",
                  posted_amount || ' in ' || posted_records as stored,
                  due_amount || ' in ' || due_records as recomputed
           from compared
           where (coalesce(posted_amount, 0), coalesce(posted_records, 0)) <>
               (coalesce(due_amount, 0), coalesce(due_records, 0))
           order by root, root_id, account, effective_on limit $1"#
    )
}

pub async fn journal_sums(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"with divided as (
               select t.split, e.account, t.unit, t.part,
                      sum_starts_on(t.unit, e.effective_on) as starts_on,
                      coalesce(e.edition_id, 0) as edition_id,
                      coalesce(e.owner_banner_code, '') as owner_banner_code,
                      sum(e.amount) as amount, sum(e.records) as records
               from journal_entries e,
                    journal_splits(e.buyer_kind, e.category_code,
                        case when e.account = 'contract.village' then e.village_code end) t
               where e.account <> 'purchase.by_household'
               group by 1, 2, 3, 4, 5, 6, 7),
           recomputed as (
               select * from divided
               union all
               select split || '_of_all', account, unit, part, starts_on, 0, '', sum(amount),
                      sum(records)
               from divided where split in ('all', 'buyer_kind', 'category')
               group by 1, 2, 3, 4, 5
               union all
               select 'all_of_edition', account, unit, part, starts_on, edition_id, '', sum(amount),
                      sum(records)
               from divided where split = 'all'
               group by 2, 3, 4, 5, 6)
           select concat_ws('/', split, account, unit, part, starts_on, edition_id,
               owner_banner_code) as "key!",
                  stored.amount || ' in ' || stored.records as stored,
                  recomputed.amount || ' in ' || recomputed.records as recomputed
           from journal_sums stored
           full join recomputed using (split, account, unit, part, starts_on, edition_id,
               owner_banner_code)
           where (coalesce(stored.amount, 0), coalesce(stored.records, 0)) <>
               (coalesce(recomputed.amount, 0), coalesce(recomputed.records, 0))
           order by 1 limit $1"#
    )
}

pub async fn supplying_villages(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, village_code) as "key!", stored.spans::text as stored,
                  recomputed.spans::text as recomputed
           from supplying_villages stored
           full join spanned_villages recomputed using (edition_id, village_code)
           where coalesce(stored.spans, '{}') <> coalesce(recomputed.spans, '{}') order by 1
           limit $1"#
    )
}

pub async fn journal_household_sums(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"with recomputed as (
               select household_period(effective_on, recorded_at) as period_end, owner_banner_code,
                      household_category, village_code, households,
                      sum(records) as lines, sum(amount) as amount
               from journal_entries where account = 'purchase.by_household'
               group by 1, 2, 3, 4, 5)
           select concat_ws('/', period_end, owner_banner_code, household_category, village_code,
               households) as "key!",
                  stored.amount || ' in ' || stored.lines as stored,
                  recomputed.amount || ' in ' || recomputed.lines as recomputed
           from journal_household_sums stored
           full join recomputed using (period_end, owner_banner_code, household_category,
               village_code, households)
           where (coalesce(stored.amount, 0), coalesce(stored.lines, 0)) <>
               (coalesce(recomputed.amount, 0), coalesce(recomputed.lines, 0))
           order by 1 limit $1"#
    )
}

pub async fn household_growth(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', period_end, owner_banner_code, household_category) as "key!",
                  stored::text as stored, recomputed::text as recomputed
           from household_growth stored
           full join summed_growth recomputed using
               (period_end, owner_banner_code, household_category)
           where (stored.lines, stored.households, stored.visits, stored.amount)
                 is distinct from (recomputed.lines, recomputed.households, recomputed.visits,
                     recomputed.amount)
           order by 1 limit $1"#
    )
}
