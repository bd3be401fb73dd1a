//! Two versions of a product side by side.

use crate::{
    kit::{components::crumbs::Crumbs, forms::Pair, office::Office, page::Page},
    products::{
        forms::selling::ProductForm,
        model::{
            Category,
            selling::{self, Offer, Own},
        },
    },
};
use askama::Template;

#[derive(Template)]
#[template(path = "products/conflict.html")]
pub struct Conflict {
    pub page: Page,
    pub office: Office,
    pub kept: Own,
    pub is_submitted: bool,
    pub pairs: Vec<Pair>,
}

impl Conflict {
    pub fn new(page: Page, office: Office, kept: Own, form: ProductForm, mine: &Offer) -> Self {
        let origin = page.t(&kept.origin, &kept.origin_en).to_string();
        let (was, now) = (said(&page, &kept.offer, origin), said(&page, mine, form.origin.clone()));
        let labels = LABELS.iter().zip(was.into_iter().zip(now));
        let pairs = labels
            .map(|((field, zh, en), (kept, mine))| Pair {
                field,
                label: page.t(zh, en),
                kept,
                mine,
            })
            .collect();
        Self { is_submitted: form.is_submitted(), page, office, kept, pairs }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("产品", "Products"), "/my/products")
            .here(page.t("两个版本", "Two versions"))
    }
}

const LABELS: [(&str, &str, &str); 11] = [
    ("category", "类别", "Category"),
    ("name", "产品名称", "Name"),
    ("specification", "规格", "Specification"),
    ("unit", "单位", "Unit"),
    ("price", "价格", "Price"),
    ("price_basis", "是哪种价", "What price"),
    ("origin", "产地", "Origin"),
    ("brand", "品牌", "Brand"),
    ("months", "哪几个月有货", "Months"),
    ("capacity", "年供应量", "Yearly quantity"),
    ("introduction", "几句介绍", "A few words"),
];

/// Each field as the form sends it, and as one reads it; in the order of the labels.
fn said(page: &Page, offer: &Offer, origin: String) -> [(String, String); 11] {
    let plain = |text: &str| (text.to_string(), text.to_string());
    let category = Category::find(&offer.category_code)
        .map_or(offer.category_code.as_str(), |category| category.name(page.lang));
    let months = offer.months.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    [
        (offer.category_code.clone(), category.to_string()),
        plain(&offer.name),
        plain(&offer.specification),
        (offer.unit_code.clone(), page.unit(&offer.unit_code).to_string()),
        plain(&offer.price.normalize().to_string()),
        (
            offer.price_basis.clone(),
            selling::price_basis(&offer.price_basis, page.lang).to_string(),
        ),
        (offer.origin_code.to_string(), origin),
        offer
            .brand
            .as_ref()
            .map(|brand| (brand.id.to_string(), brand.name.clone()))
            .unwrap_or_default(),
        plain(&months),
        plain(
            &offer
                .yearly_capacity
                .map(|capacity| capacity.normalize().to_string())
                .unwrap_or_default(),
        ),
        plain(offer.introduction.as_deref().unwrap_or_default()),
    ]
}
