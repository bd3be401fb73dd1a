//! The contract, the goods and the renewal of a row.

use super::Resolver;
use crate::{
    imports::model::Reason,
    projects::model::deal::{ContractTerms, Earlier, Goods, GoodsFault, Parties},
    values::{ids::ProjectId, quantity::Unit},
};

impl Resolver<'_, '_> {
    /// `None`: with a reason.
    pub(super) fn contract(&mut self, goods: Option<&Goods>) -> Option<Option<ContractTerms>> {
        let known = self.before.map(|deal| (&*deal.number, deal.terms.contract.as_ref()));
        let row = self.row;
        match row.contract.terms(known, row.signed_on, row.amount, goods) {
            Ok(contract) => Some(contract),
            Err((column, message)) => {
                let reason = Reason::new(column, "", |lang| lang.t(message.0, message.1));
                self.reasons.push(reason);
                None
            }
        }
    }

    pub(super) fn goods(&mut self) -> Option<Goods> {
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
    pub(super) fn renews(&mut self, parties: &Parties) -> Option<ProjectId> {
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
        let is_contract = self.row.is_contract(self.before);
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
