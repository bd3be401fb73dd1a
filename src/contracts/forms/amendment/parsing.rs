//! From what was typed to an amendment, or to its errors.

use super::{AmendmentForm, FoundVillages, LineChangeForm};
use crate::{
    contracts::{
        forms::office::goods,
        model::{
            amendment::{Change, Entered, Version, VersionLine},
            rationale::Rationale,
            record::ContractRecord,
            terms::Goods,
        },
    },
    promises::{
        forms::reader::{Named, Reader},
        model::Promise,
    },
    values::typed::{number, words},
    web::{declaration::links::Texts, forms::Errors, page::Page},
};
use chrono::NaiveDate;

const SIGNED_ON: Named = ("signed_on", ("签订日", "Signed on"));
pub const EFFECTIVE_ON: Named = ("effective_on", ("生效日", "In effect from"));
pub const ENDS_ON: Named = ("ends_on", ("履行至", "Term until"));

/// A change of a line that cannot be read.
enum LineFault {
    Quantity,
    Price,
}

/// What becomes of a line: `None`, it stays; `Some(None)`, it ceases.
fn changed(line: &VersionLine, typed: &LineChangeForm) -> Result<Option<Option<Goods>>, LineFault> {
    if typed.ceases {
        return Ok(Some(None));
    }
    let mut goods = line.goods.clone();
    if !typed.quantity.is_empty() {
        let quantity = number(&typed.quantity, 3).filter(|quantity| !quantity.is_zero());
        goods.quantity = quantity.ok_or(LineFault::Quantity)?;
    }
    if !typed.price.is_empty() {
        let price = number(&typed.price, 4).filter(|price| !price.is_zero());
        goods.unit_price = price.ok_or(LineFault::Price)?;
    }
    Ok((goods != line.goods).then_some(Some(goods)))
}

impl AmendmentForm {
    /// What of the lines can be read, to compute with it while they are typed.
    pub fn readable(&self, before: &Version) -> Change {
        let lines = before.lines.iter().filter_map(|line| {
            let to = changed(line, &self.of(&line.id)).ok().flatten()?;
            Some((line.id, to))
        });
        Change {
            lines: lines.collect(),
            added: self.added.iter().filter_map(|line| line.parse().ok()).collect(),
            ..Change::default()
        }
    }
}

pub fn parse(
    page: &Page,
    form: &AmendmentForm,
    (record, before): (&ContractRecord, &Version),
    found: &FoundVillages,
) -> Result<Entered, Errors> {
    let mut reader = Reader::new(page);
    let change = change(&mut reader, form, (record, before), found);
    let rationale = rationale(&mut reader, form);
    let reason = reader.reason("reason", &form.reason);
    let signed_on = signed_on(&mut reader, form, record);
    let effective_on = effective_on(&mut reader, form, signed_on);
    let (Some(reason), Some(signed_on), Some(effective_on), true) =
        (reason, signed_on, effective_on, reader.errors.is_empty())
    else {
        return Err(reader.errors);
    };
    let ceiling_reason = words(&form.ceiling_reason, 200);
    Ok(Entered { change, rationale, reason, signed_on, effective_on, ceiling_reason })
}

fn change(
    reader: &mut Reader<'_>,
    form: &AmendmentForm,
    (record, before): (&ContractRecord, &Version),
    found: &FoundVillages,
) -> Change {
    let mut lines = Vec::new();
    for line in &before.lines {
        match changed(line, &form.of(&line.id)) {
            Ok(to) => lines.extend(to.map(|to| (line.id, to))),
            Err(fault) => {
                let (zh, en): Texts = match fault {
                    LineFault::Quantity => ("数量请填大于零的数", "quantity: more than 0"),
                    LineFault::Price => ("单价请填大于零的元数", "price: more than 0 yuan"),
                };
                reader.errors.add("lines", line.goods.name.clone(), reader.page.t(zh, en));
            }
        }
    }
    let added = goods::filled_in(reader, &form.added);
    let ends_on = match form.ends_on.trim() {
        "" => None,
        typed => reader.day(ENDS_ON, typed).filter(|day| *day != before.ends_on),
    };
    let tolerance = goods::tolerance(reader, &form.tolerance);
    let villages = goods::villages(reader, found, record.paper().banner());
    let is_new = |code| before.villages.iter().all(|known| known.code != code);
    Change {
        lines,
        added,
        ends_on,
        tolerance: tolerance.filter(|percent| *percent != before.tolerance),
        villages: villages.into_iter().filter(|one| is_new(one.code.clone())).collect(),
    }
}

fn rationale(reader: &mut Reader<'_>, form: &AmendmentForm) -> Vec<Rationale> {
    let rationale = form.ticked();
    if rationale.is_empty() {
        let label = ("缘由类别", "What it is about");
        reader.fault(("rationale", label), ("至少选一类", "Choose at least one"));
    }
    rationale
}

/// Nothing holds before it is signed.
fn effective_on(
    reader: &mut Reader<'_>,
    form: &AmendmentForm,
    signed_on: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let day = reader.day(EFFECTIVE_ON, &form.effective_on)?;
    if signed_on.is_some_and(|signed_on| day < signed_on) {
        reader.fault(EFFECTIVE_ON, ("不能早于签订日", "Not before it is signed"));
    }
    Some(day)
}

/// Both parties have sealed it.
fn signed_on(
    reader: &mut Reader<'_>,
    form: &AmendmentForm,
    record: &ContractRecord,
) -> Option<NaiveDate> {
    let day = reader.day(SIGNED_ON, &form.signed_on)?;
    if day > reader.page.today {
        reader.fault(SIGNED_ON, ("这一天还没到", "This day has not come"));
    }
    if day < record.paper.signed_on {
        reader.fault(SIGNED_ON, ("早于合同签订日", "Before the contract was signed"));
    }
    Some(day)
}
