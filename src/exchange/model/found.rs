//! What the sitemap, the feed and the list of divisions are made of.

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

/// What a list of divisions is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct DivisionFilter {
    pub search: Option<SearchQuery>,
    pub level: Option<String>,
    pub banner: Option<PlaceCode>,
    pub parent: Option<PlaceCode>,
}

/// How many ids a part of the sitemap spans. Each makes two addresses, one in each language.
pub const PART: i64 = 5_000;
/// What one sitemap may hold by its protocol.
pub const MOST_ADDRESSES: i64 = 50_000;

/// A stretch of one kind's ids that has public records.
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

/// A project or a contract that was signed.
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
    /// The minute where it was noted, else the beginning of the day.
    pub signed_at: DateTime<Utc>,
    /// The last day on which something about it changed.
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
