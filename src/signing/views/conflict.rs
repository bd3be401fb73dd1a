//! Two versions of a deal side by side.

use crate::{
    products::model::Category,
    projects::model::{
        ProjectType,
        deal::{Deal, Method},
    },
    signing::forms::{DealForm, FIELDS},
    values::{coded::named, quantity::Unit},
    web::{
        conflict::{Conflict, Value, pairs},
        office::Office,
        page::Page,
    },
};

/// Both versions, for the later of two who save.
pub fn conflict(page: Page, office: Office, kept: &Deal, mine: &DealForm) -> Conflict {
    let kept_form = DealForm::of(kept);
    let read = |(at, value): (usize, String)| -> Value {
        let named = match FIELDS[at].0 {
            "type" => named::<ProjectType>(&value, page.lang).map(str::to_string),
            "method" => named::<Method>(&value, page.lang).map(str::to_string),
            "category" => Category::named(&value, page.lang).map(str::to_string),
            "quantity_unit" => Unit::find(&value).map(|unit| unit.symbol(page.lang).to_string()),
            _ => None,
        };
        (value.clone(), named.unwrap_or(value))
    };
    let was = kept_form.values().into_iter().enumerate().map(read);
    let now = mine.values().into_iter().enumerate().map(read);
    let crumbs = page
        .crumbs()
        .to(page.t("签约台", "Signing desk"), kept.desk())
        .here(page.t("两个版本", "Two versions"));
    Conflict {
        crumbs: Some(crumbs),
        title: ("这一项已被他人修改", "Someone else has changed this deal"),
        path: kept.path(),
        is_reviewed: false,
        hidden: vec![
            ("version".to_string(), kept.version.to_string()),
            ("likeness".to_string(), mine.likeness.clone()),
            ("then".to_string(), mine.then.clone()),
        ],
        pairs: pairs(&page, &FIELDS, was, now),
        page,
        office,
    }
}
