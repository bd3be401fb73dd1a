//! Deals by words or by their number.

use crate::{
    projects::model::{deal::CeremonyState, source::Source},
    values::{ids::ProjectId, place_code::PlaceCode, search_text::SearchQuery},
};
use sqlx::{PgExecutor, query_as};

/// A deal that is planned or awaits release.
#[derive(Debug)]
pub struct Unreleased {
    pub id: ProjectId,
    pub number: String,
    pub title: String,
    pub state: CeremonyState,
}

/// The latest first; of one banner if given.
pub async fn unreleased(
    db: impl PgExecutor<'_>,
    search: &SearchQuery,
    banner: Option<&PlaceCode>,
    limit: i64,
) -> sqlx::Result<Vec<Unreleased>> {
    query_as!(
        Unreleased,
        r#"select id as "id: _", number, title, ceremony_state as "state: _"
           from signed_projects
           where search_finds(search_tokens, search_text, $1, $2)
             and voided_at is null and ceremony_state <> 'released'
             and ($3::text is null or owner_banner_code = $3)
           order by search_rank(search_text, $2), edition_id desc, run_order limit $4"#,
        search.tokens,
        &search.needles,
        banner.map(|code| code.as_str()),
        limit
    )
    .fetch_all(db)
    .await
}

macro_rules! sources {
    ($tail:literal, $value:expr) => {
        query_as!(
            Source::<ProjectId>,
            r#"select id as "id!: _", number as "number!", title as "title!",
                      buyer_id as "buyer_id!: _", supplier_id as "supplier_id!: _",
                      signed_on as "signed_on!"
               from public_projects "#
                + $tail,
            $value
        )
    };
}

/// The released intent that an agreement or a contract may come from.
pub async fn released(
    db: impl PgExecutor<'_>,
    id: ProjectId,
) -> sqlx::Result<Option<Source<ProjectId>>> {
    sources!("where id = $1", id.0).fetch_optional(db).await
}

/// The same by its number.
pub async fn released_numbered(
    db: impl PgExecutor<'_>,
    number: &str,
) -> sqlx::Result<Option<Source<ProjectId>>> {
    sources!("where number = $1", number).fetch_optional(db).await
}
