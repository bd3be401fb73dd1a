//! The booths and days of an edition, as the office lists them.

use super::{Line, leading};
use crate::values::{
    ids::{EditionId, ExhibitorId, OnsiteReportId, UserId},
    place_code::PlaceCode,
};
use rust_decimal::Decimal;
use sqlx::types::Json;

crate::coded! {
    /// What is known of a booth and a day.
    Stage {
        Waiting "waiting" "待确认" "To confirm",
        Confirmed "confirmed" "已确认" "Confirmed",
        Missing "missing" "未上报" "Not reported",
        Nothing "none" "无销售" "Sold nothing",
    }
}

/// The days of an edition that have come, within the viewer's reach, and the filters.
#[derive(Debug, Clone)]
pub struct OfficeFilter {
    pub edition: EditionId,
    /// `None`: as many days as were reported, since the dates are not on record.
    pub last_day: Option<i16>,
    /// The banner of the viewer.
    pub reach: Option<PlaceCode>,
    pub day: Option<i16>,
    pub zone: Option<String>,
    pub banner: Option<PlaceCode>,
    pub stage: Option<Stage>,
    /// Part of a name, or of a booth's code.
    pub typed: Option<String>,
}

/// A booth and a day.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Listed {
    pub exhibitor_id: ExhibitorId,
    pub organisation: String,
    pub booth_code: Option<String>,
    pub fair_day: i16,
    pub report_id: Option<OnsiteReportId>,
    pub version: Option<i32>,
    pub entered_by: Option<UserId>,
    pub is_asked: bool,
    pub stage: String,
    pub lines: Json<Vec<Line>>,
}

impl Listed {
    pub fn stage(&self) -> Stage {
        self.stage.parse().unwrap_or(Stage::Missing)
    }

    pub fn total(&self) -> Decimal {
        self.lines.iter().map(|line| line.amount).sum()
    }

    pub fn reported(&self) -> Decimal {
        self.lines.iter().map(Line::reported).sum()
    }

    pub fn leading(&self) -> Option<&str> {
        leading(self.lines.iter().map(|line| (line.category_code.as_str(), line.amount)))
    }
}

/// How many booths and days there are at each value of a filter, and what they sold.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Counted {
    pub facet: String,
    pub value: String,
    pub count: i64,
    pub amount: Decimal,
}

/// What waits on a desk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Works {
    /// Booths and days of the fair without a report, while the fair is on.
    pub missing: i64,
    pub waiting: i64,
    /// Asked about, and not answered.
    pub asked: i64,
}
