//! The desk, as nouns contribute to it: pending tasks, and what a search over the back office
//! finds.

use super::links::Texts;
use crate::{
    identity::model::{Viewer, permissions::Right},
    values::{lang::Lang, search_text::SearchQuery},
};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::future::BoxFuture;
use sqlx::PgPool;

/// Who opens the desk, and when.
#[derive(Clone, Copy)]
pub struct DeskContext<'a> {
    pub pool: &'a PgPool,
    pub viewer: &'a Viewer,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

/// A kind of pending task.
#[derive(Debug)]
pub struct Task {
    /// Of those whose task it is.
    pub right: Right,
    /// Its position on the desk: the smaller, the earlier. Unique among all nouns.
    pub place: u16,
    pub title: Texts,
    pub what: Texts,
    /// The list of its records.
    pub path: &'static str,
}

/// A task with the number of its records.
#[derive(Debug, Clone, Copy)]
pub struct Waiting {
    pub task: &'static Task,
    pub count: i64,
}

impl Waiting {
    pub fn new(task: &'static Task, count: i64) -> Self {
        Self { task, count }
    }

    pub fn title(&self, lang: Lang) -> &'static str {
        lang.t(self.task.title.0, self.task.title.1)
    }

    pub fn what(&self, lang: Lang) -> &'static str {
        lang.t(self.task.what.0, self.task.what.1)
    }
}

/// A noun's tasks.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    pub tasks: &'static [&'static Task],
    /// How many records each has within the viewer's scope.
    pub count: for<'a> fn(DeskContext<'a>) -> BoxFuture<'a, sqlx::Result<Vec<Waiting>>>,
}

impl Waits {
    /// The viewer's tasks that have records.
    pub async fn of(&self, desk: DeskContext<'_>) -> sqlx::Result<Vec<Waiting>> {
        let is_own = |task: &Task| desk.viewer.may(task.right);
        if !self.tasks.iter().any(|task| is_own(task)) {
            return Ok(Vec::new());
        }
        let mut waiting = (self.count)(desk).await?;
        waiting.retain(|one| one.count > 0 && is_own(one.task));
        Ok(waiting)
    }
}

/// The limit of results per kind.
pub const SHOWN: usize = 5;
/// One more than shown indicates further results.
pub const ASKED: i64 = SHOWN as i64 + 1;

/// What is searched for.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    pub desk: DeskContext<'a>,
    pub query: &'a SearchQuery,
    pub typed: &'a str,
}

/// A noun's part of the search.
#[derive(Debug, Clone, Copy)]
pub struct Finds {
    /// The position of its groups among the results. Unique among all nouns.
    pub place: u16,
    /// Of those who may search it.
    pub right: Right,
    pub find: for<'a> fn(Search<'a>) -> BoxFuture<'a, sqlx::Result<Vec<Group>>>,
}

/// A result.
pub struct Hit {
    pub name: String,
    /// Its page, without the language.
    pub path: String,
    pub beside: String,
    /// A state, in Chinese and English.
    pub state: Option<Texts>,
}

/// Results of one kind.
pub struct Group {
    pub title: Texts,
    pub hits: Vec<Hit>,
    /// The list with all results, and its parameter for all editions.
    pub list: (&'static str, &'static str),
    pub has_more: bool,
}

impl Group {
    /// Nothing if nothing was found.
    pub fn of<R>(
        title: Texts,
        list: (&'static str, &'static str),
        rows: &[R],
        hit: impl Fn(&R) -> Hit,
    ) -> Vec<Self> {
        let hits: Vec<Hit> = rows.iter().take(SHOWN).map(hit).collect();
        if hits.is_empty() {
            return Vec::new();
        }
        vec![Self { title, hits, list, has_more: rows.len() > SHOWN }]
    }
}

/// A name in both languages.
pub fn both(name: impl Fn(Lang) -> &'static str) -> Option<Texts> {
    Some((name(Lang::Zh), name(Lang::En)))
}
