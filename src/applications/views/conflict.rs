//! Two versions of an application, field by field.

use crate::{
    applications::{
        forms::in_one,
        model::{Application, Request, Shown},
    },
    fairs::model::Zone,
    kit::{components::crumbs::Crumbs, forms::Pair, office::Office, page::Page},
    values::ids::ProductId,
};
use askama::Template;
use rust_decimal::Decimal;

#[derive(Template)]
#[template(path = "applications/conflict.html")]
pub struct Conflict {
    pub page: Page,
    pub office: Office,
    pub kept: Application,
    pub version: i32,
    pub pairs: Vec<Pair>,
}

const LABELS: [(&str, &str, &str); 5] = [
    ("products", "带哪些产品", "Products"),
    ("zone", "想去的展区", "Zone"),
    ("contact_name", "现场联系人", "Contact at the fair"),
    ("contact_phone", "联系电话", "Telephone"),
    ("note", "一句话", "A sentence"),
];

impl Conflict {
    /// `offers`: what may be shown, for its names.
    pub fn new(
        page: Page,
        office: Office,
        (kept, shown): (Application, &[Shown]),
        (mine, zones, offers): (&Request, &[Zone], &[Shown]),
    ) -> Self {
        let asked = kept.asked.as_ref();
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let products: Vec<_> = shown.iter().map(|shown| (shown.id, shown.price)).collect();
        let was = [
            (in_one(&products), named(&page, &products, shown)),
            zone(&page, zones, asked.and_then(|asked| asked.zone.as_ref())),
            plain(text(asked.map(|asked| &asked.contact_name))),
            plain(text(asked.map(|asked| &asked.contact_phone))),
            plain(text(asked.and_then(|asked| asked.note.as_ref()))),
        ];
        let now = [
            (in_one(&mine.products), named(&page, &mine.products, offers)),
            zone(&page, zones, mine.zone.as_ref()),
            plain(mine.contact_name.clone()),
            plain(mine.contact_phone.clone()),
            plain(mine.note.clone().unwrap_or_default()),
        ];
        let labels = LABELS.iter().zip(was.into_iter().zip(now));
        let pairs = labels
            .map(|((field, zh, en), (kept, mine))| Pair {
                field,
                label: page.t(zh, en),
                kept,
                mine,
            })
            .collect();
        let version = asked.map(|asked| asked.version).unwrap_or_default();
        Self { page, office, kept, version, pairs }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("参展报名", "Applications"), "/my/applications")
            .here(page.t("两个版本", "Two versions"))
    }
}

fn plain(text: String) -> (String, String) {
    (text.clone(), text)
}

fn zone(page: &Page, zones: &[Zone], code: Option<&String>) -> (String, String) {
    let Some(code) = code else { return (String::new(), page.t("都可以", "Any").to_string()) };
    let name = zones
        .iter()
        .find(|zone| zone.code == *code)
        .map(|zone| page.t(&zone.name, &zone.name_en))
        .unwrap_or_default();
    (code.clone(), format!("{code} {name}"))
}

/// Each with its price there.
fn named(page: &Page, products: &[(ProductId, Decimal)], known: &[Shown]) -> String {
    let name = |id: &ProductId| {
        known.iter().find(|shown| shown.id == *id).map_or("", |shown| shown.name.as_str())
    };
    let each = products.iter().map(|(id, price)| format!("{} {}", name(id), page.number(price)));
    each.collect::<Vec<_>>().join(page.t("、", ", "))
}
