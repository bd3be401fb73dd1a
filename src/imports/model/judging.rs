//! The result of a row. It is computed twice: for the preview, and again when it is written, with
//! the records locked. Only the same result is written.

use super::{
    Kind, Reason,
    columns::Arrangement,
    exhibitor::{self, ExhibitorRow, ZoneName},
    fields::Fields,
    party::{Key, KeyFault, Parties, Party},
    product::{self, Known, ProductRow},
    sheet::{Line, Sheet},
    verdict::{Context, Verdict},
};
use crate::places::model::gazetteer::Gazetteer;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A parsed row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Typed {
    Exhibitor(ExhibitorRow),
    Product(ProductRow),
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
}

/// The records that one row refers to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Meant<'a> {
    pub party: Option<&'a Party>,
    pub product: Option<&'a Known>,
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
    };
    let label = typed
        .as_ref()
        .map_or_else(|| fields.text("name").chars().take(120).collect(), Typed::label);
    Read { place: line.place, label, typed, reasons: fields.reasons }
}

impl Typed {
    pub fn key(&self) -> &Key {
        match self {
            Typed::Exhibitor(row) => &row.key,
            Typed::Product(row) => &row.key,
        }
    }

    /// The name of the row for people.
    fn label(&self) -> String {
        match self {
            Typed::Exhibitor(row) => row.name.clone(),
            Typed::Product(row) => format!("{} {}", row.name, row.specification),
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
        let party =
            match records.parties.find(self.key(), self.party_name(), context.scope.as_ref()) {
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
        Ok(Meant { party, product })
    }

    pub fn judge(&self, meant: &Meant<'_>, context: &Context) -> Verdict {
        match self {
            Typed::Exhibitor(row) => row.judge(meant.party, context),
            Typed::Product(row) => row.judge(meant.party, meant.product, context),
        }
    }

    /// The keys that two rows for the same record share.
    fn identities(&self, meant: &Meant<'_>) -> Vec<String> {
        let party = match (meant.party, &self.key().credit_code) {
            (Some(party), _) => format!("#{}", party.id),
            (None, Some(_)) => String::new(),
            (None, None) => format!("n{}", self.party_name()),
        };
        match self {
            // A known organisation may get a code that another row treats as new.
            Typed::Exhibitor(row) => {
                [Some(party).filter(|party| !party.is_empty()), row.key.credit_code.clone()]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Typed::Product(row) => vec![format!("{party}\n{}\n{}", row.name, row.specification)],
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
            Err(fault) => return Verdict::refused(vec![fault.reason(typed.key())]),
        };
        let mut verdict = typed.judge(&meant, context);
        let identities = typed.identities(&meant);
        if let Some(first) = identities.iter().find_map(|identity| self.seen.get(identity)) {
            let (key, value) = typed.named();
            return Verdict::refused(vec![Reason::new(key, value, |lang| {
                if lang.is_zh() {
                    format!("与第 {first} 行重复：请保留一行")
                } else {
                    format!("The same as row {first}: keep one of them")
                }
            })]);
        }
        self.seen.extend(identities.into_iter().map(|identity| (identity, read.place)));
        verdict.reasons.extend(read.reasons.iter().cloned());
        verdict
    }
}

impl Typed {
    /// The column that identifies the record, and its value.
    fn named(&self) -> (&'static str, &str) {
        let key = self.key();
        match self {
            Typed::Product(row) => ("name", &row.name),
            Typed::Exhibitor(row) => match (&key.credit_code, &key.number) {
                (Some(code), _) => ("credit_code", code),
                (None, Some(number)) => ("number", number),
                (None, None) => ("name", &row.name),
            },
        }
    }
}
