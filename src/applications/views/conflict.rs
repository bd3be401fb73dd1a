//! Two versions of an application, field by field.

use crate::{
    applications::{
        forms::in_one,
        model::{Application, Request, Shown},
        views::Choice,
    },
    fairs::model::Zone,
    values::ids::ProductId,
    web::{
        conflict::{Conflict, Label, Value, pairs, plain},
        office::OfficePage,
        page::Page,
    },
};
use rust_decimal::Decimal;

const LABELS: [Label; 5] = [
    ("products", "参展产品", "Products"),
    ("zone", "意向展区", "Preferred zone"),
    ("contact_name", "现场联系人", "Contact at the fair"),
    ("contact_phone", "联系电话", "Telephone"),
    ("note", "备注", "Note"),
];

/// `shown`: the products of the kept version; the choice has the names of the others.
pub fn conflict(
    OfficePage { page, office }: OfficePage,
    kept: &Application,
    shown: &[Shown],
    mine: &Request,
    Choice { zones, offers, .. }: &Choice,
) -> Conflict {
    let asked = kept.asked.as_ref();
    let text = |text: Option<&String>| plain(text.map_or("", String::as_str));
    let products: Vec<_> = shown.iter().map(|shown| (shown.id, shown.price)).collect();
    let was = [
        (in_one(&products), named(&page, &products, shown)),
        zone(&page, zones, asked.and_then(|asked| asked.zone.as_ref())),
        text(asked.map(|asked| &asked.contact_name)),
        text(asked.map(|asked| &asked.contact_phone)),
        text(asked.and_then(|asked| asked.note.as_ref())),
    ];
    let now = [
        (in_one(&mine.products), named(&page, &mine.products, offers)),
        zone(&page, zones, mine.zone.as_ref()),
        plain(&mine.contact_name),
        plain(&mine.contact_phone),
        text(mine.note.as_ref()),
    ];
    let crumbs = page
        .crumbs()
        .to(page.t("参展报名", "Applications"), "/my/applications")
        .here(page.t("两个版本", "Two versions"));
    let version = asked.map(|asked| asked.version).unwrap_or_default();
    Conflict {
        crumbs: Some(crumbs),
        title: ("这份报名已被他人修改", "Someone else has changed this application"),
        path: kept.own_path(),
        is_reviewed: false,
        hidden: vec![
            ("version".to_string(), version.to_string()),
            ("edition".to_string(), kept.edition.to_string()),
        ],
        pairs: pairs(&page, &LABELS, was, now),
        page,
        office,
    }
}

fn zone(page: &Page, zones: &[Zone], code: Option<&String>) -> Value {
    let Some(code) = code else { return (String::new(), page.t("不限", "Any").to_string()) };
    let name = zones
        .iter()
        .find(|zone| zone.code == *code)
        .map(|zone| page.t(&zone.name, &zone.name_en))
        .unwrap_or_default();
    (code.clone(), format!("{code} {name}"))
}

/// Each product with its price at the fair.
fn named(page: &Page, products: &[(ProductId, Decimal)], known: &[Shown]) -> String {
    let name = |id: &ProductId| {
        known.iter().find(|shown| shown.id == *id).map_or("", |shown| shown.name.as_str())
    };
    let each = products.iter().map(|(id, price)| format!("{} {}", name(id), page.number(price)));
    each.collect::<Vec<_>>().join(page.t("、", ", "))
}
