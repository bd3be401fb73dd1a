//! The legal data of an organisation, which officers maintain, and its own information.

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

/// Its introduction and contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub introduction: Option<String>,
    pub name_en: Option<String>,
    pub address: Option<String>,
    pub founded_on: Option<NaiveDate>,
    pub website: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    /// Visitors see the contact.
    pub contact_is_public: bool,
}

/// An organisation for its own users and for officers.
#[derive(Debug, Clone)]
pub struct OwnProfile {
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

/// The scope: the user's own, or an officer's, and the filters of the list.
#[derive(Debug, Clone, Default)]
pub struct ProfileScope {
    pub organisation: Option<OrganisationId>,
    pub banner: Option<PlaceCode>,
    pub kind: Option<OrganisationKind>,
    pub search: Option<SearchQuery>,
}

/// Why a code may belong to another organisation. Registers differ, so the form asks and does not
/// refuse.
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
                "。请核对；如两者均无误，请在下方勾选",
                ". Check which is wrong; if both are right, tick the box below"
            )
        )
    }

    /// The fact alone, where nothing can be ticked.
    pub fn finds(self, lang: Lang) -> String {
        let found = match self.found {
            RegisteredAs::Enterprise => {
                lang.t("91 开头是企业", "A code that begins with 91 is an enterprise's")
            }
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
                "The code begins with none of 91, 93 and N2, as an enterprise's, cooperative's or \
                 village's would",
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

/// Why a typed code is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeFault {
    /// Organisations of this kind have one.
    Missing,
    Wrong(CreditCodeError),
}

impl CodeFault {
    pub fn says(&self, lang: Lang) -> String {
        match self {
            CodeFault::Missing => lang
                .t("请按营业执照填写 18 位代码", "Enter the 18 characters on the business licence")
                .to_string(),
            CodeFault::Wrong(error) => error.says(lang),
        }
    }
}

/// The typed code, full-width or spaced; `None` where none is required.
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

/// The maximum length of the introduction.
pub const LONGEST_INTRODUCTION: usize = 1000;

/// The register of a kind; `None` if it may be in several.
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
    /// Growers under a trade name, families and individuals may have no code, and a village's may
    /// not be issued yet.
    pub fn may_lack_credit_code(self) -> bool {
        use OrganisationKind::*;
        matches!(self, LargeGrower | FamilyFarm | VillageCollective | Individual)
    }
}

impl Side {
    /// The prefixes of organisation numbers.
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
