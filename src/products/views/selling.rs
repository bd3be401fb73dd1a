//! The pages on which products are offered and reviewed.

use crate::{
    audit::views::Line,
    columns,
    identity::model::{permissions::Action, saved::SavedFilter},
    kit::{
        components::crumbs::Crumbs,
        forms::{Errors, Pair},
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
        table::{BulkAct, Cell, Column, Table},
    },
    photos::model::Photo,
    places::model::Named,
    products::{
        forms::selling::ProductForm,
        model::{
            Category,
            selling::{self, Branded, Offer, Own, PRICE_BASES, State},
        },
    },
    values::{facet::FacetCounts, ids::EditionId, quantity::Unit},
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
    pub products: Vec<Own>,
}

impl Mine {
    fn is_public(&self, product: &Own) -> bool {
        product.state == State::Published
    }

    fn may_be_dropped(&self, product: &Own) -> bool {
        product.state != State::Withdrawn
    }

    fn counted(&self) -> &str {
        counted(&self.page, &self.list)
    }

    fn placeholder(&self) -> &str {
        self.page.t("产品名称，可用拼音", "Name or pinyin")
    }
}

fn counted<'a>(page: &'a Page, list: &Listing) -> &'a str {
    page.counted(&list.total, "种产品", "product", "products")
}

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
    pub product: Option<Own>,
    pub form: ProductForm,
    /// Where there are several of the typed name.
    pub places: Vec<Named>,
    /// Editions at which there is a place to show it.
    pub fairs: Vec<EditionId>,
    /// Those that it may bear.
    pub brands: Vec<Branded>,
    pub errors: Errors,
    pub prices: Vec<(DateTime<Utc>, Decimal)>,
    pub history: Vec<Line>,
}

impl Edit {
    fn title(&self) -> String {
        match &self.product {
            None => self.page.t("上架一种产品", "List a product").to_string(),
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
        self.page
            .href(self.product.as_ref().map_or_else(|| "/my/products".to_string(), Own::own_path))
    }

    /// Each category of the upper level with its own.
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

/// What is shown of each to those who review.
pub const COLUMNS: &[Column<Own>] = columns! { Own;
    "name" "产品" "Product" |_, product| Cell::Link(product.offer.name.clone(), format!("/admin{}", product.id.path()));
    "specification" "规格" "Specification" |_, product| Cell::text(&product.offer.specification);
    "category" "类别" "Category" |page, product| Cell::maybe(Category::find(&product.offer.category_code).map(|category| category.name(page.lang)));
    "supplier" "供应主体" "Supplier" |_, product| Cell::text(&product.organisation);
    "banner" "旗区" "Banner" |page, product| Cell::maybe(product.organisation_banner.as_ref().map(|code| page.banner_name(code)));
    "origin" "产地" "Origin" |page, product| Cell::text(page.t(&product.origin, &product.origin_en));
    "price" "价格" "Price" |_, product| Cell::Number(product.offer.price);
    "per" "单位" "Per" |page, product| Cell::text(page.per(&product.offer.unit_code));
    "state" "状态" "State" |page, product| Cell::State(product.state.pill(), product.state.name(page.lang).to_string());
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
