//! The parameters of the lists of the five ledgers.

use super::{
    Default,
    one::{MONTH, as_of, banner, buyer_kind, category, coded, edition, id, place, search},
};
use crate::{
    agreements::model::{AgreementState, IN_TERM},
    contracts::model::{ContractState, Method},
    deliveries::model::{DeliveryState, Kind},
    exchange::model::{cell::codes, openapi::Parameter},
    payments::model::publication::Span,
    projects::model::{ProjectType, Stage},
    site::model::Site,
};
use serde_json::json;

pub fn projects(site: &Site, default: Default) -> Vec<Parameter> {
    let stages =
        codes(Stage::ALL.iter().map(|stage| stage.code())).into_iter().chain(["live"]).collect();
    vec![
        edition(site, default),
        search(),
        coded(
            "type",
            "项目类型",
            "Type of project",
            codes(ProjectType::ALL.iter().map(|t| t.code())),
        ),
        banner(site),
        buyer_kind(),
        coded("stage", "进展；live 为未失效的", "Stage; live is every one save lapsed", stages),
        coded(
            "renewal",
            "是否续签往届项目",
            "Whether it renews a project of an earlier edition",
            vec!["yes", "no"],
        ),
        id("buyer", "采购方", "Id of a buyer"),
        id("supplier", "供货方", "Id of a supplying organisation"),
        as_of(),
    ]
}

fn agreement_states() -> Vec<&'static str> {
    codes(AgreementState::ALL.iter().map(|state| state.code()))
        .into_iter()
        .chain([IN_TERM])
        .collect()
}

pub fn agreements(site: &Site) -> Vec<Parameter> {
    let mut all = deal(site);
    all.extend([
        search(),
        coded(
            "state",
            "状态；in_term 为在期的",
            "State today; in_term is signed with its term begun",
            agreement_states(),
        ),
        coded("ceiling", "有无上限", "Whether a ceiling was agreed", vec!["open", "set"]),
        id("project", "签约项目", "Id of the project it came from"),
        id("product", "产品", "Id of a product in a contract under it"),
        as_of(),
    ]);
    all
}

pub fn contracts(site: &Site) -> Vec<Parameter> {
    let states =
        ContractState::ALL.iter().filter(|state| state.is_public()).map(|state| state.code());
    let mut all = deal(site);
    all.extend([
        search(),
        coded(
            "method",
            "采购方式",
            "How it buys",
            codes(Method::ALL.iter().map(|method| method.code())),
        ),
        coded(
            "state",
            "状态；standing 为计入统计的三种",
            "State; standing is the three that count",
            states.chain(["standing"]).collect(),
        ),
        id("project", "签约项目", "Id of the project it came from"),
        id("agreement", "框架协议", "Id of the agreement it is under"),
        id("product", "产品", "Id of a product in its lines"),
        Parameter::query("village", ("供货村的区划代码", "Code of a supplying village"), place()),
        Parameter::query("township", ("苏木乡镇的区划代码", "Code of a township"), place()),
        as_of(),
    ]);
    all
}

pub fn deliveries(site: &Site) -> Vec<Parameter> {
    let states = DeliveryState::ALL
        .iter()
        .filter(|state| !matches!(state, DeliveryState::Planned | DeliveryState::PartlyAccepted));
    let mut all = deal(site);
    all.extend([
        search(),
        coded(
            "kind",
            "合同项下（缺省）或合同外",
            "Under a contract, the default, or off",
            Kind::ALL.map(Kind::code).to_vec(),
        ),
        coded(
            "state",
            "其中一行的状态",
            "State of one of its lines",
            states.map(|state| state.code()).collect(),
        ),
        category(),
        id("contract", "采购合同", "Id of a contract"),
        id("project", "签约项目", "Id of the project it came from"),
        id("agreement", "框架协议", "Id of an agreement"),
        id("product", "产品", "Id of a product"),
        Parameter::query("village", ("来源村的区划代码", "Code of the village of origin"), place()),
        Parameter::query("township", ("苏木乡镇的区划代码", "Code of a township"), place()),
        as_of(),
    ]);
    all
}

pub fn payments() -> Vec<Parameter> {
    let month = json!({ "type": "string", "pattern": MONTH });
    vec![
        buyer_kind(),
        id("buyer", "采购方", "Id of a buyer"),
        Parameter::query(
            "month",
            ("周期结束的年月", "Year and month in which the period ended"),
            month,
        ),
        coded("period", "公布周期", "Length of the period", Span::ALL.map(Span::code).to_vec()),
        as_of(),
    ]
}

/// The common parameters of the lists of deals below the intents.
fn deal(site: &Site) -> Vec<Parameter> {
    vec![
        edition(site, Default::All),
        banner(site),
        buyer_kind(),
        id("buyer", "采购方", "Id of a buyer"),
        id("supplier", "供货方", "Id of a supplying organisation"),
    ]
}
