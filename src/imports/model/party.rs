//! The parties that rows name, and how they are found: by credit code, by our number, or by name
//! where a row has neither.

use super::Reason;
use crate::{
    exhibitors::model::ExhibitorState,
    organisations::model::{OrganisationKind, Side},
    values::{
        ids::{ExhibitorId, OrganisationId},
        lang::Lang,
        place_code::PlaceCode,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a row names its party by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    pub credit_code: Option<String>,
    pub number: Option<String>,
}

/// A party that is here, and its part in the edition of the import.
#[derive(Debug, Clone)]
pub struct Party {
    pub id: OrganisationId,
    pub number: String,
    pub name: String,
    pub kind: OrganisationKind,
    pub credit_code: Option<String>,
    pub division_code: PlaceCode,
    pub banner: Option<PlaceCode>,
    pub introduction: Option<String>,
    pub is_withdrawn: bool,
    pub part: Option<Part>,
}

#[derive(Debug, Clone)]
pub struct Part {
    pub id: ExhibitorId,
    pub state: ExhibitorState,
    /// The code of the zone that is wished for.
    pub zone: Option<String>,
}

/// Why a row's party is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// There is none of this number, or it is another's to keep.
    NoSuchNumber,
    /// Code and number name two.
    Two,
    /// The number's party has another code.
    OtherCode,
    /// The code is of one that this person does not keep.
    NotYours,
    Buyer,
    Withdrawn,
    /// Several have this name and no code.
    Namesakes,
}

impl KeyFault {
    fn column(self) -> &'static str {
        match self {
            KeyFault::NoSuchNumber | KeyFault::OtherCode | KeyFault::Namesakes => "number",
            KeyFault::Two | KeyFault::NotYours | KeyFault::Buyer | KeyFault::Withdrawn => {
                "credit_code"
            }
        }
    }

    fn says(self, lang: Lang) -> &'static str {
        match self {
            KeyFault::NoSuchNumber => {
                lang.t("没有这个编号的供应主体", "There is no supplier of this number")
            }
            KeyFault::Two => lang.t(
                "代码和编号是两个不同的主体：留一个",
                "Code and number name two parties: keep one of them",
            ),
            KeyFault::OtherCode => lang.t(
                "这个编号的主体已经有另一个信用代码",
                "The party of this number has another credit code",
            ),
            KeyFault::NotYours => lang.t(
                "这个代码不能由您导入：请组委会处理",
                "This code is not yours to import: ask the organisers",
            ),
            KeyFault::Buyer => lang
                .t("这个代码是采购方的，不是供应主体", "This code is a buyer's, not a supplier's"),
            KeyFault::Withdrawn => lang
                .t("这个主体已停用：请组委会处理", "This party is withdrawn: ask the organisers"),
            KeyFault::Namesakes => lang.t(
                "没有代码的同名主体有几个：写它的编号",
                "Several parties without a code have this name: write its number",
            ),
        }
    }

    pub fn reason(self, key: &Key) -> Reason {
        let value = if self.column() == "number" { &key.number } else { &key.credit_code };
        Reason::new(self.column(), value.as_deref().unwrap_or_default(), |lang| self.says(lang))
    }
}

/// The parties that some rows may mean.
#[derive(Debug, Default)]
pub struct Parties {
    parties: Vec<Party>,
    by_code: HashMap<String, usize>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Parties {
    pub fn new(parties: Vec<Party>) -> Self {
        let mut found = Self { parties, ..Self::default() };
        for (at, party) in found.parties.iter().enumerate() {
            found.by_number.insert(party.number.clone(), at);
            match &party.credit_code {
                Some(code) => drop(found.by_code.insert(code.clone(), at)),
                None => found.by_name.entry(party.name.clone()).or_default().push(at),
            }
        }
        found
    }

    pub fn ids(&self) -> Vec<i64> {
        self.parties.iter().map(|party| party.id.0).collect()
    }

    /// `scope`: the banner within which one looks. `None` found: a party that is new.
    pub fn find(
        &self,
        key: &Key,
        name: &str,
        scope: Option<&PlaceCode>,
    ) -> Result<Option<&Party>, KeyFault> {
        let is_within =
            |party: &&Party| scope.is_none_or(|banner| party.banner.as_ref() == Some(banner));
        let coded = key
            .credit_code
            .as_ref()
            .and_then(|code| self.by_code.get(code))
            .map(|at| &self.parties[*at]);
        if let Some(party) = coded {
            if party.kind.side() == Side::Buyer {
                return Err(KeyFault::Buyer);
            }
            if !is_within(&party) {
                return Err(KeyFault::NotYours);
            }
        }
        let is_supplier = |party: &&Party| party.kind.side() == Side::Supplier;
        let numbered = match &key.number {
            None => None,
            Some(number) => {
                let at = self.by_number.get(number).map(|at| &self.parties[*at]);
                Some(at.filter(is_supplier).filter(is_within).ok_or(KeyFault::NoSuchNumber)?)
            }
        };
        let found = match (coded, numbered) {
            (Some(one), Some(other)) if one.id != other.id => return Err(KeyFault::Two),
            (None, Some(party)) if key.credit_code.is_some() && party.credit_code.is_some() => {
                return Err(KeyFault::OtherCode);
            }
            (Some(party), _) | (None, Some(party)) => Some(party),
            (None, None) if key.credit_code.is_some() => None,
            (None, None) => self.of_name(name, scope)?,
        };
        if found.is_some_and(|party| party.is_withdrawn) {
            Err(KeyFault::Withdrawn)
        } else {
            Ok(found)
        }
    }

    /// The one that has this name, and no code.
    fn of_name(&self, name: &str, scope: Option<&PlaceCode>) -> Result<Option<&Party>, KeyFault> {
        let named = self.by_name.get(name).into_iter().flatten().map(|at| &self.parties[*at]);
        let is_within =
            |party: &&Party| scope.is_none_or(|banner| party.banner.as_ref() == Some(banner));
        let found: Vec<&Party> =
            named.filter(|party| party.kind.side() == Side::Supplier).filter(is_within).collect();
        match found[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(KeyFault::Namesakes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn party(id: i64, code: Option<&str>, name: &str, banner: &str) -> Party {
        Party {
            id: OrganisationId(id),
            number: format!("GYS-{id:04}"),
            name: name.into(),
            kind: OrganisationKind::LargeGrower,
            credit_code: code.map(str::to_string),
            division_code: banner.parse().unwrap(),
            banner: banner.parse().ok(),
            introduction: None,
            is_withdrawn: false,
            part: None,
        }
    }

    fn key(code: Option<&str>, number: Option<&str>) -> Key {
        Key { credit_code: code.map(str::to_string), number: number.map(str::to_string) }
    }

    #[test]
    fn a_party_is_found_by_code_number_or_name_and_only_within_ones_scope() {
        let buyer =
            Party { kind: OrganisationKind::Private, ..party(9, Some("B"), "采购", "150624") };
        let parties = Parties::new(vec![
            party(1, Some("A"), "甲", "150624"),
            party(2, None, "乙", "150624"),
            party(3, None, "乙", "150623"),
            party(4, None, "丙", "150624"),
            buyer,
        ]);
        let banner: PlaceCode = "150624".parse().unwrap();
        let find = |key: &Key, name: &str, scope| {
            parties.find(key, name, scope).map(|found| found.map(|party| party.id.0))
        };
        assert_eq!(find(&key(Some("A"), None), "", None), Ok(Some(1)));
        assert_eq!(find(&key(Some("A"), Some("GYS-0001")), "", None), Ok(Some(1)));
        assert_eq!(find(&key(Some("A"), Some("GYS-0002")), "", None), Err(KeyFault::Two));
        assert_eq!(
            find(&key(Some("N"), Some("GYS-0002")), "", None),
            Ok(Some(2)),
            "it gets its code"
        );
        assert_eq!(find(&key(Some("N"), Some("GYS-0001")), "", None), Err(KeyFault::OtherCode));
        assert_eq!(find(&key(Some("N"), None), "乙", None), Ok(None));
        assert_eq!(find(&key(None, Some("GYS-0099")), "", None), Err(KeyFault::NoSuchNumber));
        assert_eq!(find(&key(Some("B"), None), "", None), Err(KeyFault::Buyer));
        assert_eq!(find(&key(None, Some("GYS-0009")), "", None), Err(KeyFault::NoSuchNumber));
        assert_eq!(find(&key(None, None), "丙", None), Ok(Some(4)));
        assert_eq!(find(&key(None, None), "乙", None), Err(KeyFault::Namesakes));
        // Within a banner there is one, and what lies outside is not there.
        assert_eq!(find(&key(None, None), "乙", Some(&banner)), Ok(Some(2)));
        assert_eq!(
            find(&key(None, Some("GYS-0003")), "", Some(&banner)),
            Err(KeyFault::NoSuchNumber)
        );
        let other: PlaceCode = "150623".parse().unwrap();
        assert_eq!(find(&key(Some("A"), None), "", Some(&other)), Err(KeyFault::NotYours));
    }
}
