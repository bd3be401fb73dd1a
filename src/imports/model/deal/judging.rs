//! The result of a row of a run-sheet.

use super::{DealMeant, DealRecords, DealRow};
use crate::{
    audit::model::Changes,
    imports::model::{
        Fate, Reason,
        verdict::{Context, Identity, Verdict},
    },
    organisations::model::Side,
    projects::model::deal::{Listed, Parties, PartyFault, Terms, differences},
    values::{day, lang::Lang},
};

impl DealRow {
    pub fn judge(
        &self,
        meant: &DealMeant<'_>,
        records: &DealRecords,
        context: &Context,
    ) -> Verdict {
        let Some((terms, parties)) = &meant.after else {
            return Verdict::refused(meant.reasons.clone());
        };
        let changes = self.changes(meant.before, (terms, parties));
        let fate = match meant.before {
            None => Fate::New,
            Some(_) if changes.is_empty() => Fate::Unchanged,
            Some(_) => Fate::Changed,
        };
        if fate == Fate::Unchanged {
            return Verdict { fate, changes: Default::default(), reasons: Vec::new() };
        }
        if meant.before.is_some_and(Listed::is_settled) {
            return Verdict::refused(vec![self.settled()]);
        }
        let mut reasons = Vec::new();
        reasons.extend(self.of_parties(parties, context));
        reasons.extend(self.of_day(records));
        reasons.extend(of_number(meant.before, terms, parties, records));
        reasons.extend(self.of_position(meant.before, records, context));
        if !reasons.is_empty() {
            return Verdict {
                fate: Fate::Refused,
                changes: [changes, Changes::default()],
                reasons,
            };
        }
        let doubts = self.doubts(meant.before, terms, parties, records);
        Verdict { fate, changes: [changes, Changes::default()], reasons: doubts }
    }

    /// With the change of its position.
    fn changes(&self, before: Option<&Listed>, after: (&Terms, &Parties)) -> Changes {
        let mut changes = differences(before.map(|deal| (&deal.terms, &deal.parties)), after);
        for (column, was, is) in [
            ("supplier", before.map(|deal| &deal.parties.supplier), &after.1.supplier),
            ("buyer", before.map(|deal| &deal.parties.buyer), &after.1.buyer),
        ] {
            // A namesake is told by its code.
            if let Some(was) = was.filter(|was| was.id != is.id && was.name == is.name) {
                let coded = |code: &Option<String>| {
                    format!("{} {}", is.name, code.as_deref().unwrap_or("—"))
                };
                changes = changes.field(
                    column,
                    Some(&coded(&was.credit_code)),
                    Some(&coded(&is.credit_code)),
                );
            }
        }
        let Some(position) = self.position else { return changes };
        let was = before.map(|deal| deal.run_order.to_string());
        changes.field("run_order", was.as_deref(), Some(&position.to_string()))
    }

    fn settled(&self) -> Reason {
        let (column, value) = match &self.number {
            Some(number) => ("number", number),
            None => ("title", &self.title),
        };
        Reason::new(column, value, |lang| {
            lang.t(
                "已签约或已放行，表格不能改动：请在签约台修改",
                "It is signed or released, and no sheet changes it: change it at the signing desk",
            )
        })
    }

    fn of_parties(&self, parties: &Parties, context: &Context) -> Option<Reason> {
        if let Some((side, party, fault)) = parties.fault() {
            let is_lead = fault != PartyFault::Twice
                && [parties.supplier.id, parties.buyer.id].contains(&party.id);
            let column = match (side, is_lead) {
                (Side::Supplier, true) => "supplier",
                (Side::Supplier, false) => "more_suppliers",
                (Side::Buyer, true) => "buyer",
                (Side::Buyer, false) => "more_buyers",
            };
            return Some(Reason::new(column, &party.name, |lang| fault.says(lang)));
        }
        let is_own = context.scope.as_ref().is_none_or(|own| parties.owner_banner() == Some(own));
        (!is_own).then(|| {
            Reason::new("supplier", &parties.supplier.name, |lang| {
                lang.t("不在您的旗区", "Outside your banner")
            })
        })
    }

    fn of_day(&self, records: &DealRecords) -> Option<Reason> {
        let (first, last) = records.days?;
        let is_within = (first..=last).contains(&self.signed_on);
        (!is_within).then(|| {
            Reason::new("signed_on", &self.signed_on.to_string(), |lang| {
                let (first, last) = (day::full(first, lang), day::full(last, lang));
                match lang {
                    Lang::Zh => format!("应在本届举办期间：{first} 至 {last}"),
                    Lang::En => format!("A day of this edition: {first} to {last}"),
                }
            })
        })
    }

    /// The organisers order the ceremony; what is signed keeps its position.
    fn of_position(
        &self,
        before: Option<&Listed>,
        records: &DealRecords,
        context: &Context,
    ) -> Option<Reason> {
        let position =
            self.position.filter(|new| before.is_none_or(|deal| deal.run_order != *new))?;
        let message = if !context.is_organisers {
            ("顺序由组委会安排，请留空", "The organisers order the ceremony: leave it blank")
        } else if records.slots.iter().any(|slot| slot.is_settled && slot.run_order == position) {
            (
                "这个位置上的项目已签约：请另填顺序，或在签约台调整",
                "The deal at this position is signed: choose another, or order it at the desk",
            )
        } else {
            return None;
        };
        let value = position.to_string();
        Some(Reason::new("position", &value, |lang| lang.t(message.0, message.1)))
    }

    /// Deals of the same leads, about which the desk asks when this one is signed.
    fn doubts(
        &self,
        before: Option<&Listed>,
        terms: &Terms,
        parties: &Parties,
        records: &DealRecords,
    ) -> Vec<Reason> {
        let id = before.map(|deal| deal.id);
        let leads = (parties.supplier.id, parties.buyer.id);
        if terms.renews_id.or(terms.follows_id).or(terms.distinct_from_id).is_some() {
            return Vec::new();
        }
        let same = records.deals.iter().find(|deal| {
            Some(deal.id) != id && (deal.parties.supplier.id, deal.parties.buyer.id) == leads
        });
        let earlier = records.earlier.iter().find(|deal| {
            (deal.supplier_id, deal.buyer_id) == leads
                && (deal.renewed_by.is_none() || deal.renewed_by == id)
        });
        let of_same = same.map(|deal| {
            Reason::doubt("title", &self.title, |lang| match lang {
                Lang::Zh => format!("双方与本届 {} 相同，请核对是否重复", deal.number),
                Lang::En => {
                    format!("The same parties as {}: check that it is another", deal.number)
                }
            })
        });
        let of_earlier = earlier.map(|deal| {
            Reason::doubt("renews", "", |lang| match lang {
                Lang::Zh => format!("双方与往届 {} 相同：如系续签，请填写该编号", deal.number),
                Lang::En => {
                    format!("The same parties as {}: enter it if this is a renewal", deal.number)
                }
            })
        });
        of_same.into_iter().chain(of_earlier).collect()
    }

    /// The deal that an intent renews; several contracts may follow one intent.
    fn renewed(&self, before: Option<&Listed>) -> Option<&String> {
        self.renews.as_ref().filter(|_| !self.is_contract(before))
    }

    /// A deal, a position, a renewal and a contract number are in one row each.
    pub fn identities(&self, before: Option<&Listed>) -> Vec<Identity> {
        let (supplier, buyer) = (self.supplier.plain(), self.buyer.plain());
        let named = self.number.is_none().then(|| format!("{}\n{supplier}\n{buyer}", self.title));
        let known = before.map(|deal| deal.id.to_string());
        let one = |mark: &str, key: String, column, value: &str| Identity {
            key: format!("{mark}{key}"),
            column,
            value: value.to_string(),
        };
        let position = self.position.map(|position| position.to_string());
        [
            known.map(|id| one("deal ", id, "title", &self.title)),
            named.map(|named| one("named ", named, "title", &self.title)),
            position.map(|at| one("at ", at.clone(), "position", &at)),
            self.renewed(before).map(|of| one("of ", of.to_uppercase(), "renews", of)),
            self.contract.number.as_ref().map(|number| {
                one("contract ", format!("{number}\n{buyer}"), "contract_number", number)
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A buyer has one contract of a number.
fn of_number(
    before: Option<&Listed>,
    terms: &Terms,
    parties: &Parties,
    records: &DealRecords,
) -> Option<Reason> {
    let number = terms.contract.as_ref()?.number.as_ref()?;
    let is_taken = records.numbered.iter().any(|other| {
        other.number == *number
            && other.buyer_id == parties.buyer.id
            && (other.deal_id.is_none() || other.deal_id != before.map(|deal| deal.id))
    });
    is_taken.then(|| {
        Reason::new("contract_number", number, |lang| {
            lang.t("这家采购方已有这个编号的合同", "This buyer has a contract of this number")
        })
    })
}
