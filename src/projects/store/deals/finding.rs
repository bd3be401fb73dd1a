//! Deals that the public does not see yet, by words.

use crate::{
    projects::model::deal::CeremonyState,
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
