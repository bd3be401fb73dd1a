//! A row of a sheet of exhibitors: an organisation and its participation in an edition.

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

/// The parsed row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExhibitorRow {
    pub key: Key,
    pub name: String,
    pub kind: OrganisationKind,
    /// The code of a place.
    pub home: String,
    pub introduction: Option<String>,
    /// The code of a zone.
    pub zone: Option<String>,
}

/// Finds a zone of the edition by its name.
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
        (
            "请按营业执照填写全称，2 到 80 个字",
            "in full, as on the business licence: 2 to 80 characters",
        ),
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

/// Registers differ, so a code of another register is a warning and not an error.
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
    /// The organisation after the row is written. An empty cell changes nothing.
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
        // A known organisation without a code stays without it until somebody knows it.
        let lacks_code = party.is_none() && self.key.credit_code.is_none();
        if lacks_code && !self.kind.may_lack_credit_code() {
            let says = |lang: Lang| {
                lang.t(
                    "新增的此类主体须有信用代码；已有主体填写主体编号",
                    "New organisations of this kind need a credit code; for known ones enter the \
                     organisation number",
                )
            };
            reasons.push(Reason::new("credit_code", "", says));
        }
        let part = party.and_then(|party| party.part.as_ref());
        let state = after(part.map(|part| part.state), context.is_organisers);
        if state.is_none() {
            reasons.push(Reason::new("name", &self.name, |lang| {
                lang.t(
                    "本届未通过或已撤回：请在“参展报名”中处理",
                    "Declined or withdrawn at this edition: handle it under Applications",
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

    /// The changes of the organisation and of its participation.
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

/// The state after the import: approved by an organiser, recommended by an officer. A later state
/// stays. `None`: it was declined or withdrawn, which a sheet does not override.
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
