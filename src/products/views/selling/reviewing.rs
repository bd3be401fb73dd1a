//! The views of reviewers.

use super::facets;
use crate::{
    columns,
    photos::model::Photo,
    products::model::{
        Category,
        rights::REVIEW_PRODUCTS,
        selling::{self, SupplierProduct},
    },
    reviews::{
        model::Decision,
        views::{Act, Words},
    },
    ui::{
        lists::Listing,
        table::{Cell, Column},
    },
    values::facet::FacetCounts,
    web::page::Page,
};
use askama::Template;

/// The columns for reviewers.
pub const COLUMNS: &[Column<SupplierProduct>] = columns! { SupplierProduct;
    "name" "产品" "Product"
        |_, product| Cell::Link(product.offer.name.clone(), format!("/admin{}", product.id.path()));
    "specification" "规格" "Specification" |_, product| Cell::text(&product.offer.specification);
    "category" "类别" "Category"
        |page, product| {
            let category = Category::find(&product.offer.category_code);
            Cell::maybe(category.map(|category| category.name(page.lang)))
        };
    "supplier" "供应主体" "Supplier" |_, product| Cell::text(&product.organisation);
    "banner" "旗区" "Banner"
        |page, product| {
            let banner = product.organisation_banner.as_ref();
            Cell::maybe(banner.map(|code| page.banner_name(code)))
        };
    "origin" "产地" "Origin" |page, product| Cell::text(page.t(&product.origin, &product.origin_en));
    "price" "价格" "Price" |_, product| Cell::Number(product.offer.price);
    "per" "单位" "Per" |page, product| Cell::text(page.per(&product.offer.unit_code));
    "state" "状态" "State"
        |page, product| {
            Cell::State(product.state.pill(), product.state.name(page.lang).to_string())
        };
};

/// The facets for reviewers: states, categories, and banners if they see more than one.
pub fn office_facets(page: &Page, list: &mut Listing, counts: &FacetCounts, has_banners: bool) {
    facets(page, list, counts);
    let tops = Category::top()
        .map(|category| (category.code.clone(), category.name(page.lang).to_string()));
    list.facet(page, ("category", "类别", "Category"), counts, tops);
    if has_banners {
        list.facet(
            page,
            ("banner", "供应主体所在旗区", "Supplier's banner"),
            counts,
            page.banner_choices(),
        );
    }
}

/// The decisions on several products at once.
pub const ACTS: [Act; 2] = [
    Act {
        code: "publish",
        label: ("通过并上架", "Approve and publish"),
        right: REVIEW_PRODUCTS,
        decision: Decision::Approve,
        hint: ("", ""),
    },
    Act {
        code: "return",
        label: ("退回修改", "Return for correction"),
        right: REVIEW_PRODUCTS,
        decision: Decision::Return(""),
        hint: (
            "说明需要修改的内容。每家供应主体都会看到",
            "Say what to correct; each supplier will see it",
        ),
    },
];

pub static WORDS: Words = Words {
    approval: "publication",
    approve: ("通过，上架", "Approve and publish"),
    revocation: ("下架", "Take down"),
    why: ("下架原因", "Reason for taking it down"),
    hint: (
        "说明问题和需要修改的内容。供应主体会看到；修改送审后可以重新上架",
        "Say what is wrong. The supplier will see it and can correct and resubmit the product",
    ),
    revoke: ("下架并退回", "Take down and return"),
};

/// For reviewers.
#[derive(Template)]
#[template(path = "products/facts.html")]
pub struct Facts<'a> {
    pub page: &'a Page,
    pub product: &'a SupplierProduct,
    pub photos: &'a [Photo],
}

impl Facts<'_> {
    fn category(&self) -> &str {
        let code = &self.product.offer.category_code;
        Category::find(code).map_or(code, |category| category.name(self.page.lang))
    }

    fn months(&self) -> String {
        let months: Vec<String> =
            self.product.offer.months.iter().map(ToString::to_string).collect();
        if self.page.zh() {
            months.iter().map(|month| format!("{month}月")).collect::<Vec<_>>().join("、")
        } else {
            months.join(", ")
        }
    }
}
