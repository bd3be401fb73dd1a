//! A product on its way to the public: what its supplier says of it, and who must act next.

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

/// A brand by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branded {
    pub id: BrandId,
    pub name: String,
}

/// What its supplier says of a product.
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
    /// Of the supplier's own, or a regional one that it was given. No sheet of products names it.
    pub brand: Option<Branded>,
    pub months: Vec<i16>,
    pub yearly_capacity: Option<Decimal>,
    pub introduction: Option<String>,
}

impl Offer {
    /// Each field as the trail has it.
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

    /// Whether what an officer looked at is unchanged: price, brand, months, quantity and words are
    /// the supplier's own; a brand is verified with its trademark.
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

/// Characters of the few words about a product.
pub const LONGEST_INTRODUCTION: usize = 500;

/// What people call it.
pub fn name(typed: &str) -> Option<String> {
    words(typed, 40)
}

pub fn specification(typed: &str) -> Option<String> {
    words(typed, 80)
}

/// Yuan per unit, without a sign.
pub fn price(typed: &str) -> Option<Decimal> {
    number(typed, 4).filter(|price| *price > Decimal::ZERO && *price < Decimal::from(10_000_000))
}

/// Of a year, in the product's own unit.
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

/// A place of its seller's at an edition.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub edition: EditionId,
    pub ordinal: i16,
    pub is_shown: bool,
}

/// Where it is to be shown: chosen of those editions at which its seller has a place.
#[derive(Debug, Clone, Default)]
pub struct Fairs {
    pub chosen: Vec<EditionId>,
    pub open: Vec<EditionId>,
}

/// Whose products: a supplier's own, or those that an officer reviews.
#[derive(Debug, Clone, Default)]
pub struct ProductScope {
    pub organisation: Option<OrganisationId>,
    /// The banner that the suppliers are of.
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

    /// The category with those below it.
    pub fn categories(&self) -> Option<Vec<String>> {
        let chosen = self.category.as_ref()?;
        let is_below =
            |category: &&Category| category.code == *chosen || category.parent_code == *chosen;
        Some(Category::all().filter(is_below).map(|category| category.code.clone()).collect())
    }
}

/// In what order they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What waits the longest, then by name.
    #[default]
    Waiting,
    Name,
    Price,
    Newest,
}

impl Order {
    /// As `sort=` names them, and people.
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

/// Basis on which a price is meant: as it is kept, and in English.
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

/// What a basis is called; what is not known stays as it is kept.
pub fn price_basis(kept: &str, lang: Lang) -> &str {
    PRICE_BASES
        .iter()
        .find(|(basis, _)| *basis == kept)
        .map_or(kept, |(basis, en)| lang.t(basis, en))
}
