//! What becomes of a row. Asked twice: for the preview, and again when it is written, with the
//! records held; only what comes out the same is written.

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

/// A row as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Typed {
    Exhibitor(ExhibitorRow),
    Product(ProductRow),
}

/// A row that was read, whether or not it was understood.
#[derive(Debug, Clone)]
pub struct Read {
    pub place: i32,
    pub label: String,
    pub typed: Option<Typed>,
    pub reasons: Vec<Reason>,
}

/// The records that some rows may mean.
#[derive(Debug, Default)]
pub struct Records {
    pub parties: Parties,
    /// By party, name and specification.
    pub products: HashMap<(i64, String, String), Known>,
}

/// The records that one row does mean.
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

    /// What people know the row by.
    fn label(&self) -> String {
        match self {
            Typed::Exhibitor(row) => row.name.clone(),
            Typed::Product(row) => format!("{} {}", row.name, row.specification),
        }
    }

    /// The name by which a party without code and number is looked for.
    pub fn party_name(&self) -> &str {
        if let Typed::Exhibitor(row) = self { &row.name } else { "" }
    }

    /// The records it means, within what this person may see.
    pub fn meant<'a>(
        &self,
        records: &'a Records,
        context: &Context,
    ) -> Result<Meant<'a>, KeyFault> {
        let party =
            match records.parties.find(self.key(), self.party_name(), context.scope.as_ref()) {
                // Whose products they would be, does not exist for this person.
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

    /// What two rows share that would write the same record.
    fn identities(&self, meant: &Meant<'_>) -> Vec<String> {
        let party = match (meant.party, &self.key().credit_code) {
            (Some(party), _) => format!("#{}", party.id),
            (None, Some(_)) => String::new(),
            (None, None) => format!("n{}", self.party_name()),
        };
        match self {
            // A party that is here may be given a code that another row says is new.
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

/// Judges rows in their order; of two that mean the same record the later one is refused.
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
                    format!("和第 {first} 行重复：留一行")
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
    /// The column that names the record, and what stands there.
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
