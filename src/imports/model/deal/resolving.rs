//! What a row means: the known deal, and the deal after the row is written. An empty cell changes
//! nothing.

mod terms;

use super::{
    Called, DealRecords, DealRow,
    calling::{CallFault, several},
    records::DealFault,
};
use crate::{
    imports::model::{Reason, verdict::Context},
    organisations::model::Side,
    projects::model::deal::{Listed, Parties, Party, Terms, Village},
    values::{lang::Lang, place_code::PlaceCode},
};

/// A row with the records that it refers to.
#[derive(Debug, Clone, Default)]
pub struct DealMeant<'a> {
    pub before: Option<&'a Listed>,
    /// `None`: the row is refused.
    pub after: Option<(Terms, Parties)>,
    pub reasons: Vec<Reason>,
}

impl DealRow {
    pub fn meant<'a>(&self, records: &'a DealRecords, context: &Context) -> DealMeant<'a> {
        match records.known(self, context) {
            Err(fault) => DealMeant { reasons: vec![self.unknown(fault)], ..DealMeant::default() },
            Ok(before) => {
                let mut resolver = Resolver { row: self, records, before, reasons: Vec::new() };
                let after = resolver.after();
                DealMeant { before, after, reasons: resolver.reasons }
            }
        }
    }

    fn unknown(&self, fault: DealFault) -> Reason {
        match fault {
            DealFault::NoSuchNumber => {
                let number = self.number.as_deref().unwrap_or_default();
                Reason::new("number", number, |lang| {
                    lang.t(
                        "本届没有这个编号；新项目请留空",
                        "No deal of this edition has it; leave it blank for a new one",
                    )
                })
            }
            DealFault::Several => Reason::new("title", &self.title, |lang| {
                lang.t(
                    "有几项同名且双方相同：请填写编号",
                    "Several deals have this title and these parties: enter the number",
                )
            }),
        }
    }
}

struct Resolver<'r, 'a> {
    row: &'r DealRow,
    records: &'a DealRecords,
    before: Option<&'a Listed>,
    reasons: Vec<Reason>,
}

impl<'a> Resolver<'_, 'a> {
    fn after(&mut self) -> Option<(Terms, Parties)> {
        let parties = self.parties();
        let goods = self.goods();
        let renews_id = parties.as_ref().map(|parties| self.renews(parties));
        let (parties, renews_id) = (parties?, renews_id?);
        if !self.reasons.is_empty() {
            return None;
        }
        let before = self.before.map(|deal| &deal.terms);
        let contract = self.contract(goods.as_ref())?;
        let (renews_id, follows_id) = match contract {
            None => (renews_id, None),
            Some(_) => (None, renews_id),
        };
        // An answer about a deal of other parties says nothing.
        let distinct_from_id = before
            .and_then(|terms| terms.distinct_from_id)
            .filter(|_| renews_id.or(follows_id).is_none() && self.has_same_leads(&parties));
        let terms = Terms {
            title: self.row.title.clone(),
            r#type: self.row.r#type,
            amount: self.row.amount,
            contract,
            signed_on: self.row.signed_on,
            goods,
            scan_due_on: self.row.scan_due_on.or(before.and_then(|terms| terms.scan_due_on)),
            renews_id,
            follows_id,
            distinct_from_id,
            amount_reason: before.and_then(|terms| terms.amount_reason.clone()),
            capacity_reason: before.and_then(|terms| terms.capacity_reason.clone()),
        };
        Some((terms, parties))
    }

    fn has_same_leads(&self, parties: &Parties) -> bool {
        self.before.is_some_and(|deal| {
            deal.parties.supplier.id == parties.supplier.id
                && deal.parties.buyer.id == parties.buyer.id
        })
    }

    fn parties(&mut self) -> Option<Parties> {
        let supplier = self.lead(Side::Supplier);
        let buyer = self.lead(Side::Buyer);
        // In the order in which they are kept.
        let mut further = self.further(Side::Buyer);
        further.extend(self.further(Side::Supplier));
        let (supplier, buyer) = (supplier?, buyer?);
        let villages = self.villages(&supplier);
        Some(Parties { supplier, buyer, further, villages })
    }

    fn lead(&mut self, side: Side) -> Option<Party> {
        let (called, current, column) = match side {
            Side::Supplier => {
                (&self.row.supplier, self.before.map(|deal| &deal.parties.supplier), "supplier")
            }
            Side::Buyer => (&self.row.buyer, self.before.map(|deal| &deal.parties.buyer), "buyer"),
        };
        let kept = current.filter(|party| called.is(party));
        match kept.map_or_else(|| called.one_of(&self.records.parties, side), Ok) {
            Ok(party) => Some(party.clone()),
            Err(fault) => {
                self.refuse_name(column, &called.name, &fault);
                None
            }
        }
    }

    fn further(&mut self, side: Side) -> Vec<(Side, Party)> {
        let (cell, column) = match side {
            Side::Supplier => (&self.row.more_suppliers, "more_suppliers"),
            Side::Buyer => (&self.row.more_buyers, "more_buyers"),
        };
        let current: Vec<&'a Party> =
            self.before.map(|deal| deal.parties.of_side(side).collect()).unwrap_or_default();
        if cell.is_empty() {
            return current.into_iter().map(|party| (side, party.clone())).collect();
        }
        let records = self.records;
        let find = |name: &str| -> Result<&'a Party, CallFault> {
            let called = Called { name: name.to_string(), credit_code: None };
            let kept = current.iter().find(|party| called.is(party)).copied();
            kept.map_or_else(|| called.one_of(&records.parties, side), Ok)
        };
        match several(cell, find) {
            Ok(parties) => parties.into_iter().map(|party| (side, party.clone())).collect(),
            Err((name, fault)) => {
                self.refuse_name(column, &name, &fault);
                Vec::new()
            }
        }
    }

    fn refuse_name(&mut self, column: &str, name: &str, fault: &CallFault) {
        self.reasons.push(Reason::new(column, "", |lang| fault.says(name, lang)));
    }

    /// Of several villages of a name, one that the deal has already, or the one in the supplier's
    /// banner.
    fn villages(&mut self, supplier: &Party) -> Vec<Village> {
        let current = self.before.map(|deal| deal.parties.villages.as_slice()).unwrap_or_default();
        if self.row.villages.is_empty() {
            return current.to_vec();
        }
        let banner = supplier.banner_code.as_ref();
        let is_near =
            |village: &Village| banner.is_some_and(|banner| village.code.is_within(banner));
        let is_kept = |village: &Village| current.iter().any(|kept| kept.code == village.code);
        let mut villages: Vec<Village> = Vec::new();
        for name in &self.row.villages {
            let mut may_be: Vec<Village> = name
                .may_be
                .iter()
                .filter_map(|place| {
                    let code: PlaceCode = place.code.parse().ok()?;
                    let (full_name, full_name_en) =
                        (place.full_name.clone(), place.full_name_en.clone());
                    Some(Village { code, full_name, full_name_en })
                })
                .collect();
            for fits in [&is_kept as &dyn Fn(&Village) -> bool, &is_near] {
                if may_be.len() > 1 && may_be.iter().filter(|village| fits(village)).count() == 1 {
                    may_be.retain(fits);
                }
            }
            match may_be.as_slice() {
                [village] => villages.push(village.clone()),
                several => self.refuse_village(&name.typed, several),
            }
        }
        villages.sort_by(|a, b| a.code.cmp(&b.code));
        villages.dedup_by(|a, b| a.code == b.code);
        villages
    }

    fn refuse_village(&mut self, typed: &str, several: &[Village]) {
        let names: Vec<String> = several
            .iter()
            .take(4)
            .map(|village| format!("{} {}", village.full_name, village.code))
            .collect();
        self.reasons.push(Reason::new("villages", typed, |lang| match lang {
            Lang::Zh => format!("“{typed}”可能是{}，请填写区划代码", names.join("、")),
            Lang::En => format!("“{typed}” may be {}: enter a code", names.join(", ")),
        }));
    }
}
