//! Sums of entries themselves: for one organisation, one place, one chain of deals; or for the
//! entries since a time.

use super::ask::Ask;
use crate::{
    journal::model::{Account, Row, Scope, Span},
    values::ids::JournalEntryId,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgExecutor, query_as};

struct Entries {
    account: Account,
    effective_on: Option<NaiveDate>,
    edition: i64,
    banner: String,
    buyer_kind: String,
    category: String,
    amount: Decimal,
    records: i64,
}

impl From<Entries> for Row {
    fn from(entries: Entries) -> Self {
        Row {
            grain: None,
            account: entries.account,
            span: entries.effective_on.map_or(Span::Always, Span::From),
            edition: entries.edition,
            banner: entries.banner,
            buyer_kind: entries.buyer_kind,
            category: entries.category,
            amount: entries.amount,
            records: entries.records,
        }
    }
}

/// Entries by the dimensions that points request. `$1` to `$4` are the accounts, whether days are
/// distinguished, the last day and the last known entry; the parameters of a condition follow.
macro_rules! entries {
    ($condition:literal, $ask:expr, $known:expr $(, $more:expr)*) => {
        query_as!(
            Entries,
            r#"select account as "account!: Account",
                      case when $2 then effective_on end as effective_on,
                      coalesce(edition_id, 0) as "edition!",
                      coalesce(owner_banner_code, '') as "banner!",
                      coalesce(buyer_kind, '') as "buyer_kind!",
                      coalesce(category_code, '') as "category!",
                      sum(amount) as "amount!", sum(records)::bigint as "records!"
               from journal_entries
               where account = any ($1) and effective_on <= $3 and id <= $4 and "#
                + $condition + " group by 1, 2, 3, 4, 5, 6",
            $ask.accounts as &[Account],
            $ask.keeps_days(),
            $ask.last_day(),
            $known.map_or(i64::MAX, |id: JournalEntryId| id.0)
            $(, $more)*
        )
    };
}

/// `known`: the last entry to include.
pub async fn of_scope(
    db: impl PgExecutor<'_>,
    ask: &Ask<'_>,
    known: Option<JournalEntryId>,
) -> sqlx::Result<Vec<Row>> {
    let Scope { buyer, supplier, township, village, .. } = ask.scope;
    let entries = match (buyer, supplier, village.as_ref().or(township.as_ref())) {
        (Some(buyer), None, None) => {
            entries!("buyer_id = $5 and account <> 'purchase.by_household'", ask, known, buyer.0)
                .fetch_all(db)
                .await?
        }
        (None, Some(supplier), None) => {
            entries!(
                "supplier_id = $5 and account <> 'purchase.by_household'",
                ask,
                known,
                supplier.0
            )
            .fetch_all(db)
            .await?
        }
        (_, _, Some(place)) => {
            return of_place(db, ask, known, place.as_str()).await;
        }
        (Some(buyer), Some(supplier), None) => {
            let condition = entries!(
                "buyer_id = $5 and supplier_id = $6 and account <> 'purchase.by_household'",
                ask,
                known,
                buyer.0,
                supplier.0
            );
            condition.fetch_all(db).await?
        }
        (None, None, None) => return of_chain(db, ask, known).await,
    };
    Ok(entries.into_iter().map(Row::from).collect())
}

/// The records of one chain: a project and its results; an agreement or a contract with the records
/// above and below. Each path to the contracts is a separate lookup: one condition for all would
/// read every contract.
async fn of_chain(
    db: impl PgExecutor<'_>,
    ask: &Ask<'_>,
    known: Option<JournalEntryId>,
) -> sqlx::Result<Vec<Row>> {
    let Scope { project, agreement, contract, .. } = ask.scope;
    let entries = entries!(
        "(root_id, root) in (
            with looked_at as (
                select id from contracts where id = $7
                union select id from contracts where framework_id = $6
                union select id from contracts where project_id = $5
                union select c.id from contracts c
                join framework_agreements a on a.id = c.framework_id where a.project_id = $5),
            contracts_below as (
                select c.id, c.origin_project_id, c.framework_id from public_contracts c
                where c.id in (select id from looked_at)
                  and (c.origin_project_id = $5 or c.framework_id = $6 or c.id = $7))
            select $5::bigint, 'project'::journal_root
            union select project_id, 'project' from framework_agreements where id = $6
            union select origin_project_id, 'project' from contracts_below where id = $7
            union select id, 'agreement' from framework_agreements where project_id = $5 or id = $6
            union select framework_id, 'agreement' from contracts_below where id = $7
            union select id, 'contract' from contracts_below
            union select d.id, 'delivery' from deliveries d
            join contracts_below c on c.id = d.contract_id)",
        ask,
        known,
        project.map(|id| id.0),
        agreement.map(|id| id.0),
        contract.map(|id| id.0)
    );
    Ok(entries.fetch_all(db).await?.into_iter().map(Row::from).collect())
}

/// The place of goods. A delivery with several lines from there counts once, from its first one on.
/// A place has contracts by its supplying villages, each once and without an amount.
async fn of_place(
    db: impl PgExecutor<'_>,
    ask: &Ask<'_>,
    known: Option<JournalEntryId>,
    place: &str,
) -> sqlx::Result<Vec<Row>> {
    let Scope { buyer, supplier, .. } = ask.scope;
    let entries = query_as!(
        Entries,
        r#"with touched as (
               select account, root_id, effective_on, edition_id, owner_banner_code, buyer_kind,
                      category_code,
                      sum(amount) as amount, sum(records) as records
               from journal_entries
               where (account = any ($1) or account = 'contract.village'
                   and 'contract.current' = any ($1))
                 and effective_on <= $3 and id <= $4
                 and village_code between $5 and $5 || '999' and account <> 'purchase.by_household'
                 and ($6::bigint is null or buyer_id = $6)
                 and ($7::bigint is null or supplier_id = $7)
               group by 1, 2, 3, 4, 5, 6, 7
               having sum(amount) <> 0 or account = 'contract.village' and sum(records) <> 0),
           counted as (
               select *, row_number() over (partition by account, root_id
                   order by effective_on, category_code) = 1 as is_first
               from touched)
           select case account when 'contract.village' then 'contract.current' else account
               end as "account!: Account",
                  case when $2 then effective_on end as effective_on,
                  coalesce(edition_id, 0) as "edition!",
                  coalesce(owner_banner_code, '') as "banner!",
                  coalesce(buyer_kind, '') as "buyer_kind!",
                  coalesce(category_code, '') as "category!",
                  sum(amount) as "amount!",
                  sum(case when account = 'contract.village' then sign(records)
                      else is_first::integer end)::bigint as "records!"
           from counted
           group by 1, 2, 3, 4, 5, 6"#,
        ask.accounts as &[Account],
        ask.keeps_days(),
        ask.last_day(),
        known.map_or(i64::MAX, |id| id.0),
        place,
        buyer.map(|id| id.0),
        supplier.map(|id| id.0)
    )
    .fetch_all(db)
    .await?;
    Ok(entries.into_iter().map(Row::from).collect())
}

/// The entries after `known`, with the opposite sign.
pub async fn taken_back(
    db: impl PgExecutor<'_>,
    ask: &Ask<'_>,
    known: JournalEntryId,
) -> sqlx::Result<Vec<Row>> {
    let since = entries!("account <> 'purchase.by_household' and id > $5", ask, None, known.0)
        .fetch_all(db)
        .await?;
    let rows = since.into_iter().map(Row::from);
    Ok(rows.map(|row| Row { amount: -row.amount, records: -row.records, ..row }).collect())
}
