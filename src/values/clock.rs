//! The one clock. Sessions, the audit trail and `recorded_at` use real time. Badges, states and
//! lists use the business day, which a demonstration sets for itself.

use super::day::beijing;
use chrono::{DateTime, NaiveDate, Utc};

#[derive(Debug, Clone, Copy)]
pub struct Clock {
    fixed_day: Option<NaiveDate>,
}

impl Clock {
    /// `fixed_day`: the demonstration's own day, or FARMFAIR_TODAY; `None` for the real day in
    /// Beijing.
    pub fn new(fixed_day: Option<NaiveDate>) -> Self {
        Self { fixed_day }
    }

    #[allow(clippy::disallowed_methods, reason = "the only place that reads the machine's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    /// The business day.
    pub fn today(&self) -> NaiveDate {
        self.fixed_day.unwrap_or_else(|| self.now().with_timezone(&beijing()).date_naive())
    }
}
