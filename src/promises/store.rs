//! How the table of each noun keeps its promises.

use super::model::{Draft, Ending, Paper, Promise};
use crate::values::place_code::PlaceCode;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Statements of a noun on its own table. Each that writes makes a new version.
pub trait Kept: Promise {
    /// `banner`: the scope of an officer.
    fn find(
        connection: &mut PgConnection,
        id: Self::Id,
        banner: Option<&PlaceCode>,
    ) -> impl Future<Output = sqlx::Result<Option<Self>>> + Send;

    /// The same, locked until the transaction ends.
    fn lock(
        connection: &mut PgConnection,
        id: Self::Id,
        banner: Option<&PlaceCode>,
    ) -> impl Future<Output = sqlx::Result<Option<Self>>> + Send;

    /// A draft.
    fn insert(
        connection: &mut PgConnection,
        draft: &Draft<Self::Terms>,
    ) -> impl Future<Output = sqlx::Result<Self::Id>> + Send;

    /// A draft, changed.
    fn update(
        connection: &mut PgConnection,
        id: Self::Id,
        draft: &Draft<Self::Terms>,
    ) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// From now on it is public, with the banner and the buyer's kind of this day.
    fn mark_signed(
        connection: &mut PgConnection,
        id: Self::Id,
        paper: &Paper,
    ) -> impl Future<Output = sqlx::Result<()>> + Send;

    fn mark_terminated(
        connection: &mut PgConnection,
        id: Self::Id,
        ending: &Ending,
    ) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// A data error: it counts on no day.
    fn mark_void(
        connection: &mut PgConnection,
        id: Self::Id,
        at: DateTime<Utc>,
        reason: &str,
    ) -> impl Future<Output = sqlx::Result<()>> + Send;
}
