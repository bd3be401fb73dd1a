//! Finds records of every kind in one statement.

use super::model::{Found, MOST_COUNTED};
use crate::values::{ids::EditionId, search_text::SearchQuery};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The best of each kind and how many there are. Products and contracts may be very many: of a common word
/// the first thousand found are ranked, and with them a thousand whose names begin with it.
pub async fn found(
    db: impl PgExecutor<'_>,
    search: &SearchQuery,
    edition: Option<EditionId>,
    today: NaiveDate,
    of_each: i64,
) -> sqlx::Result<Vec<Found>> {
    query_as!(
        Found,
        r#"with product_ids as materialized (
                (select p.id from products p where p.state = 'published' and array_to_tsvector(p.search_tokens) @@ $3::text::tsquery
                   and search_finds(p.search_tokens, p.search_text, $1, $2) limit $8)
                union (select p.id from products p where p.state = 'published' and search_finds(p.search_tokens, p.search_text, $1, $2) limit $8)),
             contract_ids as materialized (
                (select c.id from public_contracts c where array_to_tsvector(c.search_tokens) @@ $3::text::tsquery
                   and search_finds(c.search_tokens, c.search_text, $1, $2) limit $8)
                union (select c.id from public_contracts c where search_finds(c.search_tokens, c.search_text, $1, $2) limit $8)),
             best_products as (
                select p.*, search_rank(p.search_text, $2) as rank from products p where p.id in (select id from product_ids)
                order by rank, p.neutral_rank, p.id limit 40 * $7::bigint),
             found as (
                (select 'product' as kind, p.id::text as key, p.name, null::text as name_en, null::text as number, p.category_code as code,
                        d.full_name as place, d.full_name_en as place_en, d.banner_code, array[p.specification] as words,
                        x.ordinal as edition, null::date as signed_on, coalesce(x.price, p.price) as price, p.unit_code, x.booth_code,
                        null::numeric as intent, null::numeric as framework, null::numeric as contract,
                        p.rank, (select count(*) from product_ids) as total
                 from best_products p join divisions d on d.code = p.origin_code
                 left join lateral (
                    select x.price, e.booth_code, ed.ordinal from exhibits x
                    join public_exhibitors e on e.id = x.exhibitor_id join editions ed on ed.id = e.edition_id
                    where x.product_id = p.id and ed.state <> 'draft' order by ed.ordinal desc limit 1) x on true
                 order by p.rank, x.ordinal desc nulls last, p.neutral_rank, p.id limit $7)
                union all
                (select 'exhibitor', e.id::text, o.name, null, o.number, o.kind, d.full_name, d.full_name_en, o.banner_code,
                        array(select p.name from exhibits x join products p on p.id = x.product_id
                              where x.exhibitor_id = e.id and p.id in (select id from product_ids) order by p.id limit 2),
                        ed.ordinal, null, null, null, e.booth_code, null, null, null, search_rank(o.search_text, $2), count(*) over ()
                 from public_exhibitors e
                 join organisations o on o.id = e.organisation_id join divisions d on d.code = o.division_code
                 join editions ed on ed.id = e.edition_id
                 where search_finds(o.search_tokens, o.search_text, $1, $2) or lower(e.booth_code) = $5
                    or (($6::text is null or o.banner_code = $6)
                        and e.id in (select x.exhibitor_id from exhibits x where x.product_id in (select id from product_ids)))
                 order by search_rank(o.search_text, $2), (e.edition_id = $4) desc, ed.ordinal desc, e.neutral_rank, e.id limit $7)
                union all
                (select 'project', p.id::text, p.title, null, p.number, p.stage, null, null, p.owner_banner_code, array[s.name, b.name],
                        ed.ordinal, p.signed_on, null, null, null, p.amount, null, null, search_rank(p.search_text, $2), count(*) over ()
                 from public_projects p join organisations s on s.id = p.supplier_id join organisations b on b.id = p.buyer_id
                 join editions ed on ed.id = p.edition_id
                 where search_finds(p.search_tokens, p.search_text, $1, $2)
                 order by search_rank(p.search_text, $2), (p.edition_id = $4) desc, ed.ordinal desc, p.run_order, p.id limit $7)
                union all
                (select 'agreement', a.id::text, a.title, null, a.number,
                        case when a.state = 'signed' and a.ends_on < $9 then 'expired' else a.state end, null, null, a.owner_banner_code,
                        array[s.name, b.name], null, a.signed_on, null, null, null, null, a.ceiling, null, search_rank(a.search_text, $2), count(*) over ()
                 from public_agreements a join organisations s on s.id = a.supplier_id join organisations b on b.id = a.buyer_id
                 where search_finds(a.search_tokens, a.search_text, $1, $2)
                 order by search_rank(a.search_text, $2), a.signed_on desc, a.id desc limit $7)
                union all
                (select 'contract', c.id::text, c.title, null, c.number, c.state, null, null, c.owner_banner_code,
                        array[s.name, b.name], null, c.signed_on, null, null, null, null, null,
                        contract_amount(c.id, c.signed_amount, $9), search_rank(c.search_text, $2), (select count(*) from contract_ids)
                 from public_contracts c join organisations s on s.id = c.supplier_id join organisations b on b.id = c.buyer_id
                 where c.id in (select id from contract_ids)
                 order by search_rank(c.search_text, $2), c.signed_on desc, c.id desc limit $7)
                union all
                (select v.level, v.code, v.full_name, v.full_name_en, null, null, t.name, t.name_en, v.banner_code, '{}',
                        null, null, null, null, null, null, null, null, search_rank(v.search_text, $2), v.total
                 from (select d.*, count(*) over (partition by d.level) as total,
                              row_number() over (partition by d.level order by search_rank(d.search_text, $2), d.banner_code, d.township_code, d.pinyin, d.code) as place
                       from divisions d
                       where d.level in ('village', 'township') and search_finds(d.search_tokens, d.search_text, $1, $2)) v
                 left join divisions t on t.code = v.township_code and t.code <> v.code
                 where v.place <= $7 order by v.place)
                union all
                (select 'brand', b.id::text, b.name, null, null, null, null, null, d.banner_code, '{}',
                        null, null, null, null, null, null, null, null, search_rank(b.search_text, $2), count(*) over ()
                 from brands b join divisions d on d.code = b.home_code
                 where search_finds(b.search_tokens, b.search_text, $1, $2)
                 order by search_rank(b.search_text, $2), b.pinyin, b.id limit $7)
                union all
                (select 'buyer', o.id::text, o.name, null, o.number, o.kind, d.full_name, d.full_name_en, o.banner_code, '{}',
                        null, null, null, null, null, null, null, null, search_rank(o.search_text, $2), count(*) over ()
                 from organisations o join divisions d on d.code = o.division_code
                 where o.side = 'buyer' and o.state = 'published' and search_finds(o.search_tokens, o.search_text, $1, $2)
                 order by search_rank(o.search_text, $2), o.pinyin, o.id limit $7))
           select kind as "kind!", key as "key!", name as "name!", name_en, number, code, place, place_en, banner_code as "banner_code: _",
                  words as "words!", edition, signed_on, price, unit_code, booth_code, intent as "intent: _", framework as "framework: _",
                  contract as "contract: _", rank, least(total, $8) as "total!"
           from found"#,
        search.tokens,
        &search.needles,
        search.beginning,
        edition.map(|id| id.0),
        search.folded,
        search.banner,
        of_each,
        MOST_COUNTED,
        today
    )
    .fetch_all(db)
    .await
}
