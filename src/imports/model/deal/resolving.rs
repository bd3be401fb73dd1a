//! What a row means: the known deal, and the deal after the row is written. An empty cell changes
//! nothing.

use super::{
    Called, DealRecords, DealRow,
    calling::{CallFault, several},
    records::DealFault,
};
use crate::{
    imports::model::{Reason, verdict::Context},
    organisations::model::Side,
    projects::model::deal::{
        ContractTerms, DealRung, Earlier, Goods, GoodsFault, Listed, Parties, Party, Terms, Village,
    },
    values::{ids::ProjectId, lang::Lang, place_code::PlaceCode, quantity::Unit},
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

    /// `None`: with a reason.
    fn contract(&mut self, goods: Option<&Goods>) -> Option<Option<ContractTerms>> {
        let known = self.before.map(|deal| deal.terms.contract.as_ref());
        let row = self.row;
        match row.contract.terms(known, row.signed_on, (row.amount, goods)) {
            Ok(contract) => Some(contract),
            Err((column, message)) => {
                let reason = Reason::new(column, "", |lang| lang.t(message.0, message.1));
                self.reasons.push(reason);
                None
            }
        }
    }

    /// Whether the deal is a contract, which follows from an intent and renews none.
    fn is_contract(&self) -> bool {
        match self.before {
            Some(deal) => deal.terms.contract.is_some(),
            None => self.row.contract.rung == Some(DealRung::Contract),
        }
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

    fn goods(&mut self) -> Option<Goods> {
        let before = self.before.and_then(|deal| deal.terms.goods.as_ref());
        let was = before.and_then(|goods| goods.quantity);
        let name = self.row.goods.clone().or_else(|| before.map(|goods| goods.name.clone()));
        let quantity =
            self.row.quantity.clone().or_else(|| was.map(|(n, _)| n.normalize().to_string()));
        let unit = self.row.unit.as_deref().and_then(Unit::find).or(was.map(|(_, unit)| unit));
        let quantity = quantity.unwrap_or_default();
        if self.row.unit.is_some() && quantity.is_empty() {
            self.reasons.push(Reason::new("quantity", "", |lang| {
                lang.t("写了单位，请写明数量", "Give the quantity of this unit")
            }));
        }
        match Goods::typed(name, &quantity, unit) {
            Ok(goods) => goods,
            Err(fault) => {
                let column = match fault {
                    GoodsFault::NoName => "goods",
                    GoodsFault::NoNumber => "quantity",
                    GoodsFault::NoUnit => "quantity_unit",
                };
                let value = if fault == GoodsFault::NoNumber { quantity.as_str() } else { "" };
                self.reasons.push(Reason::new(column, value, |lang| fault.says(lang)));
                None
            }
        }
    }

    /// The deal that the row renews. A renewal is of the same leads.
    fn renews(&mut self, parties: &Parties) -> Option<ProjectId> {
        let stays = self.has_same_leads(parties);
        let was = self.before.and_then(|deal| {
            Some((deal.terms.renews_id.or(deal.terms.follows_id)?, deal.renews.as_ref()?))
        });
        let Some(number) = &self.row.renews else {
            return was.map(|(id, _)| id).filter(|_| stays);
        };
        if let Some((id, known)) = was
            && stays
            && known.eq_ignore_ascii_case(number)
        {
            return Some(id);
        }
        let by = self.before.map(|deal| deal.id);
        let is_contract = self.is_contract();
        let is_free =
            |deal: &&Earlier| is_contract || deal.renewed_by.is_none() || deal.renewed_by == by;
        let found = self
            .records
            .earlier
            .iter()
            .filter(|deal| deal.number.eq_ignore_ascii_case(number))
            .find(is_free);
        let is_same = |deal: &&Earlier| {
            deal.supplier_id == parties.supplier.id && deal.buyer_id == parties.buyer.id
        };
        let message = match found {
            None => (
                "须是往届已放行、未被续签的项目",
                "It must be a released deal of an earlier edition that none renews",
            ),
            Some(deal) if is_same(&deal) => return Some(deal.id),
            Some(_) => ("双方与该项目不同，不能续签", "A renewal is of the same two parties"),
        };
        self.reasons.push(Reason::new("renews", number, |lang| lang.t(message.0, message.1)));
        None
    }
}
