//! Organisations, villages and banners as scopes.

use crate::{
    identity::model::role::{Candidate, ScopeKind},
    values::search_text::SearchQuery,
};
use sqlx::{PgExecutor, query_as};

/// The matches of a text: by number, code, full name or full pinyin; if there are none, those whose
/// name contains it. At most a dozen.
pub async fn meant(
    db: impl PgExecutor<'_>,
    kind: ScopeKind,
    typed: &str,
) -> sqlx::Result<Vec<Candidate>> {
    query_as!(
        Candidate,
        r#"with found as (
               select id::text as code, name as full_name, name as full_name_en,
                      id::text = $2 or credit_code = upper($2) or name = $2
                          or replace(pinyin, ' ', '') = lower(replace($2, ' ', '')) as is_it
               from organisations where $1 = 'organisation'
               union all
               select code, full_name, full_name_en,
                      code = $2 or name = $2 or official_name = $2 or full_name = $2
                          or lower(name_en) = lower($2)
                      or lower(full_name_en) = lower($2)
                      or replace(pinyin, ' ', '') = lower(replace($2, ' ', ''))
               from divisions where level = $1)
           select code as "code!", full_name as "full_name!", full_name_en as "full_name_en!"
           from found
           where $2 <> '' and (is_it or not exists (select from found where is_it)
               and length($2) > 1 and position($2 in full_name) > 0)
           order by full_name, code limit 12"#,
        kind.code(),
        typed.trim()
    )
    .fetch_all(db)
    .await
}

/// Suggestions while typing, the best of each kind first.
pub async fn suggested(
    db: impl PgExecutor<'_>,
    kind: ScopeKind,
    search: &SearchQuery,
    limit: i64,
) -> sqlx::Result<Vec<Candidate>> {
    query_as!(
        Candidate,
        r#"select code as "code!", full_name as "full_name!", full_name_en as "full_name_en!" from (
               select id::text as code, name as full_name, name as full_name_en,
                      search_rank(search_text, $2) as rank
               from organisations where $4 = 'organisation'
                   and search_finds(search_tokens, search_text, $1, $2)
               union all
               select code, full_name, full_name_en, search_rank(search_text, $2)
               from divisions where level = $4 and search_finds(search_tokens, search_text, $1, $2))
                   found
           order by rank, full_name, code limit $3"#,
        search.tokens,
        &search.needles,
        limit,
        kind.code()
    )
    .fetch_all(db)
    .await
}
