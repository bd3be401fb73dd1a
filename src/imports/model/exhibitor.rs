//! A row of a sheet of exhibitors: an organisation, and its part in an edition.

use super::{
    Fate, Reason,
    fields::Fields,
    party::{Key, Part, Party},
    verdict::{Context, Verdict},
};
use crate::{
    audit::model::Changes,
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended, Withdrawn,
    },
    organisations::model::{
        OrganisationKind,
        profile::{self, Doubt, Legal},
    },
    places::model::gazetteer::Gazetteer,
    values::lang::Lang,
};
use serde::{Deserialize, Serialize};

/// As it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExhibitorRow {
    pub key: Key,
    pub name: String,
    pub kind: OrganisationKind,
    /// A place's code.
    pub home: String,
    pub introduction: Option<String>,
    /// A zone's code.
    pub zone: Option<String>,
}

/// A zone of the edition by what it is called.
#[derive(Debug, Clone)]
pub struct ZoneName {
    pub code: String,
    pub name: String,
    pub name_en: String,
}

pub fn read(
    fields: &mut Fields<'_>,
    places: &Gazetteer,
    zones: &[ZoneName],
) -> Option<ExhibitorRow> {
    let key = fields.key(false);
    let name = fields.must(
        "name",
        profile::name,
        ("写证照上的全称，2 到 80 个字", "in full, as registered: 2 to 80 characters"),
    );
    let kind = fields.supplier_kind();
    let home = fields.place("home", places);
    let introduction = fields.paragraphs("introduction", profile::LONGEST_INTRODUCTION);
    let is_meant = |zone: &&ZoneName, typed: &str| {
        zone.code.eq_ignore_ascii_case(typed)
            || zone.name == typed
            || zone.name_en.eq_ignore_ascii_case(typed)
    };
    let zone =
        |typed: &str| zones.iter().find(|zone| is_meant(zone, typed)).map(|zone| zone.code.clone());
    let zone = fields.may("zone", zone, ("这一届没有这个展区", "This edition has no such zone"));
    if let (Some(key), Some(kind)) = (&key, kind) {
        doubt(fields, key, kind);
    }
    Some(ExhibitorRow {
        key: key?,
        name: name?,
        kind: kind?,
        home: home?.to_string(),
        introduction,
        zone,
    })
    .filter(|_| !fields.is_refused())
}

/// Registers differ, so a code of another register is looked at and not refused.
fn doubt(fields: &mut Fields<'_>, key: &Key, kind: OrganisationKind) {
    let doubt = key
        .credit_code
        .as_ref()
        .and_then(|code| code.parse().ok())
        .and_then(|code| Doubt::of(kind, &code));
    if let Some(doubt) = doubt {
        fields.doubt("credit_code", |lang| doubt.finds(lang));
    }
}

impl ExhibitorRow {
    /// What the party is once the row is written. A cell that was left empty takes nothing away.
    pub fn legal(&self, before: Option<&Party>) -> Option<Legal> {
        let credit_code = self
            .key
            .credit_code
            .clone()
            .or_else(|| before.and_then(|party| party.credit_code.clone()));
        Some(Legal {
            name: self.name.clone(),
            kind: self.kind,
            credit_code,
            division_code: self.home.parse().ok()?,
        })
    }

    pub fn introduction(&self, before: Option<&Party>) -> Option<String> {
        self.introduction.clone().or_else(|| before.and_then(|party| party.introduction.clone()))
    }

    pub fn judge(&self, party: Option<&Party>, context: &Context) -> Verdict {
        let mut reasons = Vec::new();
        let is_within = |banner: &str| self.home.starts_with(banner);
        if context.scope.as_ref().is_some_and(|banner| !is_within(banner.as_str())) {
            let says = |lang: Lang| lang.t("不在您的旗区", "Outside your banner");
            reasons.push(Reason::new("home", &self.home, says));
        }
        // One that has been here without a code goes on without it until somebody knows it.
        let lacks_code = party.is_none() && self.key.credit_code.is_none();
        if lacks_code && !self.kind.may_lack_credit_code() {
            let says = |lang: Lang| {
                lang.t(
                    "新的这类主体要有信用代码；已有的写主体编号",
                    "New parties of this kind have a credit code; known ones are named by number",
                )
            };
            reasons.push(Reason::new("credit_code", "", says));
        }
        let part = party.and_then(|party| party.part.as_ref());
        let state = after(part.map(|part| part.state), context.is_organisers);
        if state.is_none() {
            reasons.push(Reason::new("name", &self.name, |lang| {
                lang.t(
                    "这一届没有通过或已撤回：到“参展报名”里处理",
                    "Declined or taken back at this edition: see to it under Applications",
                )
            }));
        }
        let changes = self.changes(party, part, state);
        let fate = match () {
            () if !reasons.is_empty() => Fate::Refused,
            () if party.is_none() => Fate::New,
            () if changes.iter().all(Changes::is_empty) => Fate::Unchanged,
            () => Fate::Changed,
        };
        Verdict { fate, changes, reasons }
    }

    /// Of the organisation, and of its part in the edition.
    fn changes(
        &self,
        party: Option<&Party>,
        part: Option<&Part>,
        state: Option<ExhibitorState>,
    ) -> [Changes; 2] {
        let introduction = self.introduction(party);
        let code = self.legal(party).and_then(|legal| legal.credit_code);
        let of_party = Changes::default()
            .field("name", party.map(|party| party.name.as_str()), Some(&self.name))
            .field("kind", party.map(|party| party.kind.code()), Some(self.kind.code()))
            .field(
                "credit_code",
                party.and_then(|party| party.credit_code.as_deref()),
                code.as_deref(),
            )
            .field("division", party.map(|party| party.division_code.as_str()), Some(&self.home))
            .field(
                "introduction",
                party.and_then(|party| party.introduction.as_deref()),
                introduction.as_deref(),
            );
        let zone = part.and_then(|part| part.zone.as_deref());
        let of_part = Changes::default()
            .field(
                "state",
                part.map(|part| part.state.code()),
                state.or(part.map(|part| part.state)).map(|state| state.code()),
            )
            .field("zone", zone, self.zone.as_deref().or(zone));
        [of_party, of_part]
    }
}

/// Who brings a sheet lets in: an organiser approves, an officer recommends. Who is further along
/// stays there; `None`: somebody decided otherwise, and a sheet does not overrule him.
pub fn after(state: Option<ExhibitorState>, is_organisers: bool) -> Option<ExhibitorState> {
    match state {
        None | Some(Applied | Recommended) if is_organisers => Some(Approved),
        None | Some(Applied | Recommended) => Some(Recommended),
        Some(Approved | Published | CheckedIn) => state,
        Some(Declined | Withdrawn) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_moves_nobody_back_and_overrules_nobody() {
        for state in ExhibitorState::ALL {
            for is_organisers in [true, false] {
                let after = after(Some(*state), is_organisers);
                let expected = match state {
                    Applied | Recommended if is_organisers => Some(Approved),
                    Applied | Recommended => Some(Recommended),
                    Declined | Withdrawn => None,
                    further => Some(*further),
                };
                assert_eq!(after, expected, "{state:?}");
            }
        }
        assert_eq!([after(None, true), after(None, false)], [Some(Approved), Some(Recommended)]);
    }
}
