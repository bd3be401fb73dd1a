//! What a party is by law, which officers keep, and what it says of itself, which is its own.

use super::{OrganisationKind, Side};
use crate::values::{
    credit_code::{CreditCode, CreditCodeError, RegisteredAs},
    ids::OrganisationId,
    lang::Lang,
    place_code::PlaceCode,
    search_text::SearchQuery,
    typed::words,
};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// Name, kind, code and place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Legal {
    pub name: String,
    pub kind: OrganisationKind,
    pub credit_code: Option<String>,
    pub division_code: PlaceCode,
}

/// Its own words, and whom to ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub introduction: Option<String>,
    pub name_en: Option<String>,
    pub address: Option<String>,
    pub founded_on: Option<NaiveDate>,
    pub website: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    /// Visitors see whom to ask for.
    pub contact_is_public: bool,
}

/// An organisation as its own people and officers see it.
#[derive(Debug, Clone)]
pub struct Own {
    pub id: OrganisationId,
    pub number: String,
    pub legal: Legal,
    pub facts: Facts,
    /// Of the place; `None` for a buyer of the city as a whole or from elsewhere.
    pub banner_code: Option<PlaceCode>,
    pub place: String,
    pub place_en: String,
    pub version: i32,
}

/// Whose: one's own, or those that an officer keeps, and what a list of them is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    pub organisation: Option<OrganisationId>,
    pub banner: Option<PlaceCode>,
    pub kind: Option<OrganisationKind>,
    pub search: Option<SearchQuery>,
}

/// Why one may doubt that a code is this party's. Registers differ, so it is asked and not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    found: RegisteredAs,
    kind: OrganisationKind,
}

impl Doubt {
    /// 91 an enterprise, 93 a cooperative, N2 a village collective (domain.md §3 rule 8).
    pub fn of(kind: OrganisationKind, code: &CreditCode) -> Option<Self> {
        let found = code.registered_as();
        let fits = match expected(kind) {
            Some(expected) => found == expected,
            None => matches!(found, RegisteredAs::Enterprise | RegisteredAs::Other),
        };
        (!fits).then_some(Self { found, kind })
    }

    pub fn says(self, lang: Lang) -> String {
        format!(
            "{}{}",
            self.finds(lang),
            lang.t(
                "。看一看哪个不对；两个都对就在下面打勾",
                ". See which is wrong; if both are right, tick below"
            )
        )
    }

    /// The bare fact, where nothing can be ticked.
    pub fn finds(self, lang: Lang) -> String {
        let found = match self.found {
            RegisteredAs::Enterprise => lang.t(
                "91 开头是企业",
                "A code that begins with 91 is an enterprise's",
            ),
            RegisteredAs::Cooperative => lang.t(
                "93 开头是农民专业合作社",
                "A code that begins with 93 is a farmers' cooperative's",
            ),
            RegisteredAs::VillageCollective => lang.t(
                "N2 开头是村集体经济组织",
                "A code that begins with N2 is a village collective's",
            ),
            RegisteredAs::Other => lang.t(
                "不是 91、93 或 N2 开头",
                "The code begins with none of 91, 93 and N2, as an enterprise's, cooperative's or village's would",
            ),
        };
        let kind = self.kind.name(lang);
        if lang.is_zh() {
            format!("代码{found}，类别选的是“{kind}”")
        } else {
            format!("{found}, and the kind chosen is “{kind}”")
        }
    }
}

/// Why a typed code is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFault {
    /// Parties of this kind have one.
    Missing,
    Wrong(CreditCodeError),
}

impl CodeFault {
    pub fn says(&self, lang: Lang) -> String {
        match self {
            CodeFault::Missing => {
                lang.t("照营业执照写 18 位代码", "The 18 characters of the licence").to_string()
            }
            CodeFault::Wrong(error) => error.says(lang),
        }
    }
}

/// The code as it was typed, full-width or spaced; `None` where there need be none.
pub fn read_credit_code(
    kind: Option<OrganisationKind>,
    typed: &str,
) -> Result<Option<CreditCode>, CodeFault> {
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
    match plain.is_empty() {
        false => plain.parse().map(Some).map_err(CodeFault::Wrong),
        true if kind.is_none_or(OrganisationKind::may_lack_credit_code) => Ok(None),
        true => Err(CodeFault::Missing),
    }
}

/// In full, as registered.
pub fn name(typed: &str) -> Option<String> {
    words(typed, 80).filter(|name| name.chars().count() >= 2)
}

/// Characters of what a party says of itself.
pub const LONGEST_INTRODUCTION: usize = 1000;

/// How a kind is registered; `None` where it may be in several ways.
fn expected(kind: OrganisationKind) -> Option<RegisteredAs> {
    use OrganisationKind::*;
    match kind {
        Cooperative => Some(RegisteredAs::Cooperative),
        VillageCollective => Some(RegisteredAs::VillageCollective),
        Agribusiness | StatePlatform | CentralSoe | RegionalSoe | OtherProvinceSoe | CitySoe
        | BannerSoe | Private => Some(RegisteredAs::Enterprise),
        PublicBody => Some(RegisteredAs::Other),
        LargeGrower | FamilyFarm | Retailer | Individual => None,
    }
}

impl OrganisationKind {
    /// Growers under a trade name, families and persons may have no code, and a village's may still
    /// be on its way.
    pub fn may_lack_credit_code(self) -> bool {
        use OrganisationKind::*;
        matches!(self, LargeGrower | FamilyFarm | VillageCollective | Individual)
    }
}

impl Side {
    /// What our own numbers begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Side::Supplier => "GYS-",
            Side::Buyer => "CGF-",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_another_register_is_doubted() {
        let enterprise: CreditCode = "91350100M000100Y43".parse().unwrap();
        for kind in OrganisationKind::ALL {
            let is_doubted = Doubt::of(*kind, &enterprise).is_some();
            let is_none = matches!(
                kind,
                OrganisationKind::Cooperative
                    | OrganisationKind::VillageCollective
                    | OrganisationKind::PublicBody
            );
            assert_eq!(is_doubted, is_none, "{kind:?}");
        }
        let doubt = Doubt::of(OrganisationKind::Cooperative, &enterprise).unwrap();
        assert!(doubt.says(Lang::Zh).contains("91 开头是企业"));
        assert!(doubt.says(Lang::En).contains("Farmers' cooperative"));
    }
}
