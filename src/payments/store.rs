//! Every statement on payments. What leaves for a public page is grouped by buyer and month.

use super::model::{BuyerMonth, Filter, MonthTotal, NewPayment};
use crate::values::facet::FacetCount;
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(connection: &mut PgConnection, payments: &[NewPayment]) -> sqlx::Result<()> {
    query!(
        "insert into payments (id, number, buyer_id, supplier_id, paid_on, amount)
         select id, number, buyer_id, supplier_id, paid_on, amount from jsonb_populate_recordset(null::payments, $1)",
        json!(payments)
    )
    .execute(&mut *connection)
    .await?;
    let allocations: Vec<_> = payments.iter().flat_map(|payment| &payment.allocations).collect();
    query!(
        "insert into payment_allocations (payment_id, delivery_line_id, amount)
         select payment_id, delivery_line_id, amount from jsonb_populate_recordset(null::payment_allocations, $1)",
        json!(allocations)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Sums by buyer and month, of what is counted ahead by delivery and day.
macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
                select p.buyer_id, b.name as buyer, b.kind as buyer_kind, b.pinyin, p.owner_banner_code, p.origin_edition_id, p.month, p.amount,
                       ($3::text is null or p.owner_banner_code = $3) as in_banner, ($4::text is null or b.kind = $4) as in_kind,
                       ($5::date is null or p.month = $5) as in_month
                from (select buyer_id, owner_banner_code, edition_id as origin_edition_id, date_trunc('month', effective_on)::date as month, sum(amount) as amount
                      from journal_entries
                      where account = 'payment.paid' and effective_on <= $1
                        and ($2::bigint is null or edition_id = $2) and ($6::bigint is null or buyer_id = $6)
                      group by 1, 2, 3, 4) p
                join organisations b on b.id = p.buyer_id) "
                + $head + " from matching " + $tail,
            $today,
            $filter.edition.map(|id| id.0),
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.buyer_kind.map(|kind| kind.code()),
            $filter.month,
            $filter.buyer.map(|id| id.0)
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported;

pub async fn by_month(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<MonthTotal>> {
    matching!(
        MonthTotal,
        r#"select month as "month!", count(distinct buyer_id) as "buyers!", sum(amount) as "amount!: _""#,
        "where in_banner and in_kind group by month order by month",
        filter,
        today
    )
    .fetch_all(db)
    .await
}

pub async fn by_buyer_and_month(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<BuyerMonth>> {
    matching!(
        BuyerMonth,
        r#"select buyer_id as "buyer_id!: _", buyer as "buyer!", month as "month!", sum(amount) as "amount!: _""#,
        "where in_banner and in_kind and in_month group by buyer_id, buyer, pinyin, month order by month desc, sum(amount) desc, buyer_id limit $7 offset $8",
        filter,
        today,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

/// Counts of buyer-months; `fen` is the sum, in fen.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(distinct (buyer_id, month)) as "count!""#,
        "where in_banner and in_kind and in_month
         union all select 'fen', '', (coalesce(sum(amount), 0) * 100)::bigint from matching where in_banner and in_kind and in_month
         union all select 'banner', owner_banner_code, count(distinct (buyer_id, month)) from matching where in_kind and in_month group by 2
         union all select 'buyer_kind', buyer_kind, count(distinct (buyer_id, month)) from matching where in_banner and in_month group by 2
         union all select 'edition', e.ordinal::text, count(distinct (buyer_id, month)) from matching join editions e on e.id = origin_edition_id
             where in_banner and in_kind and in_month group by 2",
        filter,
        today
    )
    .fetch_all(db)
    .await
}
