//! The views of products, for suppliers and reviewers.

mod conflict;
mod reviewing;

pub use conflict::conflict;
pub use reviewing::{ACTS, COLUMNS, Facts, WORDS, office_facets};

use crate::{
    audit::views::Line,
    places::model::Named,
    products::{
        forms::selling::ProductForm,
        model::{
            Category,
            selling::{Branded, PRICE_BASES, State, SupplierProduct},
        },
    },
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
    },
    values::{facet::FacetCounts, ids::EditionId, quantity::Unit},
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// Units in which goods are sold, the common ones first.
const UNITS: [&str; 15] = [
    "kg", "t", "jian", "he", "ping", "mei", "l", "zhi", "tou", "pi", "feng", "tao", "fu", "zhang",
    "gen",
];

#[derive(Template)]
#[template(path = "products/mine.html")]
pub struct Mine {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub products: Vec<SupplierProduct>,
}

impl Mine {
    fn is_public(&self, product: &SupplierProduct) -> bool {
        product.state == State::Published
    }

    fn may_be_dropped(&self, product: &SupplierProduct) -> bool {
        product.state != State::Withdrawn
    }

    fn counted(&self) -> &str {
        let (zh, one, many) = COUNTED;
        self.page.counted(&self.list.total, zh, one, many)
    }

    fn placeholder(&self) -> &str {
        self.page.t("产品名称，可用拼音", "Name or pinyin")
    }
}

pub const COUNTED: (&str, &str, &str) = ("种产品", "product", "products");

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let states = State::ALL
        .iter()
        .map(|state| (state.code().to_string(), state.name(page.lang).to_string()));
    list.facet(page, ("state", "状态", "State"), counts, states);
}

#[derive(Template)]
#[template(path = "products/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub product: Option<SupplierProduct>,
    pub form: ProductForm,
    /// The matching places, if there are several.
    pub places: Vec<Named>,
    /// The editions at which it can be shown.
    pub fairs: Vec<EditionId>,
    /// The selectable brands.
    pub brands: Vec<Branded>,
    pub errors: Errors,
    pub prices: Vec<(DateTime<Utc>, Decimal)>,
    pub history: Vec<Line>,
}

impl Edit {
    fn title(&self) -> String {
        match &self.product {
            None => self.page.t("上架产品", "List a product").to_string(),
            Some(product) => product.offer.name.clone(),
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("产品", "Products"), "/my/products")
            .here(self.title())
    }

    fn action(&self) -> String {
        self.page.href(
            self.product
                .as_ref()
                .map_or_else(|| "/my/products".to_string(), SupplierProduct::own_path),
        )
    }

    /// Each category of the upper level with its subcategories.
    fn categories(&self) -> Vec<(&'static Category, Vec<&'static Category>)> {
        Category::top()
            .map(|top| {
                (top, Category::all().filter(|category| category.parent_code == top.code).collect())
            })
            .collect()
    }

    fn units(&self) -> Vec<&'static Unit> {
        UNITS.iter().filter_map(|code| Unit::find(code)).collect()
    }

    fn fair(&self, edition: &EditionId) -> String {
        self.page
            .site
            .edition(*edition)
            .map(|edition| edition.short_name(self.page.lang))
            .unwrap_or_default()
    }

    fn may_be_drafted(&self) -> bool {
        self.product.as_ref().is_none_or(|product| !matches!(product.state, State::Published))
    }
}
