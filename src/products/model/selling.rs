//! A product as its supplier enters it and an officer reviews it.

mod state;

pub use state::State;

use super::Category;
use crate::{
    identity::model::Viewer,
    values::{
        ids::{BrandId, EditionId, OrganisationId, ProductId},
        lang::Lang,
        place_code::PlaceCode,
        search_text::SearchQuery,
        typed::{number, words},
    },
};
use rust_decimal::Decimal;

/// A brand with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branded {
    pub id: BrandId,
    pub name: String,
}

/// The data of a product, as its supplier enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Of the second level.
    pub category_code: String,
    pub name: String,
    pub specification: String,
    pub unit_code: String,
    /// Yuan per unit.
    pub price: Decimal,
    pub price_basis: String,
    pub origin_code: PlaceCode,
    /// One of the supplier's own, or a regional one. Imported sheets do not contain it.
    pub brand: Option<Branded>,
    pub months: Vec<i16>,
    pub yearly_capacity: Option<Decimal>,
    pub introduction: Option<String>,
}

impl Offer {
    /// Each field as the trail records it.
    pub fn fields(&self) -> [(&'static str, Option<String>); 11] {
        let months: Vec<String> = self.months.iter().map(ToString::to_string).collect();
        [
            ("category", Some(self.category_code.clone())),
            ("name", Some(self.name.clone())),
            ("specification", Some(self.specification.clone())),
            ("unit", Some(self.unit_code.clone())),
            ("price", Some(self.price.normalize().to_string())),
            ("price_basis", Some(self.price_basis.clone())),
            ("origin", Some(self.origin_code.to_string())),
            ("brand", self.brand.as_ref().map(|brand| brand.name.clone())),
            ("months", Some(months.join(" "))),
            (
                "yearly_capacity",
                self.yearly_capacity.map(|capacity| capacity.normalize().to_string()),
            ),
            ("introduction", self.introduction.clone()),
        ]
    }

    /// Whether the reviewed fields are unchanged. Price, brand, months, quantity and introduction
    /// are up to the supplier; a brand is verified with its trademark.
    pub fn is_the_same_thing(&self, other: &Offer) -> bool {
        let thing = |offer: &Offer| {
            (
                offer.category_code.clone(),
                offer.name.clone(),
                offer.specification.clone(),
                offer.unit_code.clone(),
                offer.origin_code.clone(),
            )
        };
        thing(self) == thing(other)
    }
}

/// The longest introduction, in characters.
pub const LONGEST_INTRODUCTION: usize = 500;

/// The common name of a product.
pub fn name(typed: &str) -> Option<String> {
    words(typed, 40)
}

pub fn specification(typed: &str) -> Option<String> {
    words(typed, 80)
}

/// Yuan per unit: more than 0 and less than 10,000,000.
pub fn price(typed: &str) -> Option<Decimal> {
    number(typed, 4).filter(|price| *price > Decimal::ZERO && *price < Decimal::from(10_000_000))
}

/// Per year, in the unit of the product.
pub fn capacity(typed: &str) -> Option<Decimal> {
    number(typed, 3).filter(|capacity| *capacity > Decimal::ZERO)
}

/// A product as its supplier, or an officer, sees it.
#[derive(Debug, Clone)]
pub struct SupplierProduct {
    pub id: ProductId,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub organisation_banner: Option<PlaceCode>,
    pub offer: Offer,
    pub origin: String,
    pub origin_en: String,
    pub state: State,
    pub version: i32,
    pub review_note: Option<String>,
}

impl SupplierProduct {
    pub fn own_path(&self) -> String {
        format!("/my{}", self.id.path())
    }

    pub fn admin_path(&self) -> String {
        format!("/admin{}", self.id.path())
    }
}

/// A place of the seller at an edition.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub edition: EditionId,
    pub ordinal: i16,
    pub is_shown: bool,
}

/// The editions at which a product is to be shown, out of the open ones.
#[derive(Debug, Clone, Default)]
pub struct Fairs {
    pub chosen: Vec<EditionId>,
    pub open: Vec<EditionId>,
}

/// The scope, a supplier's own products or those an officer reviews, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct ProductScope {
    pub organisation: Option<OrganisationId>,
    /// The banner of the suppliers.
    pub banner: Option<PlaceCode>,
    pub state: Option<State>,
    /// Of either level.
    pub category: Option<String>,
    pub search: Option<SearchQuery>,
    pub order: Order,
}

impl ProductScope {
    /// An officer sees the products of the banner's suppliers, others see all.
    pub fn reviewed_by(viewer: &Viewer) -> Self {
        Self { banner: viewer.scope.banner().cloned(), ..Self::default() }
    }

    /// The category and its subcategories.
    pub fn categories(&self) -> Option<Vec<String>> {
        let chosen = self.category.as_ref()?;
        let is_below =
            |category: &&Category| category.code == *chosen || category.parent_code == *chosen;
        Some(Category::all().filter(is_below).map(|category| category.code.clone()).collect())
    }
}

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The longest waiting first, then by name.
    #[default]
    Waiting,
    Name,
    Price,
    Newest,
}

impl Order {
    /// The value of `sort=`, and the names in Chinese and English.
    pub const NAMES: [(&str, &str, &str); 4] = [
        ("waiting", "等待最久", "Waiting longest"),
        ("name", "名称", "Name"),
        ("price", "价格", "Price"),
        ("newest", "最新", "Newest"),
    ];

    pub fn code(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

impl std::str::FromStr for Order {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        [Order::Waiting, Order::Name, Order::Price, Order::Newest]
            .into_iter()
            .find(|order| order.code() == code)
            .ok_or(())
    }
}

/// The basis of a price: as stored, and in English.
pub const PRICE_BASES: [(&str, &str); 8] = [
    ("零售", "retail"),
    ("批发", "wholesale"),
    ("产地", "at the farm"),
    ("出厂", "ex works"),
    ("市场", "market"),
    ("团购", "group purchase"),
    ("采摘", "pick your own"),
    ("塘边", "at the pond"),
];

/// The name of a basis; an unknown one is shown as stored.
pub fn price_basis(kept: &str, lang: Lang) -> &str {
    PRICE_BASES
        .iter()
        .find(|(basis, _)| *basis == kept)
        .map_or(kept, |(basis, en)| lang.t(basis, en))
}
