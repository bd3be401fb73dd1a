//! All statements on organisations.

pub mod imported;
pub mod profile;

use super::model::{Buyer, BuyerFilter, FoundBuyer, NewOrganisation};
use crate::values::{
    facet::FacetCount,
    ids::OrganisationId,
    search_text::{SearchColumns, pinyin},
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

pub async fn insert_many(
    connection: &mut PgConnection,
    organisations: &[NewOrganisation],
) -> sqlx::Result<()> {
    let rows: Value = organisations.iter().map(row).collect();
    query!(
        "insert into organisations (id, number, name, pinyin, kind, credit_code, division_code,
             banner_code, founded_on, introduction,
                                    neutral_rank, search_text, search_tokens)
         select id, number, name, pinyin, kind, credit_code, division_code, banner_code, founded_on,
                introduction,
                neutral_rank, search_text, search_tokens
         from jsonb_populate_recordset(null::organisations, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(organisation: &NewOrganisation) -> Value {
    let mut row = json!(organisation);
    let search = SearchColumns::of(&[&organisation.name, &organisation.number], &[])
        .at(organisation.division_code.as_str());
    row["pinyin"] = pinyin(&organisation.name).into();
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

macro_rules! buyers {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $day:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
                select o.id, o.name, o.pinyin, o.kind, o.banner_code, o.search_text,
                       ($3::text is null or o.kind = $3) as in_kind,
                       ($4::text is null or o.banner_code = $4) as in_banner
                from organisations o
                where o.side = 'buyer' and o.state = 'published'
                  -- Those with a framework by their kind at signing, as the figure counts them.
                  and (not $5 or (select sum(e.records) from journal_entries e
                                  where e.root = 'agreement' and e.account = 'framework.standing'
                                    and e.buyer_id = o.id
                                    and e.effective_on <= $6
                                    and (not $7 or e.buyer_kind like '%soe')) > 0)
                  and (not $7 or $5 or o.kind like '%soe')
                  and ($1::text is null or search_finds(o.search_tokens, o.search_text, $1, $2))) "
                + $head + " from matching " + $tail,
            $filter.search.as_ref().map(|q| q.tokens.as_str()),
            $filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $filter.kind.map(|kind| kind.code()),
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.with_framework,
            $day,
            $filter.state_owned
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported_buyers;

pub async fn buyers(
    db: impl PgExecutor<'_>,
    filter: &BuyerFilter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Buyer>> {
    buyers!(
        Buyer,
        r#"select id as "id!: _", name as "name!", kind as "kind!: _",
                  banner_code as "banner_code: _",
                  (select records from balance_with_buyer('framework.standing', matching.id,
                      $6)) as "frameworks!",
                  (select amount from balance_with_buyer('contract.current', matching.id,
                      $6)) as "contract: _",
                  (select amount from balance_with_buyer('purchase.accepted', matching.id,
                      $6)) as "purchase: _""#,
        "where in_kind and in_banner order by search_rank(search_text, $2), pinyin, id
         limit $8 offset $9",
        filter,
        today,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

pub async fn buyer_counts(
    db: impl PgExecutor<'_>,
    filter: &BuyerFilter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    buyers!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_kind and in_banner
         union all select 'kind', kind, count(*) from matching where in_banner group by 2
         union all select 'banner', banner_code, count(*) from matching
         where in_kind and banner_code is not null group by 2",
        filter,
        today
    )
    .fetch_all(db)
    .await
}

/// The name of an organisation, if it is public.
pub async fn public_name(
    db: impl PgExecutor<'_>,
    id: OrganisationId,
) -> sqlx::Result<Option<String>> {
    query_scalar!("select name from organisations where id = $1 and state = 'published'", id.0)
        .fetch_optional(db)
        .await
}

pub async fn find_buyer(
    db: impl PgExecutor<'_>,
    id: OrganisationId,
) -> sqlx::Result<Option<FoundBuyer>> {
    query_as!(
        FoundBuyer,
        r#"select o.id as "id: _", o.number, o.name, o.pinyin, o.kind as "kind: _",
                  o.banner_code as "banner_code: _",
                  d.full_name as division, d.full_name_en as division_en, o.introduction,
                  o.founded_on,
                  o.name_en, o.address, o.website,
                  case when o.contact_is_public then o.contact_name end as contact_name,
                  case when o.contact_is_public then o.contact_phone end as contact_phone
           from organisations o join divisions d on d.code = o.division_code
           where o.id = $1 and o.side = 'buyer' and o.state = 'published'"#,
        id.0
    )
    .fetch_optional(db)
    .await
}
