//! An import, and the result of each of its rows.

pub mod rights;
pub mod columns;
pub mod deal;
pub mod exhibitor;
pub mod fields;
pub mod judging;
pub mod months;
pub mod party;
pub mod product;
pub mod reading;
pub mod sheet;
pub mod template;
pub mod verdict;
pub mod trail;

use crate::values::{
    ids::{EditionId, ImportId},
    lang::Lang,
    place_code::PlaceCode,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

crate::coded! {
    /// The kind of sheet.
    Kind {
        Exhibitors "exhibitors" "展商" "Exhibitors",
        Products "products" "产品" "Products",
        Deals "deals" "签约项目" "Deals",
    }
}

crate::coded! {
    /// The result of a row.
    Fate {
        Refused "refused" "不能导入" "Refused",
        New "new" "新增" "New",
        Changed "changed" "有改动" "Changed",
        Unchanged "unchanged" "无变化" "Unchanged",
    }
}

crate::coded! {
    State {
        Previewed "previewed" "待导入" "Waiting",
        Applied "applied" "已导入" "Imported",
        Discarded "discarded" "已放弃" "Discarded",
        Outdated "outdated" "已过时" "Outdated",
    }
}

impl Kind {
    /// The column with the name of a row for people.
    pub fn label_column(self) -> &'static str {
        if self == Kind::Deals { "title" } else { "name" }
    }

    /// Exhibitors and deals belong to an edition; products may be listed without one.
    pub fn needs_edition(self) -> bool {
        self != Kind::Products
    }
}

impl Fate {
    pub fn pill(self) -> &'static str {
        match self {
            Fate::Refused => "pill pill--bad",
            Fate::Changed => "pill pill--wait",
            Fate::New | Fate::Unchanged => "pill",
        }
    }
}

impl State {
    pub fn pill(self) -> &'static str {
        match self {
            State::Previewed => "pill pill--wait",
            State::Outdated | State::Discarded => "pill pill--bad",
            State::Applied => "pill",
        }
    }
}

/// The number of rows of each result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: i32,
    pub changed: i32,
    pub unchanged: i32,
    pub refused: i32,
}

impl Counts {
    pub fn add(&mut self, fate: Fate) {
        *match fate {
            Fate::New => &mut self.new,
            Fate::Changed => &mut self.changed,
            Fate::Unchanged => &mut self.unchanged,
            Fate::Refused => &mut self.refused,
        } += 1;
    }

    pub fn of(&self, fate: Fate) -> i64 {
        i64::from(match fate {
            Fate::New => self.new,
            Fate::Changed => self.changed,
            Fate::Unchanged => self.unchanged,
            Fate::Refused => self.refused,
        })
    }

    pub fn total(&self) -> i64 {
        Fate::ALL.iter().map(|fate| self.of(*fate)).sum()
    }
}

#[derive(Debug, Clone)]
pub struct Import {
    pub id: ImportId,
    pub kind: Kind,
    pub edition_id: Option<EditionId>,
    pub edition: Option<i16>,
    /// The banner of the user who uploaded it.
    pub banner: Option<PlaceCode>,
    pub is_organisers: bool,
    pub file_name: String,
    pub state: State,
    /// The user who uploaded it.
    pub by: String,
    pub brought_at: DateTime<Utc>,
    pub counts: Counts,
    /// It is being written at this moment.
    pub is_running: bool,
    pub started_at: Option<DateTime<Utc>>,
    pub rows_done: i32,
    pub applied_at: Option<DateTime<Utc>>,
    pub outdated_row: Option<i32>,
}

impl Import {
    pub fn may_be_applied(&self) -> bool {
        self.state == State::Previewed
            && !self.is_running
            && self.counts.refused == 0
            && self.counts.new + self.counts.changed > 0
    }

    /// An attempt to write it was interrupted; nothing of it remains.
    pub fn was_broken_off(&self) -> bool {
        self.state == State::Previewed && !self.is_running && self.started_at.is_some()
    }
}

/// Why a row is refused or needs checking, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The column's code.
    pub column: String,
    /// The value of the cell.
    pub value: String,
    pub zh: String,
    pub en: String,
    /// A warning: it does not refuse the row.
    #[serde(default)]
    pub is_doubt: bool,
}

impl Reason {
    pub fn new<S: Into<String>>(column: &str, value: &str, says: impl Fn(Lang) -> S) -> Self {
        // Long cells would fill the page.
        let value = value.chars().take(80).collect();
        Self {
            column: column.into(),
            value,
            zh: says(Lang::Zh).into(),
            en: says(Lang::En).into(),
            is_doubt: false,
        }
    }

    pub fn doubt<S: Into<String>>(column: &str, value: &str, says: impl Fn(Lang) -> S) -> Self {
        Self { is_doubt: true, ..Self::new(column, value, says) }
    }

    pub fn says(&self, lang: Lang) -> &str {
        lang.t(&self.zh, &self.en)
    }
}

/// A row as stored and shown.
#[derive(Debug, Clone)]
pub struct Row {
    pub place: i32,
    pub fate: Fate,
    pub label: String,
    pub differences: Value,
    pub reasons: Vec<Reason>,
}

impl Row {
    /// Field, before, after.
    pub fn fields(&self) -> Vec<(&str, Option<&str>, Option<&str>)> {
        let fields = self.differences.as_object().into_iter().flatten();
        fields
            .map(|(name, pair)| {
                (
                    name.as_str(),
                    pair.get(0).and_then(Value::as_str),
                    pair.get(1).and_then(Value::as_str),
                )
            })
            .collect()
    }
}
