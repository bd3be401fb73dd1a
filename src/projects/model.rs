//! 壹 意向. A signed project: open → partly converted → converted → fulfilled, or lapsed with a
//! reason.

pub mod deal;
pub mod rights;
pub mod source;
pub mod trail;

use crate::{
    organisations::model::OrganisationKind,
    values::{
        amount::Amount,
        ids::{EditionId, ExhibitorId, OrganisationId, ProjectId},
        place_code::PlaceCode,
        rung::Intent,
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Serialize;

vocabulary! {
    ProjectType = "project_type" {
        ModernFarming = "modern_farming",
        DirectSupply = "direct_supply",
        ConsumptionSupport = "consumption_support",
    }
}

vocabulary! {
    Stage = "project_stage" {
        Open = "open",
        PartlyConverted = "partly_converted",
        Converted = "converted",
        Fulfilled = "fulfilled",
        Lapsed = "lapsed",
    }
}

vocabulary! {
    /// The class of the reason to lapse or terminate: only the class is public.
    EndingClass = "ending_class" {
        Price = "price",
        Supply = "supply",
        Demand = "demand",
        Quality = "quality",
        Logistics = "logistics",
        Other = "other",
    }
}

/// Days after the signing on which a project is reviewed.
pub const FOLLOW_UP_DAYS: [u64; 4] = [30, 90, 180, 365];

/// The review days of a project signed on `signed_on`: the signing and the follow-ups.
pub fn follow_up_days(signed_on: NaiveDate) -> Vec<(u64, NaiveDate)> {
    [0].into_iter()
        .chain(FOLLOW_UP_DAYS)
        .filter_map(|after| Some((after, signed_on.checked_add_days(Days::new(after))?)))
        .collect()
}

/// Whether the project counts in the current figure on `day`. It always counts in the signed
/// figure.
pub fn is_live(signed_on: NaiveDate, lapsed_on: Option<NaiveDate>, day: NaiveDate) -> bool {
    signed_on <= day && lapsed_on.is_none_or(|lapsed| day < lapsed)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best match first, then in signing order.
    Best,
    /// By edition and the ceremony's signing order.
    #[default]
    Signing,
    Latest,
    Amount,
}

/// The filters of a list of projects.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub edition: Option<EditionId>,
    pub search: Option<SearchQuery>,
    pub r#type: Option<ProjectType>,
    pub banner: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub stage: Option<Stage>,
    /// Only those that have not lapsed.
    pub live: bool,
    /// Only renewals of an earlier edition's project, or only new ones.
    pub is_renewal: Option<bool>,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    /// As of this day; without it as of now.
    pub as_of: Option<NaiveDate>,
    pub order: Order,
}

/// A project in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: ProjectId,
    pub edition_id: EditionId,
    pub number: String,
    pub title: String,
    pub r#type: ProjectType,
    pub amount: Amount<Intent>,
    pub stage: Stage,
    pub signed_on: NaiveDate,
    pub signed_at: Option<DateTime<Utc>>,
    pub supplier: String,
    pub buyer: String,
    pub buyer_id: OrganisationId,
    pub owner_banner_code: PlaceCode,
}

/// A project on its own page.
#[derive(Debug, Clone)]
pub struct ProjectDetails {
    pub id: ProjectId,
    pub edition_id: EditionId,
    pub run_order: i16,
    pub number: String,
    pub title: String,
    pub r#type: ProjectType,
    pub amount: Amount<Intent>,
    pub signed_on: NaiveDate,
    pub signed_at: Option<DateTime<Utc>>,
    pub stage: Stage,
    pub lapsed_on: Option<NaiveDate>,
    pub lapse_class: Option<EndingClass>,
    pub owner_banner_code: PlaceCode,
    pub supplier_id: OrganisationId,
    pub supplier: String,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub exhibitor_id: Option<ExhibitorId>,
    pub renews_id: Option<ProjectId>,
    pub renews: Option<String>,
    pub renewed_by_id: Option<ProjectId>,
    pub renewed_by: Option<String>,
    /// The names of those who signed it with the two.
    pub further: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct StageRow {
    pub stage: Stage,
    pub effective_on: NaiveDate,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewProject {
    pub id: ProjectId,
    pub edition_id: EditionId,
    pub run_order: i16,
    /// `3-042`.
    pub number: String,
    pub title: String,
    pub r#type: ProjectType,
    pub supplier_id: OrganisationId,
    pub buyer_id: OrganisationId,
    pub owner_banner_code: PlaceCode,
    pub amount: Amount<Intent>,
    pub signed_on: NaiveDate,
    pub signed_at: Option<DateTime<Utc>>,
    pub stage: Stage,
    pub lapsed_on: Option<NaiveDate>,
    pub lapse_class: Option<EndingClass>,
    pub lapse_reason: Option<String>,
    pub renews_id: Option<ProjectId>,
    pub voided_at: Option<DateTime<Utc>>,
    pub void_reason: Option<String>,
    /// Null where it was released before there was a desk.
    pub released_at: Option<DateTime<Utc>>,
    /// The day by which a missing scan is promised.
    pub scan_due_on: Option<NaiveDate>,
    #[serde(skip)]
    pub stages: Vec<NewStage>,
    /// Buyers beside the lead.
    #[serde(skip)]
    pub more_buyers: Vec<OrganisationId>,
    #[serde(skip)]
    pub villages: Vec<PlaceCode>,
    /// The release that was taken back before this one.
    #[serde(skip)]
    pub withdrawal: Option<NewWithdrawal>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewWithdrawal {
    pub released_at: DateTime<Utc>,
    pub withdrawn_at: DateTime<Utc>,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewStage {
    pub project_id: ProjectId,
    pub stage: Stage,
    pub effective_on: NaiveDate,
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_lapse_leaves_the_live_figure_on_its_day() {
        let (signed, lapsed) = (day("2019-10-18"), Some(day("2020-04-01")));
        assert!(!is_live(signed, lapsed, day("2019-10-17")));
        assert!(is_live(signed, lapsed, day("2019-10-18")));
        assert!(is_live(signed, lapsed, day("2020-03-31")));
        assert!(!is_live(signed, lapsed, day("2020-04-01")));
        assert!(is_live(signed, None, day("2030-01-01")));
    }

    #[test]
    fn a_promise_is_looked_at_five_times() {
        let days = follow_up_days(day("2019-10-18"));
        assert_eq!(days.iter().map(|(after, _)| *after).collect::<Vec<_>>(), [0, 30, 90, 180, 365]);
        assert_eq!(days[4].1, day("2020-10-17"));
    }
}
