//! What the trail records of a deal.

use super::{Parties, Terms};
use crate::audit::model::Changes;

/// The fields that differ; of a new deal, each that says something.
pub fn differences(before: Option<(&Terms, &Parties)>, after: (&Terms, &Parties)) -> Changes {
    let was = before.map(|(terms, parties)| texts(terms, parties));
    texts(after.0, after.1).into_iter().enumerate().fold(
        Changes::default(),
        |changes, (n, (name, value))| {
            let before = was.as_ref().and_then(|was| was[n].1.as_deref());
            changes.field(name, before, value.as_deref())
        },
    )
}

fn texts(terms: &Terms, parties: &Parties) -> [(&'static str, Option<String>); 21] {
    let contract = terms.contract.as_ref();
    let names = |names: Vec<&str>| (!names.is_empty()).then(|| names.join("、"));
    let further = parties.further.iter().map(|(_, party)| party.name.as_str()).collect();
    let villages = parties.villages.iter().map(|village| village.full_name.as_str()).collect();
    [
        ("title", Some(terms.title.clone())),
        ("rung", contract.map(|_| terms.rung().code().to_string())),
        ("type", Some(terms.r#type.code().to_string())),
        ("contract_number", contract.and_then(|contract| contract.number.clone())),
        ("method", contract.map(|contract| contract.method.code().to_string())),
        ("category", contract.map(|contract| contract.category.clone())),
        ("ends_on", contract.map(|contract| contract.ends_on.to_string())),
        ("supplier", Some(parties.supplier.name.clone())),
        ("buyer", Some(parties.buyer.name.clone())),
        ("further", names(further)),
        ("banner", parties.owner_banner().map(ToString::to_string)),
        ("amount", Some(terms.amount.normalize().to_string())),
        ("signed_on", Some(terms.signed_on.to_string())),
        ("goods", terms.goods.as_ref().map(|goods| goods.line())),
        ("villages", names(villages)),
        ("scan_due_on", terms.scan_due_on.map(|day| day.to_string())),
        ("renews", terms.renews_id.map(|id| id.to_string())),
        ("follows", terms.follows_id.map(|id| id.to_string())),
        ("distinct_from", terms.distinct_from_id.map(|id| id.to_string())),
        ("amount_reason", terms.amount_reason.clone()),
        ("capacity_reason", terms.capacity_reason.clone()),
    ]
}
