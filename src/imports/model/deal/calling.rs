//! A party as a sheet calls it: by its name, and by its code where several have the name.

use crate::{organisations::model::Side, projects::model::deal::Party, values::lang::Lang};
use serde::{Deserialize, Serialize};

/// What separates several names in a cell. A comma may be part of a name.
pub const SEPARATORS: [char; 4] = ['、', '；', ';', '\n'];
const COMMAS: [char; 2] = [',', '，'];

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    pub name: String,
    pub credit_code: Option<String>,
}

/// Why a name means no party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallFault {
    Unknown,
    Several,
    /// The code belongs to another: its name.
    OtherName(String),
}

impl CallFault {
    pub fn says(&self, name: &str, lang: Lang) -> String {
        match (self, lang) {
            (CallFault::Unknown, Lang::Zh) => format!("库里没有“{name}”：请核对名称，或先登记"),
            (CallFault::Unknown, Lang::En) => {
                format!("“{name}” is not registered: check the name, or register it first")
            }
            (CallFault::Several, Lang::Zh) => format!("有几家叫“{name}”：请填写信用代码"),
            (CallFault::Several, Lang::En) => {
                format!("Several are called “{name}”: enter the credit code")
            }
            (CallFault::OtherName(other), Lang::Zh) => format!("该信用代码属于“{other}”"),
            (CallFault::OtherName(other), Lang::En) => {
                format!("This credit code belongs to “{other}”")
            }
        }
    }
}

/// With single spaces, with brackets of ASCII, and without invisible characters.
pub fn plain(name: &str) -> String {
    let bracket = |c| match c {
        '（' => '(',
        '）' => ')',
        c => c,
    };
    let plain: String = name.chars().filter(|c| !is_invisible(*c)).map(bracket).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    let spans = ['\u{200B}'..='\u{200F}', '\u{202A}'..='\u{202E}', '\u{2060}'..='\u{2060}'];
    c == '\u{FEFF}' || spans.iter().any(|span| span.contains(&c))
}

/// Each text of a cell that may be a name.
pub fn names_within(cell: &str) -> Vec<String> {
    let parts = cell.split(SEPARATORS);
    let finer = parts.clone().flat_map(|part| part.split(COMMAS));
    let all = std::iter::once(cell).chain(parts).chain(finer);
    all.map(plain).filter(|name| !name.is_empty()).collect()
}

/// The parties of a cell with several names, each found by `find`; or the first fault with its
/// name.
pub fn several<'p>(
    cell: &str,
    find: impl Fn(&str) -> Result<&'p Party, CallFault>,
) -> Result<Vec<&'p Party>, (String, CallFault)> {
    if let Ok(party) = find(cell) {
        return Ok(vec![party]);
    }
    let mut parties = Vec::new();
    for part in cell.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty()) {
        match find(part) {
            Ok(party) => parties.push(party),
            Err(fault) if !part.contains(COMMAS) => return Err((part.to_string(), fault)),
            Err(_) => {
                for name in part.split(COMMAS).map(str::trim).filter(|name| !name.is_empty()) {
                    parties.push(find(name).map_err(|fault| (name.to_string(), fault))?);
                }
            }
        }
    }
    Ok(parties)
}

impl Called {
    pub fn plain(&self) -> String {
        plain(&self.name)
    }

    /// Whether it may mean this party.
    pub fn is(&self, party: &Party) -> bool {
        let has_code = self.credit_code.is_none() || self.credit_code == party.credit_code;
        has_code && plain(&party.name) == self.plain()
    }

    /// The one of these that is meant: exactly so called, of the side, published.
    pub fn one_of<'p>(&self, parties: &'p [Party], side: Side) -> Result<&'p Party, CallFault> {
        let name = self.plain();
        if let Some(code) = &self.credit_code {
            let coded = parties.iter().find(|party| party.credit_code.as_ref() == Some(code));
            let party = coded.ok_or(CallFault::Unknown)?;
            return match plain(&party.name) == name {
                true => Ok(party),
                false => Err(CallFault::OtherName(party.name.clone())),
            };
        }
        let mut named: Vec<&Party> =
            parties.iter().filter(|party| plain(&party.name) == name).collect();
        narrow(&mut named, |party| party.kind.side() == side);
        narrow(&mut named, |party| party.name == self.name);
        narrow(&mut named, |party| party.is_published);
        match named[..] {
            [] => Err(CallFault::Unknown),
            [party] => Ok(party),
            _ => Err(CallFault::Several),
        }
    }
}

/// Leaves those of which it holds, if there are any.
fn narrow(parties: &mut Vec<&Party>, holds: impl Fn(&Party) -> bool) {
    if parties.iter().any(|party| holds(party)) {
        parties.retain(|party| holds(party));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{organisations::model::OrganisationKind, values::ids::OrganisationId};

    fn party(id: i64, name: &str, code: Option<&str>, is_published: bool) -> Party {
        Party {
            id: OrganisationId(id),
            name: name.into(),
            kind: OrganisationKind::Cooperative,
            banner_code: None,
            credit_code: code.map(str::to_string),
            is_published,
        }
    }

    fn find(parties: &[Party], name: &str, code: Option<&str>) -> Result<i64, CallFault> {
        let called = Called { name: name.into(), credit_code: code.map(str::to_string) };
        called.one_of(parties, Side::Supplier).map(|party| party.id.0)
    }

    #[test]
    fn a_party_is_found_by_its_name_or_code() {
        let parties = [
            party(1, "甲社(演示)", Some("A"), true),
            party(2, "乙社", Some("B"), true),
            party(3, "乙社", Some("C"), true),
            party(4, "丙社", None, false),
            party(5, "丙社", None, true),
        ];
        assert_eq!(find(&parties, "甲社（演示）", None), Ok(1));
        assert_eq!(find(&parties, "甲社（演示）", Some("A")), Ok(1));
        assert_eq!(find(&parties, "甲社", None), Err(CallFault::Unknown));
        assert_eq!(find(&parties, "乙社", None), Err(CallFault::Several));
        assert_eq!(find(&parties, "乙社", Some("C")), Ok(3));
        assert_eq!(find(&parties, "丙社", Some("C")), Err(CallFault::OtherName("乙社".into())));
        assert_eq!(find(&parties, "丙社", None), Ok(5));
    }

    #[test]
    fn several_names_of_a_cell_may_contain_commas() {
        let parties = [party(1, "Foo, Ltd", None, true), party(2, "乙", None, true)];
        let read = |cell: &str| {
            let find = |name: &str| {
                Called { name: name.into(), credit_code: None }.one_of(&parties, Side::Supplier)
            };
            several(cell, find)
                .map(|found| found.iter().map(|party| party.id.0).collect::<Vec<_>>())
                .map_err(|(name, _)| name)
        };
        assert_eq!(read("Foo, Ltd、乙"), Ok(vec![1, 2]));
        assert_eq!(read("Foo, Ltd"), Ok(vec![1]));
        assert_eq!(read("乙，乙"), Ok(vec![2, 2]));
        assert_eq!(read("乙，丙"), Err("丙".into()));
    }
}
