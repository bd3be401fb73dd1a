//! The parties that a typed name may mean.

use crate::{
    organisations::model::Side,
    projects::model::deal::Party,
    values::{ids::OrganisationId, search_text::SearchQuery},
};
use sqlx::{PgExecutor, query_as};

/// The parties of a side that a typed text may mean: by credit code, full name or pinyin; if there
/// are none, those whose name contains it; of several the chosen one. At most a dozen.
pub async fn party_named(
    db: impl PgExecutor<'_>,
    side: Side,
    typed: &str,
    chosen: Option<OrganisationId>,
) -> sqlx::Result<Vec<Party>> {
    query_as!(
        Party,
        r#"with named as (
               select o.*, o.name = $2 or o.credit_code = upper($2)
                          or replace(o.pinyin, ' ', '') = lower(replace($2, ' ', '')) as is_it
               from organisations o where o.side = $1),
           found as (
               select n.*, n.id = $3 and (n.is_it or position($2 in n.name) > 0
                          and not exists (select from named where is_it)) as is_chosen
               from named n)
           select id as "id!: _", name as "name!", kind as "kind!: _",
                  banner_code as "banner_code: _", credit_code, state = 'published'
                      as "is_published!"
           from found
           where is_chosen
              or not exists (select from found where is_chosen)
                 and (is_it or not exists (select from found where is_it) and length($2) > 1
                     and position($2 in name) > 0 and state = 'published')
           order by name, id limit 12"#,
        side.code(),
        typed,
        chosen.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}

/// Suggestions while typing: name, short name, pinyin, initials or credit code.
pub async fn suggested(
    db: impl PgExecutor<'_>,
    side: Side,
    search: &SearchQuery,
    limit: i64,
) -> sqlx::Result<Vec<Party>> {
    query_as!(
        Party,
        r#"select id as "id: _", name, kind as "kind: _", banner_code as "banner_code: _",
                  credit_code, true as "is_published!"
           from organisations
           where side = $4 and state = 'published'
             and (search_finds(search_tokens, search_text, $1, $2) or credit_code like upper($5) || '%')
           order by search_rank(search_text, $2), pinyin, id limit $3"#,
        search.tokens,
        &search.needles,
        limit,
        side.code(),
        search.typed
    )
    .fetch_all(db)
    .await
}

pub async fn party(db: impl PgExecutor<'_>, id: OrganisationId) -> sqlx::Result<Option<Party>> {
    query_as!(
        Party,
        r#"select id as "id: _", name, kind as "kind: _", banner_code as "banner_code: _",
                  credit_code, state = 'published' as "is_published!"
           from organisations where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await
}
