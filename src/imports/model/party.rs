//! The organisations of rows, and how they are found: by credit code, by organisation number, or by
//! name where a row has neither.

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

/// The identification of the organisation in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    pub credit_code: Option<String>,
    pub number: Option<String>,
}

/// A known organisation, and its participation in the edition of the import.
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
    /// The code of the preferred zone.
    pub zone: Option<String>,
}

/// Why the organisation of a row is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// No organisation has this number, or it is outside the user's scope.
    NoSuchNumber,
    /// Code and number identify two organisations.
    Two,
    /// The organisation with the number has another code.
    OtherCode,
    /// The code belongs to an organisation outside the user's scope.
    NotYours,
    Buyer,
    Withdrawn,
    /// Several organisations without a code have this name.
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
                lang.t("没有这个编号的供应主体", "No supplier has this number")
            }
            KeyFault::Two => lang.t(
                "代码和编号属于两个不同的主体：请保留一个",
                "The code and the number belong to two organisations: keep one of them",
            ),
            KeyFault::OtherCode => lang.t(
                "该编号的主体已有另一个信用代码",
                "The organisation with this number has another credit code",
            ),
            KeyFault::NotYours => lang.t(
                "该代码不能由您导入：请组委会处理",
                "You cannot import this code: ask the organisers",
            ),
            KeyFault::Buyer => lang.t(
                "该代码属于采购方，不是供应主体",
                "This code belongs to a buyer, not a supplier",
            ),
            KeyFault::Withdrawn => lang.t(
                "该主体已停用：请组委会处理",
                "This organisation is withdrawn: ask the organisers",
            ),
            KeyFault::Namesakes => lang.t(
                "没有代码的同名主体有多个：请填写主体编号",
                "Several organisations without a code have this name: enter its number",
            ),
        }
    }

    pub fn reason(self, key: &Key) -> Reason {
        let value = if self.column() == "number" { &key.number } else { &key.credit_code };
        Reason::new(self.column(), value.as_deref().unwrap_or_default(), |lang| self.says(lang))
    }
}

/// The organisations that some rows may refer to.
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

    /// `scope`: the banner to search in. Finding `None`: a new organisation.
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

    /// The one with this name and without a code.
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
        // Inside the banner there is one; records outside it do not exist.
        assert_eq!(find(&key(None, None), "乙", Some(&banner)), Ok(Some(2)));
        assert_eq!(
            find(&key(None, Some("GYS-0003")), "", Some(&banner)),
            Err(KeyFault::NoSuchNumber)
        );
        let other: PlaceCode = "150623".parse().unwrap();
        assert_eq!(find(&key(Some("A"), None), "", Some(&other)), Err(KeyFault::NotYours));
    }
}
