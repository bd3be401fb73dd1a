//! Two versions of a product side by side.

use crate::{
    products::{
        forms::selling::ProductForm,
        model::{
            Category,
            selling::{self, Offer, SupplierProduct},
        },
    },
    web::{
        conflict::{Conflict, Label, Value, pairs, plain},
        office::Office,
        page::Page,
    },
};

/// Both versions, for the user who saved second.
pub fn conflict(
    page: Page,
    office: Office,
    kept: &SupplierProduct,
    form: ProductForm,
    mine: &Offer,
) -> Conflict {
    let origin = page.t(&kept.origin, &kept.origin_en).to_string();
    let is_submitted = form.is_submitted();
    let (was, now) = (values(&page, &kept.offer, origin), values(&page, mine, form.origin));
    let crumbs = page
        .crumbs()
        .to(page.t("产品", "Products"), "/my/products")
        .here(page.t("两个版本", "Two versions"));
    let mut hidden = vec![("version".to_string(), kept.version.to_string())];
    if !is_submitted {
        hidden.push(("draft".to_string(), "1".to_string()));
    }
    Conflict {
        crumbs: Some(crumbs),
        title: ("这种产品已被他人修改", "Someone else has changed this product"),
        path: kept.own_path(),
        is_reviewed: false,
        hidden,
        pairs: pairs(&page, &LABELS, was, now),
        page,
        office,
    }
}

const LABELS: [Label; 11] = [
    ("category", "类别", "Category"),
    ("name", "产品名称", "Name"),
    ("specification", "规格", "Specification"),
    ("unit", "单位", "Unit"),
    ("price", "价格", "Price"),
    ("price_basis", "价格口径", "Price basis"),
    ("origin", "产地", "Origin"),
    ("brand", "品牌", "Brand"),
    ("months", "供应月份", "Months available"),
    ("capacity", "年供应量", "Yearly supply"),
    ("introduction", "介绍", "Introduction"),
];

/// Each field as sent by the form, and as shown; in the order of the labels.
fn values(page: &Page, offer: &Offer, origin: String) -> [Value; 11] {
    let category = Category::find(&offer.category_code)
        .map_or(offer.category_code.as_str(), |category| category.name(page.lang));
    let months = offer.months.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    [
        (offer.category_code.clone(), category.to_string()),
        plain(&offer.name),
        plain(&offer.specification),
        (offer.unit_code.clone(), page.unit(&offer.unit_code).to_string()),
        plain(offer.price.normalize().to_string()),
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
            offer
                .yearly_capacity
                .map(|capacity| capacity.normalize().to_string())
                .unwrap_or_default(),
        ),
        plain(offer.introduction.as_deref().unwrap_or_default()),
    ]
}
