//! The parameters of the lists, by the names and values that the lists' own forms read. Values that are
//! data, such as editions, are said as they are at the moment.

use super::{
    cell::{PLACE_PATTERN, codes},
    openapi::Parameter,
};
use crate::{
    agreements::model::{AgreementState, IN_TERM},
    contracts::model::{ContractState, Method},
    deliveries::model::{DeliveryState, Kind},
    organisations::model::{OrganisationKind, Side},
    payments::model::publication::Span,
    products::model::{Category, Scheme},
    projects::model::{ProjectType, Stage},
    site::model::Site,
};
use serde_json::{Value, json};

/// What an edition that is not named means: the current one, as on the pages, or every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    Current,
    All,
}

pub fn exhibitors(site: &Site, default: Default) -> Vec<Parameter> {
    vec![
        edition(site, default),
        search(),
        banner(site),
        coded("kind", "主体类别", "Kind of organisation", kinds(Side::Supplier)),
        zone(),
        certification(),
        as_of(),
    ]
}

pub fn products(site: &Site, default: Default) -> Vec<Parameter> {
    vec![
        edition(site, default),
        search(),
        category(),
        banner(site),
        certification(),
        Parameter::query(
            "season",
            ("有货的月份", "Month of supply"),
            json!({ "type": "integer", "minimum": 1, "maximum": 12 }),
        ),
        Parameter::query("price_min", ("最低价（元）", "Least price in yuan"), price()),
        Parameter::query("price_max", ("最高价（元）", "Greatest price in yuan"), price()),
        Parameter::query("place", ("产地的区划代码", "Township or village of origin"), place()),
        id("brand", "品牌", "Id of a brand"),
        as_of(),
    ]
}

pub fn brands(site: &Site) -> Vec<Parameter> {
    let registered = coded(
        "trademark",
        "有无注册商标",
        "Whether it has a trademark",
        vec!["registered", "none", "new"],
    );
    vec![
        search(),
        banner(site),
        registered,
        coded("named", "公开点名的", "Only brands named in public", vec!["yes"]),
        as_of(),
    ]
}

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
        id("project", "签约项目", "Id of the project it came of"),
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
            "状态；standing 为计入的三种",
            "State; standing is the three that count",
            states.chain(["standing"]).collect(),
        ),
        id("project", "签约项目", "Id of the project it came of"),
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
        id("project", "签约项目", "Id of the project it came of"),
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

pub fn buyers(site: &Site) -> Vec<Parameter> {
    vec![
        search(),
        banner(site),
        coded(
            "kind",
            "采购方类别；state_owned 为国企",
            "Kind of buyer; state_owned is every state-owned one",
            kinds(Side::Buyer).into_iter().chain(["state_owned"]).collect(),
        ),
        coded("with", "有在期协议的", "Only those with an agreement in force", vec!["framework"]),
        as_of(),
    ]
}

pub fn villages(site: &Site) -> Vec<Parameter> {
    vec![
        search(),
        banner(site),
        coded(
            "with",
            "有供货合同或产品的",
            "Only those with contracts, or with products",
            vec!["contracts", "products"],
        ),
        coded("kind", "只要嘎查村", "Gacha villages of the programme only", vec!["gacha"]),
        Parameter::query("township", ("苏木乡镇的区划代码", "Code of a township"), place()),
        as_of(),
    ]
}

pub fn banners(site: &Site) -> Vec<Parameter> {
    vec![edition(site, Default::Current), as_of()]
}

pub fn editions() -> Vec<Parameter> {
    vec![as_of()]
}

pub fn sales(site: &Site) -> Vec<Parameter> {
    vec![
        edition(site, Default::All),
        Parameter::query(
            "day",
            ("展会的第几天", "Which day of the fair"),
            json!({ "type": "integer", "minimum": 1, "maximum": 99 }),
        ),
        banner(site),
        category(),
        zone(),
        as_of(),
    ]
}

pub fn divisions(site: &Site) -> Vec<Parameter> {
    vec![
        search(),
        banner(site),
        coded("level", "级别", "Level", LEVELS.to_vec()),
        Parameter::query("parent", ("上级区划代码", "Code of the division above"), place()),
    ]
}

const MONTH: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";

pub const LEVELS: [&str; 4] = ["city", "banner", "township", "village"];

/// What the lists of the deals below the intents have in common.
fn deal(site: &Site) -> Vec<Parameter> {
    vec![
        edition(site, Default::All),
        banner(site),
        buyer_kind(),
        id("buyer", "采购方", "Id of a buyer"),
        id("supplier", "供货方", "Id of a supplying organisation"),
    ]
}

fn edition(site: &Site, default: Default) -> Parameter {
    let ordinals = site.public_editions().into_iter().map(|edition| edition.ordinal.to_string());
    let values: Vec<String> = ordinals.chain(["all".to_string()]).collect();
    let about = match default {
        Default::Current => (
            "届次，缺省为本届；all 为历届",
            "Ordinal of an edition; the current one by default, all for every one",
        ),
        Default::All => ("届次，缺省为历届", "Ordinal of an edition; every one by default"),
    };
    Parameter::query("edition", about, json!({ "type": "string", "enum": values }))
}

fn banner(site: &Site) -> Parameter {
    let codes: Vec<&str> = site.banners.iter().map(|banner| banner.code.as_str()).collect();
    let schema = if codes.is_empty() {
        json!({ "type": "string", "pattern": "^$" })
    } else {
        json!({ "type": "string", "enum": codes })
    };
    Parameter::query("banner", ("旗区代码", "Code of a banner"), schema)
}

fn search() -> Parameter {
    let schema =
        json!({ "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[^\\u0000]+$" });
    Parameter::query("q", ("名称、编号或拼音", "Words, a number, or pinyin"), schema)
}

fn category() -> Parameter {
    let codes: Vec<&str> = Category::all().map(|category| category.code.as_str()).collect();
    Parameter::query(
        "category",
        ("产品类别，一级或二级", "Product category of either level"),
        json!({ "type": "string", "enum": codes }),
    )
}

fn certification() -> Parameter {
    let schemes = codes(Scheme::ALL.iter().map(|scheme| scheme.code()));
    coded(
        "certification",
        "在有效期内的认证",
        "A verified certificate that is valid today",
        schemes,
    )
}

fn buyer_kind() -> Parameter {
    coded(
        "buyer_kind",
        "采购方类别",
        "Kind of buyer",
        codes(OrganisationKind::ALL.iter().map(|kind| kind.code())),
    )
}

fn kinds(side: Side) -> Vec<&'static str> {
    OrganisationKind::of_side(side).map(|kind| kind.code()).collect()
}

fn coded(name: &'static str, zh: &'static str, en: &'static str, codes: Vec<&str>) -> Parameter {
    Parameter::query(name, (zh, en), json!({ "type": "string", "enum": codes }))
}

fn id(name: &'static str, zh: &'static str, en: &'static str) -> Parameter {
    Parameter::query(name, (zh, en), id_schema())
}

pub fn id_schema() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": i64::MAX })
}

fn zone() -> Parameter {
    Parameter::query(
        "zone",
        ("展区代码", "Code of a zone"),
        json!({ "type": "string", "pattern": "^[A-Za-z0-9]{1,8}$" }),
    )
}

fn price() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{1,9}(\\.[0-9]{1,4})?$" })
}

/// A day of the calendar or a month of it; which days a month has, a pattern cannot well say.
pub fn as_of() -> Parameter {
    let month = json!({ "type": "string", "pattern": MONTH });
    let day = json!({ "anyOf": [{ "type": "string", "format": "date" }, month] });
    Parameter::query(
        "as_of",
        ("截至哪一天，或哪个月末", "As things stood on a day, or at a month's end"),
        day,
    )
}

fn place() -> Value {
    json!({ "type": "string", "pattern": PLACE_PATTERN })
}
