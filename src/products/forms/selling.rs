//! The form of a product.

use crate::{
    places::model::{Named, the_one},
    products::model::{
        Category,
        selling::{self, Branded, Offer, PRICE_BASES, SupplierProduct},
    },
    values::{ids::EditionId, place_code::PlaceCode, quantity::Unit},
    web::{forms::Errors, page::Page},
};
use rust_decimal::Decimal;
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProductForm {
    /// The code of the form; a form sent twice creates one product.
    pub form: String,
    pub version: String,
    pub category: String,
    pub name: String,
    pub specification: String,
    pub unit: String,
    pub price: String,
    pub price_basis: String,
    pub origin: String,
    /// The chosen one of several places with that name.
    pub origin_code: String,
    pub brand: String,
    pub months: Vec<String>,
    pub capacity: String,
    pub introduction: String,
    /// The editions at which it is to be shown, if the form lists them.
    pub fair: Vec<String>,
    pub asks_fairs: Option<String>,
    /// The button "save as draft".
    pub draft: Option<String>,
}

impl ProductForm {
    pub fn of(product: &SupplierProduct, page: &Page) -> Self {
        let offer = &product.offer;
        Self {
            version: product.version.to_string(),
            category: offer.category_code.clone(),
            name: offer.name.clone(),
            specification: offer.specification.clone(),
            unit: offer.unit_code.clone(),
            price: offer.price.normalize().to_string(),
            price_basis: offer.price_basis.clone(),
            origin: page.t(&product.origin, &product.origin_en).to_string(),
            origin_code: offer.origin_code.to_string(),
            brand: offer.brand.as_ref().map(|brand| brand.id.to_string()).unwrap_or_default(),
            months: offer.months.iter().map(ToString::to_string).collect(),
            capacity: offer
                .yearly_capacity
                .map(|capacity| capacity.normalize().to_string())
                .unwrap_or_default(),
            introduction: offer.introduction.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    pub fn is_submitted(&self) -> bool {
        self.draft.is_none()
    }

    pub fn is_for(&self, edition: &EditionId) -> bool {
        self.fair.iter().any(|chosen| *chosen == edition.to_string())
    }

    pub fn has_month(&self, month: &i16) -> bool {
        self.months
            .iter()
            .flat_map(|chosen| chosen.split_whitespace())
            .any(|chosen| chosen == month.to_string())
    }

    pub fn is_of(&self, brand: &Branded) -> bool {
        self.brand == brand.id.to_string()
    }

    /// `places`: the matches of the typed origin. `brands`: the selectable brands.
    pub fn parse(
        &self,
        page: &Page,
        places: &[Named],
        brands: &[Branded],
    ) -> Result<Offer, Errors> {
        let mut errors = Errors::default();
        let thing = self.thing(page, &mut errors);
        let price = self.price(page, &mut errors);
        let origin = origin(page, places, &mut errors);
        let brand = brands.iter().find(|brand| self.is_of(brand)).cloned();
        if brand.is_none() && !self.brand.is_empty() {
            errors.add(
                "brand",
                page.t("品牌", "Brand"),
                page.t("请选择本主体的品牌，或不选", "Choose one of your own brands, or none"),
            );
        }
        let supply = self.supply(page, &mut errors);
        let introduction = self.introduction.trim();
        if introduction.chars().count() > selling::LONGEST_INTRODUCTION {
            errors.add(
                "introduction",
                page.t("介绍", "Introduction"),
                page.t("不超过 500 个字", "Use 500 characters or fewer"),
            );
        }
        match (thing, price, origin, supply) {
            (
                Some((category_code, name, specification)),
                Some(price),
                Some(origin_code),
                Some((months, yearly_capacity)),
            ) if errors.is_empty() => Ok(Offer {
                category_code,
                name,
                specification,
                unit_code: self.unit.clone(),
                price,
                price_basis: self.price_basis.clone(),
                origin_code,
                brand,
                months,
                yearly_capacity,
                introduction: (!introduction.is_empty()).then(|| introduction.to_string()),
            }),
            _ => Err(errors),
        }
    }

    /// Category, name and specification.
    fn thing(&self, page: &Page, errors: &mut Errors) -> Option<(String, String, String)> {
        let category =
            Category::find(&self.category).filter(|category| category.is_of_second_level());
        if category.is_none() {
            errors.add(
                "category",
                page.t("类别", "Category"),
                page.t("请选择类别", "Choose a category"),
            );
        }
        let name = selling::name(&self.name);
        if name.is_none() {
            let message = page.t(
                "请填写通用名称，不超过 40 个字",
                "Enter the common name, in 40 characters or fewer",
            );
            errors.add("name", page.t("产品名称", "Name"), message);
        }
        let specification = selling::specification(&self.specification);
        if specification.is_none() {
            let message = page.t(
                "例：60 枚一盒，散养；不超过 80 个字",
                "For example: box of 60, free range; 80 characters or fewer",
            );
            errors.add("specification", page.t("规格", "Specification"), message);
        }
        Some((category?.code.clone(), name?, specification?))
    }

    /// Yuan per unit; the unit and the basis of the price must be known ones.
    fn price(&self, page: &Page, errors: &mut Errors) -> Option<Decimal> {
        if Unit::find(&self.unit).is_none() {
            errors.add("unit", page.t("单位", "Unit"), page.t("请选择单位", "Choose a unit"));
        }
        let price = selling::price(&self.price);
        if price.is_none() {
            let message = page.t(
                "请填写数字，不带“元”，例如 78 或 78.50",
                "Enter digits without a currency sign, such as 78 or 78.50",
            );
            errors.add("price", page.t("价格", "Price"), message);
        }
        if !PRICE_BASES.iter().any(|(basis, _)| *basis == self.price_basis) {
            errors.add(
                "price_basis",
                page.t("价格口径", "Price basis"),
                page.t("请选择", "Choose one"),
            );
        }
        price
    }

    /// Months, and the yearly supply, which may be unknown.
    fn supply(&self, page: &Page, errors: &mut Errors) -> Option<(Vec<i16>, Option<Decimal>)> {
        let months: Vec<i16> = (1..=12).filter(|month| self.has_month(month)).collect();
        if months.is_empty() {
            errors.add(
                "months",
                page.t("供应月份", "Months available"),
                page.t("请至少勾选一个月", "Select at least one month"),
            );
        }
        let capacity = match self.capacity.trim() {
            "" => Some(None),
            typed => selling::capacity(typed).map(Some),
        };
        if capacity.is_none() {
            errors.add(
                "capacity",
                page.t("年供应量", "Yearly supply"),
                page.t("请填写数字，或留空", "Enter digits, or leave blank"),
            );
        }
        Some((months, capacity?))
    }
}

/// The single matching place.
fn origin(page: &Page, places: &[Named], errors: &mut Errors) -> Option<PlaceCode> {
    let place = the_one(places)
        .map_err(|unclear| errors.add("origin", page.t("产地", "Origin"), unclear.says(page.lang)));
    place.ok().cloned()
}
