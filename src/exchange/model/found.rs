//! The data of the sitemap, the feed and the list of divisions.

use crate::values::{
    amount::Amount,
    ids::{
        AgreementId, BrandId, ContractId, DeliveryId, ExhibitorId, OrganisationId, ProductId,
        ProjectId,
    },
    place_code::PlaceCode,
    rung::{Contract, Intent},
    search_text::SearchQuery,
};
use chrono::{DateTime, NaiveDate, Utc};

/// The filters of a list of divisions.
#[derive(Debug, Clone, Default)]
pub struct DivisionFilter {
    pub search: Option<SearchQuery>,
    pub level: Option<String>,
    pub banner: Option<PlaceCode>,
    pub parent: Option<PlaceCode>,
}

/// The ids per part of the sitemap. Each makes two addresses, one in each language.
pub const PART: i64 = 5_000;
/// The limit of the sitemap protocol.
pub const MOST_ADDRESSES: i64 = 50_000;

/// A range of ids of one kind with public records.
#[derive(Debug, Clone)]
pub struct Part {
    pub kind: String,
    pub number: i64,
    pub records: i64,
    pub changed_at: DateTime<Utc>,
}

/// A record's page.
#[derive(Debug, Clone)]
pub struct Address {
    pub kind: String,
    pub id: i64,
    pub changed_at: DateTime<Utc>,
}

impl Address {
    pub fn path(&self) -> Option<String> {
        let id = self.id;
        Some(match self.kind.as_str() {
            "exhibitors" => ExhibitorId(id).path(),
            "products" => ProductId(id).path(),
            "brands" => BrandId(id).path(),
            "projects" => ProjectId(id).path(),
            "agreements" => AgreementId(id).path(),
            "contracts" => ContractId(id).path(),
            "deliveries" => DeliveryId(id).path(),
            "buyers" => OrganisationId(id).buyer_path(),
            "villages" => id.to_string().parse::<PlaceCode>().ok()?.path(),
            _ => return None,
        })
    }
}

/// A signed project or contract.
#[derive(Debug, Clone)]
pub struct Signing {
    pub project_id: Option<ProjectId>,
    pub contract_id: Option<ContractId>,
    pub number: String,
    pub title: String,
    pub supplier: String,
    pub buyer: String,
    pub intent: Option<Amount<Intent>>,
    pub contract: Option<Amount<Contract>>,
    pub signed_on: NaiveDate,
    /// The minute where recorded, else the beginning of the day.
    pub signed_at: DateTime<Utc>,
    /// The last day of a change.
    pub changed_at: DateTime<Utc>,
}

impl Signing {
    pub fn path(&self) -> String {
        self.project_id
            .map(ProjectId::path)
            .or(self.contract_id.map(ContractId::path))
            .unwrap_or_default()
    }
}
