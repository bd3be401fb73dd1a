//! All statements on divisions.

use super::model::{
    BannerCounts, Filter, Named, Village,
    gazetteer::{Entry, Gazetteer},
};
use crate::values::{ids::EditionId, lang::Lang, place_code::PlaceCode, search_text::SearchQuery};
use chrono::NaiveDate;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn upsert_divisions(connection: &mut PgConnection, rows: Value) -> sqlx::Result<()> {
    query!(
        "insert into divisions (code, level, parent_code, kind, official_name, name, full_name,
             name_en, full_name_en, pinyin,
                                is_gacha_village, search_text, search_tokens)
         select code, level, parent_code, kind, official_name, name, full_name, name_en,
                full_name_en, pinyin,
                is_gacha_village, search_text, search_tokens
         from jsonb_populate_recordset(null::divisions, $1)
         on conflict (code) do update
         set level = excluded.level, parent_code = excluded.parent_code, kind = excluded.kind,
             official_name = excluded.official_name, name = excluded.name,
             full_name = excluded.full_name,
             name_en = excluded.name_en, full_name_en = excluded.full_name_en,
             pinyin = excluded.pinyin,
             is_gacha_village = excluded.is_gacha_village,
             search_text = excluded.search_text, search_tokens = excluded.search_tokens",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn update_map(connection: &mut PgConnection, rows: Value) -> sqlx::Result<()> {
    query!(
        "update divisions d set map_path = m.path, map_label_x = m.label_x, map_label_y = m.label_y,
                map_label_is_small = m.label_is_small, map_leader = m.leader
         from jsonb_to_recordset($1) as m (code text, label_x numeric, label_y numeric,
             label_is_small boolean, leader text, path text)
         where d.code = m.code",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

mod exported;
mod listing;
pub use exported::exported_villages;
pub use listing::{village_counts, villages};

pub async fn village(
    db: impl PgExecutor<'_>,
    code: &PlaceCode,
    as_of: Option<NaiveDate>,
    today: NaiveDate,
) -> sqlx::Result<Option<Village>> {
    let only = Filter { village: Some(code.clone()), as_of, ..Filter::default() };
    Ok(villages(db, &only, today, 1, 0).await?.pop())
}

/// For each banner: exhibitors and exhibited products of an edition, or of all, and its gacha
/// villages. The current ones from the counts; as of a day, those published by then.
pub async fn banner_counts(
    db: impl PgExecutor<'_>,
    edition: Option<EditionId>,
    as_of: Option<NaiveDate>,
) -> sqlx::Result<Vec<BannerCounts>> {
    query_as!(
        BannerCounts,
        r#"select b.code as "banner_code: _",
                  (select coalesce(sum(d.exhibitors), 0)::bigint from exhibitor_days d
                   where d.edition_id between coalesce($1::bigint, 1)
                     and coalesce($1, 9223372036854775807) and d.banner_code = b.code
                     and ($2::date is null or d.published_on <= $2)) as "exhibitors!",
                  case when $2::date is null then
                      (select coalesce(sum(s.products), 0)::bigint from product_sums s
                       where s.edition_id = coalesce($1, 0) and s.month = 0 and s.category = '*'
                         and s.banner = b.code)
                  else
                      (select coalesce(sum(d.products), 0)::bigint from product_days d
                       where d.edition_id = coalesce($1, 0) and d.category = '*'
                         and d.banner = b.code and d.shown_since <= $2)
                  end as "products!",
                  (select count(*) from divisions v
                      where v.banner_code = b.code and v.is_gacha_village) as "villages!"
           from divisions b where b.level = 'banner' order by b.code"#,
        edition.map(|id| id.0),
        as_of
    )
    .fetch_all(db)
    .await
}

/// The matching villages, townships and banners of a text: by code, by full name or full pinyin; if
/// there are none, those whose full name contains it. At most a dozen.
pub async fn named(db: impl PgExecutor<'_>, text: &str) -> sqlx::Result<Vec<Named>> {
    query_as!(
        Named,
        r#"with typed as (select $1 as text, lower(replace($1, ' ', '')) as letters),
                exact as (
                    select d.* from divisions d, typed
                    where d.level <> 'city' and $1 <> ''
                      and (d.code = typed.text or d.name = typed.text
                          or d.official_name = typed.text or d.full_name = typed.text
                           or lower(d.name_en) = lower(typed.text)
                           or lower(d.full_name_en) = lower(typed.text)
                           or replace(d.pinyin, ' ', '') = typed.letters)),
                near as (
                    select d.* from divisions d
                    where d.level <> 'city' and length($1) > 1 and not exists (select from exact)
                      and position($1 in d.full_name) > 0)
           select code as "code!: _", full_name as "full_name!", full_name_en as "full_name_en!"
           from (select * from exact union all select * from near) found
           order by length(code) desc, code limit 12"#,
        text
    )
    .fetch_all(db)
    .await
}

/// All except the city, for many lookups.
pub async fn gazetteer(db: impl PgExecutor<'_>) -> sqlx::Result<Gazetteer> {
    let rows = query!(
        r#"select code as "code: PlaceCode", name, official_name, full_name, name_en, full_name_en,
                  pinyin from divisions
           where level <> 'city' order by length(code) desc, code"#
    );
    let entry = rows.fetch_all(db).await?.into_iter().map(|row| Entry {
        named: Named { code: row.code, full_name: row.full_name, full_name_en: row.full_name_en },
        name: row.name,
        official_name: row.official_name,
        name_en: row.name_en,
        pinyin: row.pinyin,
    });
    Ok(Gazetteer::new(entry.collect()))
}

/// The full names of some places, in both languages.
pub async fn names(db: impl PgExecutor<'_>, codes: &[String]) -> sqlx::Result<Vec<Named>> {
    query_as!(
        Named,
        r#"select code as "code: _", full_name, full_name_en from divisions where code = any ($1)"#,
        codes
    )
    .fetch_all(db)
    .await
}

/// Suggestions while typing a place, the best first, the larger before the smaller.
pub async fn suggested(
    db: impl PgExecutor<'_>,
    search: &SearchQuery,
    limit: i64,
) -> sqlx::Result<Vec<Named>> {
    query_as!(
        Named,
        r#"select code as "code: _", full_name, full_name_en from divisions
           where level <> 'city' and search_finds(search_tokens, search_text, $1, $2)
           order by search_rank(search_text, $2), length(code), pinyin, code limit $3"#,
        search.tokens,
        &search.needles,
        limit
    )
    .fetch_all(db)
    .await
}

/// The matches of a field: the chosen one of several, else all with that name.
pub async fn meant(db: impl PgExecutor<'_>, typed: &str, chosen: &str) -> sqlx::Result<Vec<Named>> {
    let named = named(db, typed.trim()).await?;
    match named.iter().find(|place| place.code.as_str() == chosen.trim()) {
        Some(place) => Ok(vec![place.clone()]),
        None => Ok(named),
    }
}

/// The full name of a place, for a page that is filtered by it.
pub async fn label(
    db: impl PgExecutor<'_>,
    code: Option<&PlaceCode>,
    lang: Lang,
) -> sqlx::Result<Option<String>> {
    let Some(code) = code else { return Ok(None) };
    Ok(name(db, code.as_str()).await?.map(|(zh, en)| lang.t(&zh, &en).to_string()))
}

/// The full name of a place, in both languages.
pub async fn name(db: impl PgExecutor<'_>, code: &str) -> sqlx::Result<Option<(String, String)>> {
    let row = query!("select full_name, full_name_en from divisions where code = $1", code)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| (row.full_name, row.full_name_en)))
}
