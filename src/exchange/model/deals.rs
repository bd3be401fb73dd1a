//! The deals of the five steps. Household categories, contacts, planned deliveries and single
//! payments are not included.

use super::{
    cell::LineStates,
    money::{Quantity, Yuan},
};
use crate::{
    agreements::model::AgreementState,
    contracts::{
        self,
        model::{ContractState, Method, rationale::Rationale},
    },
    organisations::model::OrganisationKind,
    payments,
    products::model::Scheme,
    projects::model::{EndingClass, ProjectType, Stage},
    record,
    values::{
        amount::Amount,
        ids::{
            AgreementId, ContractId, DeliveryId, ExhibitorId, OrganisationId, ProductId, ProjectId,
        },
        place_code::PlaceCode,
        rung::{Contract, Framework, Intent, Payment, Purchase},
    },
};
use chrono::{DateTime, NaiveDate, Utc};

record! {
    /// 壹 意向.
    ProjectRecord = "Project" {
        id: ProjectId = "Id",
        number: String = "Edition and place in the run-sheet",
        edition: i16 = "Ordinal of the edition",
        title: String = "Title",
        project_type: ProjectType = "Type",
        amount: Amount<Intent> = "As signed",
        signed_on: NaiveDate = "Day of signing",
        signed_at: Option<DateTime<Utc>> = "The time of signing, where recorded",
        stage: Stage = "How far it got",
        lapsed_on: Option<NaiveDate> = "Day it lapsed",
        lapse_class: Option<EndingClass> = "Class of the reason",
        owner_banner_code: PlaceCode = "The supplier's banner at signing, to which the deal is credited",
        supplier_id: OrganisationId = "Supplier",
        supplier: String = "Name of the supplier",
        buyer_id: OrganisationId = "Buyer",
        buyer: String = "Name of the buyer",
        buyer_kind: OrganisationKind = "Kind of buyer",
        renews_id: Option<ProjectId> =
            "The earlier project that this one renews: the same money, not new",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// 贰 框架协议.
    AgreementRecord = "Agreement" {
        id: AgreementId = "Id",
        number: String = "Number",
        title: String = "Title",
        project_id: Option<ProjectId> = "The project it came from",
        buyer_id: OrganisationId = "Buyer",
        buyer: String = "Name of the buyer",
        buyer_kind: OrganisationKind = "Kind of buyer",
        supplier_id: OrganisationId = "Counterparty",
        supplier: String = "Name of the counterparty",
        owner_banner_code: PlaceCode = "The supplier's banner at signing, to which the deal is credited",
        signed_on: NaiveDate = "Day of signing",
        starts_on: NaiveDate = "First day of the term",
        ends_on: NaiveDate = "Last day of the term",
        ceiling: Option<Amount<Framework>> = "Null where no ceiling was agreed, which is not zero",
        state: AgreementState = "State today",
        terminated_on: Option<NaiveDate> = "Day it was ended early",
        termination_class: Option<EndingClass> = "Class of the reason",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// 叁 采购合同.
    ContractRecord = "Contract" {
        id: ContractId = "Id",
        number: String = "Number",
        title: String = "Title",
        agreement_id: Option<AgreementId> = "The framework agreement it is under",
        project_id: Option<ProjectId> = "The project it came from, directly or through its agreement",
        edition: Option<i16> = "The edition at whose ceremony it was signed",
        buyer_id: OrganisationId = "Buyer",
        buyer: String = "Name of the buyer",
        buyer_kind: OrganisationKind = "Kind of buyer",
        supplier_id: OrganisationId = "Supplier",
        supplier: String = "Name of the supplier",
        owner_banner_code: PlaceCode = "The supplier's banner at signing, to which the deal is credited",
        method: Method = "How it buys",
        signed_on: NaiveDate = "Day of signing",
        starts_on: NaiveDate = "First day of the term",
        ends_on: NaiveDate = "Last day of the term, as amended",
        signed_amount: Amount<Contract> = "As signed",
        amount: Amount<Contract> = "As amended by today",
        accepted: Amount<Purchase> = "Goods accepted so far",
        state: ContractState = "State",
        completed_on: Option<NaiveDate> = "Day it was completed",
        terminated_on: Option<NaiveDate> = "Day it was ended early",
        termination_class: Option<EndingClass> = "Class of the reason",
        village_codes: Vec<String> = "Villages that supply it",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// 肆 到货验收, a row for each product: never by line.
    DeliveryRecord = "Delivery" {
        id: DeliveryId = "Id",
        number: String = "Number",
        kind: String = "contract, or off_contract for a purchase without one",
        contract_id: Option<ContractId> = "Contract",
        contract: Option<String> = "Number of the contract",
        buyer_id: OrganisationId = "Buyer",
        buyer: String = "Name of the buyer",
        supplier_id: OrganisationId = "Supplier",
        supplier: String = "Name of the supplier",
        owner_banner_code: PlaceCode = "The banner to which the deal is credited",
        shipped_on: NaiveDate = "Day of shipping",
        accepted_on: Option<NaiveDate> = "Day of the delivery's last acceptance",
        product_id: Option<ProductId> = "Product, where it is listed",
        product: String = "Goods delivered",
        quantity: Quantity = "Accepted by today, in the unit",
        unit: String = "Code of the unit",
        accepted: Amount<Purchase> = "Goods of this product accepted by today",
        villages: Vec<String> = "Where goods of the whole delivery came from",
        state: LineStates = "State of this product's goods",
    }
    key |it| it.id.to_string(), path |it| it.id.path()
}

record! {
    /// 伍 付款, as the public sees it: the payments of a buyer in a period, or of several buyers
    /// combined, under all contracts.
    PaymentRecord = "Payment" {
        buyer_id: Option<OrganisationId> = "Buyer; null for several buyers together",
        buyer: Option<String> = "Name of the buyer",
        buyer_kind: Option<OrganisationKind> = "Kind of buyer",
        buyers: i64 = "Number of buyers included",
        period: String = "month, quarter, year, or pool for several buyers together",
        starts_on: NaiveDate = "First day of the period",
        ends_on: NaiveDate = "Last day of the period",
        is_rest: bool =
            "Whether shorter periods of the same buyer within it have their own rows, which this one excludes",
        amount: Amount<Payment> = "Paid in the period for goods accepted under contracts",
    }
    key |it| format!("{}-{}-{}", it.ends_on, it.period, it.buyer_id.map_or(0, |id| id.0)),
    path |it| it.buyer_id.map_or_else(|| "/payments?period=pool".to_string(), |id| id.buyer_path())
}

record! {
    /// A line of a contract, current or former.
    LineRecord = "Line" {
        product_id: Option<ProductId> = "Product, where it is listed",
        category_code: String = "Code of its category",
        name: String = "Name",
        specification: String = "Specification",
        quantity: Quantity = "Quantity, in the unit",
        unit: String = "Code of the unit",
        unit_price: Yuan = "Per unit",
        amount: Amount<Contract> = "Quantity times price, rounded once",
        added_by: Option<i16> = "Ordinal of the amendment that added it",
        removed_by: Option<i16> = "Ordinal of the amendment that removed it",
    }
    key |_it| String::new(), path |it| it.product_id.map(ProductId::path).unwrap_or_default()
}

record! {
    /// A supplementary agreement.
    AmendmentRecord = "Amendment" {
        ordinal: i16 = "Which amendment of the contract",
        reason: String = "Reason",
        signed_on: NaiveDate = "Day of signing",
        effective_on: NaiveDate = "First day it holds",
        amount_change: Amount<Contract> = "Amount added, or deducted if negative",
        ends_on: Option<NaiveDate> = "The term's new last day",
        rationale: Vec<Rationale> = "What it is about",
    }
    key |it| it.ordinal.to_string(), path |_it| String::new()
}

record! {
    /// A certificate that covers a product.
    CertificateRecord = "Certificate" {
        scheme: Scheme = "Scheme",
        number: String = "Number",
        issuer: String = "Issuer",
        valid_from: NaiveDate = "First day",
        valid_to: Option<NaiveDate> = "Last day; null where it never expires",
        counts: bool = "Whether it is verified and valid today",
    }
    key |it| it.number.clone(), path |_it| String::new()
}

record! {
    /// A product's participation in an edition.
    ExhibitRecord = "Exhibit" {
        edition: i16 = "Ordinal of the edition",
        exhibitor_id: ExhibitorId = "Who showed it there",
        booth: Option<String> = "Booth",
        price: Yuan = "Price there, per unit",
    }
    key |it| it.edition.to_string(), path |it| it.exhibitor_id.path()
}

record! {
    /// A stage that a project reached.
    StageRecord = "ProjectStage" {
        stage: Stage = "Stage",
        effective_on: NaiveDate = "Day it was reached",
    }
    key |it| it.effective_on.to_string(), path |_it| String::new()
}

/// Without the buyer's name.
impl From<payments::model::publication::Row> for PaymentRecord {
    fn from(row: payments::model::publication::Row) -> Self {
        Self {
            buyer_id: row.buyer.map(|buyer| buyer.id),
            buyer: None,
            buyer_kind: row.buyer.map(|buyer| buyer.kind),
            buyers: i64::try_from(row.buyers).unwrap_or(i64::MAX),
            period: row.period.span.code().to_string(),
            starts_on: row.period.from,
            ends_on: row.period.to,
            is_rest: row.period.is_rest,
            amount: row.amount,
        }
    }
}

impl From<contracts::model::Line> for LineRecord {
    fn from(line: contracts::model::Line) -> Self {
        Self {
            product_id: line.product_id,
            category_code: line.category_code,
            name: line.name,
            specification: line.specification,
            quantity: Quantity(line.quantity),
            unit: line.unit_code,
            unit_price: Yuan(line.unit_price),
            amount: line.amount,
            added_by: line.added_by,
            removed_by: line.removed_by,
        }
    }
}

impl From<contracts::model::Amendment> for AmendmentRecord {
    fn from(amendment: contracts::model::Amendment) -> Self {
        Self {
            ordinal: amendment.ordinal,
            reason: amendment.reason,
            signed_on: amendment.signed_on,
            effective_on: amendment.effective_on,
            amount_change: amendment.amount_change,
            ends_on: amendment.ends_on,
            rationale: amendment.rationale,
        }
    }
}
