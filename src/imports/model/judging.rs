//! The result of a row. It is computed twice: for the preview, and again when it is written, with
//! the records locked. Only the same result is written.

use super::{
    Kind, Reason,
    columns::Arrangement,
    deal::{self, DealMeant, DealRecords, DealRow},
    exhibitor::{self, ExhibitorRow, ZoneName},
    fields::Fields,
    party::{Key, KeyFault, Parties, Party},
    product::{self, Known, ProductRow},
    sheet::{Line, Sheet},
    verdict::{Context, Identity, Verdict},
};
use crate::places::model::gazetteer::Gazetteer;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A parsed row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Typed {
    Exhibitor(ExhibitorRow),
    Product(ProductRow),
    Deal(Box<DealRow>),
}

/// A row as read, with or without errors.
#[derive(Debug, Clone)]
pub struct Read {
    pub place: i32,
    pub label: String,
    pub typed: Option<Typed>,
    pub reasons: Vec<Reason>,
}

/// The records that some rows may refer to.
#[derive(Debug, Default)]
pub struct Records {
    pub parties: Parties,
    /// By organisation, name and specification.
    pub products: HashMap<(i64, String, String), Known>,
    pub deals: DealRecords,
}

/// The records that one row refers to.
#[derive(Debug, Clone, Default)]
pub struct Meant<'a> {
    pub party: Option<&'a Party>,
    pub product: Option<&'a Known>,
    pub deal: DealMeant<'a>,
}

pub struct Names<'a> {
    pub places: &'a Gazetteer,
    pub zones: &'a [ZoneName],
}

/// Every row of a sheet.
pub fn read(kind: Kind, sheet: &Sheet, arrangement: &Arrangement, names: &Names<'_>) -> Vec<Read> {
    sheet.lines.iter().map(|line| read_line(kind, line, arrangement, names)).collect()
}

fn read_line(kind: Kind, line: &Line, arrangement: &Arrangement, names: &Names<'_>) -> Read {
    let mut fields = Fields::new(kind, line, arrangement);
    fields.refuse_faults();
    let typed = match kind {
        Kind::Exhibitors => {
            exhibitor::read(&mut fields, names.places, names.zones).map(Typed::Exhibitor)
        }
        Kind::Products => product::read(&mut fields, names.places).map(Typed::Product),
        Kind::Deals => deal::read(&mut fields, names.places).map(|row| Typed::Deal(Box::new(row))),
    };
    let name = fields.text(kind.label_column());
    let label = typed.as_ref().map_or_else(|| name.chars().take(120).collect(), Typed::label);
    Read { place: line.place, label, typed, reasons: fields.reasons }
}

impl Typed {
    /// The identification of its organisation; a deal has several, by their names.
    pub fn key(&self) -> Option<&Key> {
        match self {
            Typed::Exhibitor(row) => Some(&row.key),
            Typed::Product(row) => Some(&row.key),
            Typed::Deal(_) => None,
        }
    }

    pub fn deal(&self) -> Option<&DealRow> {
        if let Typed::Deal(row) = self { Some(row) } else { None }
    }

    /// The name of the row for people.
    fn label(&self) -> String {
        match self {
            Typed::Exhibitor(row) => row.name.clone(),
            Typed::Product(row) => format!("{} {}", row.name, row.specification),
            Typed::Deal(row) => row.title.clone(),
        }
    }

    /// The name that identifies an organisation without code and number.
    pub fn party_name(&self) -> &str {
        if let Typed::Exhibitor(row) = self { &row.name } else { "" }
    }

    /// The records of the row, within the user's scope.
    pub fn meant<'a>(
        &self,
        records: &'a Records,
        context: &Context,
    ) -> Result<Meant<'a>, KeyFault> {
        if let Typed::Deal(row) = self {
            return Ok(Meant { deal: row.meant(&records.deals, context), ..Meant::default() });
        }
        let Some(key) = self.key() else { return Ok(Meant::default()) };
        let party = match records.parties.find(key, self.party_name(), context.scope.as_ref()) {
            // The supplier does not exist for this user.
            Err(KeyFault::NotYours) if context.kind == Kind::Products => None,
            found => found?,
        };
        let product = match (self, party) {
            (Typed::Product(row), Some(party)) => {
                records.products.get(&(party.id.0, row.name.clone(), row.specification.clone()))
            }
            _ => None,
        };
        Ok(Meant { party, product, ..Meant::default() })
    }

    pub fn judge(&self, meant: &Meant<'_>, records: &Records, context: &Context) -> Verdict {
        match self {
            Typed::Exhibitor(row) => row.judge(meant.party, context),
            Typed::Product(row) => row.judge(meant.party, meant.product, context),
            Typed::Deal(row) => row.judge(&meant.deal, &records.deals, context),
        }
    }

    /// The keys that two rows for the same record share, each with the column and the value that a
    /// refusal names.
    fn identities(&self, meant: &Meant<'_>) -> Vec<Identity> {
        let party = |key: &Key| match (meant.party, &key.credit_code) {
            (Some(party), _) => format!("#{}", party.id),
            (None, Some(_)) => String::new(),
            (None, None) => format!("n{}", self.party_name()),
        };
        match self {
            // A known organisation may get a code that another row treats as new.
            Typed::Exhibitor(row) => {
                let known = Some(party(&row.key)).filter(|party| !party.is_empty());
                let keys = [known, row.key.credit_code.clone()].into_iter().flatten();
                let (column, value) = match (&row.key.credit_code, &row.key.number) {
                    (Some(code), _) => ("credit_code", code),
                    (None, Some(number)) => ("number", number),
                    (None, None) => ("name", &row.name),
                };
                keys.map(|key| Identity { key, column, value: value.clone() }).collect()
            }
            Typed::Product(row) => {
                let key = format!("{}\n{}\n{}", party(&row.key), row.name, row.specification);
                vec![Identity { key, column: "name", value: row.name.clone() }]
            }
            Typed::Deal(row) => row.identities(meant.deal.before),
        }
    }
}

/// Checks rows in their order; of two for the same record the later one is refused.
#[derive(Default)]
pub struct Judge {
    seen: HashMap<String, i32>,
}

impl Judge {
    pub fn verdict(&mut self, read: &Read, records: &Records, context: &Context) -> Verdict {
        let Some(typed) = &read.typed else { return Verdict::refused(read.reasons.clone()) };
        let meant = match typed.meant(records, context) {
            Ok(meant) => meant,
            Err(fault) => {
                let key = typed.key().cloned().unwrap_or_default();
                return Verdict::refused(vec![fault.reason(&key)]);
            }
        };
        let mut verdict = typed.judge(&meant, records, context);
        let identities = typed.identities(&meant);
        let twice = |one: &Identity| self.seen.get(&one.key).map(|first| one.twice(*first));
        if let Some(reason) = identities.iter().find_map(twice) {
            return Verdict::refused(vec![reason]);
        }
        self.seen.extend(identities.into_iter().map(|one| (one.key, read.place)));
        verdict.reasons.extend(read.reasons.iter().cloned());
        verdict
    }
}
