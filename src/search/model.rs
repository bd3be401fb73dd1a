//! Search results of all kinds.

use crate::{
    agreements::model::AgreementState,
    contracts::model::ContractState,
    organisations::model::OrganisationKind,
    products::model::Category,
    projects::model::Stage,
    values::{
        amount::Amount,
        ids::{
            AgreementId, BrandId, ContractId, ExhibitorId, OrganisationId, ProductId, ProjectId,
        },
        lang::Lang,
        place_code::PlaceCode,
        rung::{Contract, Framework, Intent},
        search_text::SearchQuery,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Records of a kind that are ranked. More are not counted: "200+".
pub const MOST_COUNTED: i64 = 201;

/// The groups, in display order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Township,
    Product,
    Exhibitor,
    Project,
    Agreement,
    Contract,
    Village,
    Brand,
    Buyer,
}

/// A found record of any kind: fields of other kinds are empty.
#[derive(Debug, Clone)]
pub struct SearchResult {
    pub kind: String,
    /// An id, or the code of a place.
    pub key: String,
    pub name: String,
    pub name_en: Option<String>,
    pub number: Option<String>,
    /// A category, a kind of organisation, a stage or state.
    pub code: Option<String>,
    pub place: Option<String>,
    pub place_en: Option<String>,
    pub banner_code: Option<PlaceCode>,
    /// A specification, supplier and buyer, goods: other text that may have matched.
    pub words: Vec<String>,
    pub edition: Option<i16>,
    pub signed_on: Option<NaiveDate>,
    pub price: Option<Decimal>,
    pub unit_code: Option<String>,
    pub booth_code: Option<String>,
    pub intent: Option<Amount<Intent>>,
    pub framework: Option<Amount<Framework>>,
    pub contract: Option<Amount<Contract>>,
    /// The rank of its name, 1 the best; `None`: something else matched.
    pub rank: Option<i32>,
    /// The number of results of its kind, capped.
    pub total: i64,
}

/// A query on the table of entries: for each kind the tokens that an entry must have, and those of
/// an entry whose name begins with the typed text. `wider` allows some extra entries, which the
/// index finds faster.
#[derive(Debug, Clone)]
pub struct Asked {
    pub kinds: Vec<String>,
    pub queries: Vec<String>,
    pub wider: Vec<String>,
    pub beginnings: Vec<String>,
    pub needles: Vec<Option<String>>,
}

impl Asked {
    pub fn of(search: &SearchQuery) -> Self {
        let booth = search.booth_token();
        let query = |kind: Kind, tokens: &str| {
            let of_kind = SearchQuery::of_kind(tokens, kind.letter());
            let booth = SearchQuery::of_kind(&booth, kind.letter());
            if kind == Kind::Exhibitor { format!("{of_kind} | {booth}") } else { of_kind }
        };
        Self {
            kinds: Kind::ALL.map(|kind| kind.code().to_string()).to_vec(),
            queries: Kind::ALL.map(|kind| query(kind, &search.tokens)).to_vec(),
            wider: Kind::ALL.map(|kind| query(kind, &search.wider_tokens)).to_vec(),
            beginnings: Kind::ALL
                .map(|kind| SearchQuery::of_kind(&search.beginning, kind.letter()))
                .to_vec(),
            needles: search.needles_or_none(),
        }
    }
}

/// A suggestion while typing.
#[derive(Debug, Clone)]
pub struct Suggested {
    pub kind: String,
    pub key: String,
    pub name: String,
    pub name_en: Option<String>,
    pub number: Option<String>,
    pub banner_code: Option<PlaceCode>,
    pub rank: i32,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::Township,
        Kind::Product,
        Kind::Exhibitor,
        Kind::Project,
        Kind::Agreement,
        Kind::Contract,
        Kind::Village,
        Kind::Brand,
        Kind::Buyer,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Kind::Township => "township",
            Kind::Product => "product",
            Kind::Exhibitor => "exhibitor",
            Kind::Project => "project",
            Kind::Agreement => "agreement",
            Kind::Contract => "contract",
            Kind::Village => "village",
            Kind::Brand => "brand",
            Kind::Buyer => "buyer",
        }
    }

    /// The first letter of the tokens of its entries (`search_letter`, migrations/0046_search.sql).
    pub fn letter(self) -> char {
        match self {
            Kind::Township => 't',
            Kind::Product => 'p',
            Kind::Exhibitor => 'e',
            Kind::Project => 'j',
            Kind::Agreement => 'a',
            Kind::Contract => 'c',
            Kind::Village => 'v',
            Kind::Brand => 'b',
            Kind::Buyer => 'u',
        }
    }

    /// The page of the record of this kind with this key.
    pub fn path(self, key: &str) -> String {
        let id = key.parse().unwrap_or_default();
        match self {
            Kind::Township | Kind::Village => {
                key.parse().map(|code: PlaceCode| code.path()).unwrap_or_default()
            }
            Kind::Product => ProductId(id).path(),
            Kind::Exhibitor => ExhibitorId(id).path(),
            Kind::Project => ProjectId(id).path(),
            Kind::Agreement => AgreementId(id).path(),
            Kind::Contract => ContractId(id).path(),
            Kind::Brand => BrandId(id).path(),
            Kind::Buyer => OrganisationId(id).buyer_path(),
        }
    }

    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Kind::Township => lang.t("苏木乡镇", "Townships"),
            Kind::Product => lang.t("产品", "Products"),
            Kind::Exhibitor => lang.t("展商", "Exhibitors"),
            Kind::Project => lang.t("签约项目", "Signed projects"),
            Kind::Agreement => lang.t("框架协议", "Framework agreements"),
            Kind::Contract => lang.t("采购合同", "Contracts"),
            Kind::Village => lang.t("嘎查村", "Villages"),
            Kind::Brand => lang.t("品牌", "Brands"),
            Kind::Buyer => lang.t("采购单位", "Buyers"),
        }
    }

    /// The list with all results, with the parameter for all editions; townships have none.
    pub fn list(self) -> Option<(&'static str, &'static str)> {
        match self {
            Kind::Township => None,
            Kind::Product => Some(("/products", "&edition=all")),
            Kind::Exhibitor => Some(("/exhibitors", "&edition=all")),
            Kind::Project => Some(("/projects", "&edition=all")),
            Kind::Agreement => Some(("/agreements", "")),
            Kind::Contract => Some(("/contracts", "")),
            Kind::Village => Some(("/villages", "")),
            Kind::Brand => Some(("/brands", "")),
            Kind::Buyer => Some(("/buyers", "")),
        }
    }
}

/// Only places have names in both languages.
pub fn name<'a>(name: &'a str, name_en: Option<&'a String>, lang: Lang) -> &'a str {
    name_en.map_or(name, |name_en| lang.t(name, name_en))
}

impl SearchResult {
    /// The name of its code.
    pub fn sort_of(&self, kind: Kind, lang: Lang) -> Option<&'static str> {
        let code = self.code.as_deref()?;
        match kind {
            Kind::Product => Category::find(code).map(|category| category.name(lang)),
            Kind::Exhibitor | Kind::Buyer => {
                code.parse::<OrganisationKind>().ok().map(|kind| kind.name(lang))
            }
            Kind::Project => code.parse::<Stage>().ok().map(|stage| stage.name(lang)),
            Kind::Agreement => code.parse::<AgreementState>().ok().map(|state| state.name(lang)),
            Kind::Contract => code.parse::<ContractState>().ok().map(|state| state.name(lang)),
            Kind::Township | Kind::Village | Kind::Brand => None,
        }
    }
}
