//! The statements on published figures, and on facts outside the journal.

use super::model::{NewPublishedFigure, Point, PublishedFigure};
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

mod exhibiting;
mod general;
mod places;
pub use exhibiting::exhibiting;
pub use general::general;
pub use places::place_growth;

/// Points as the columns of a table.
struct Columns {
    days: Vec<NaiveDate>,
    editions: Vec<Option<i64>>,
    banners: Vec<Option<String>>,
    categories: Vec<Option<String>>,
}

impl Columns {
    fn of(points: &[Point]) -> Self {
        Self {
            days: points.iter().map(|point| point.day).collect(),
            editions: points.iter().map(|point| point.edition.map(|id| id.0)).collect(),
            banners: points
                .iter()
                .map(|point| point.banner.as_ref().map(ToString::to_string))
                .collect(),
            categories: points.iter().map(|point| point.category.clone()).collect(),
        }
    }
}

/// All reported figures, in the order of the press.
pub async fn published(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<PublishedFigure>> {
    query_as!(
        PublishedFigure,
        r#"select key, indicator, edition_id as "edition_id: _", as_of, value, unit, qualifier,
                  wording, said_on, said_in, said_in_en
           from published_figures order by position"#
    )
    .fetch_all(db)
    .await
}

pub async fn insert_published(
    connection: &mut PgConnection,
    figures: &[NewPublishedFigure],
) -> sqlx::Result<()> {
    query!(
        "insert into published_figures (key, position, indicator, edition_id, as_of, value, unit,
             qualifier, wording, said_on, said_in, said_in_en)
         select key, position, indicator, edition_id, as_of, value, unit, qualifier, wording,
                said_on, said_in, said_in_en
         from jsonb_populate_recordset(null::published_figures, $1)",
        json!(figures)
    )
    .execute(connection)
    .await?;
    Ok(())
}
