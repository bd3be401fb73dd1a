//! The pages of those who review products.

use super::{counted, facets};
use crate::{
    audit::views::Line,
    columns,
    identity::model::{permissions::Action, saved::SavedFilter},
    kit::{
        components::crumbs::Crumbs,
        forms::Errors,
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
        table::{BulkAct, Cell, Column, Table},
    },
    photos::model::Photo,
    products::model::{
        Category,
        selling::{self, Own, State},
    },
    values::facet::FacetCounts,
};
use askama::Template;

/// What is shown of each to those who review.
pub const COLUMNS: &[Column<Own>] = columns! { Own;
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

/// The facets of who reviews: states, kinds of produce, and banners where they see more than one.
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

#[derive(Template)]
#[template(path = "products/review.html")]
pub struct Review {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub products: Vec<Own>,
    pub saved: Vec<SavedFilter>,
}

impl Review {
    fn table(&self) -> Table<'_> {
        let table =
            Table::new(&self.page, self.page.t("产品", "Products"), COLUMNS, &self.products)
                .with_saved(&self.saved);
        table.acting(self.acts(), &self.products, |product| product.id.0)
    }

    fn acts(&self) -> Vec<BulkAct> {
        if !self.office.may(Action::ReviewProducts) {
            return Vec::new();
        }
        let act = |code, zh, en| BulkAct { code, label: self.page.t(zh, en).to_string() };
        vec![act("publish", "通过并上架", "Let through"), act("return", "退回修改", "Return")]
    }

    fn counted(&self) -> &str {
        counted(&self.page, &self.list)
    }

    fn placeholder(&self) -> &str {
        self.page.t("产品或主体，产品可用拼音", "Product or supplier")
    }
}

#[derive(Template)]
#[template(path = "products/reviewed.html")]
pub struct Reviewed {
    pub page: Page,
    pub office: Office,
    pub product: Own,
    pub photos: Vec<Photo>,
    pub history: Vec<Line>,
    pub note: String,
    pub errors: Errors,
}

impl Reviewed {
    fn may_decide(&self) -> bool {
        self.office.may(Action::ReviewProducts) && self.product.state == State::Submitted
    }

    fn may_take_down(&self) -> bool {
        self.office.may(Action::ReviewProducts) && self.product.state == State::Published
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("产品", "Products"), "/admin/products")
            .here(&self.product.offer.name)
    }

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
