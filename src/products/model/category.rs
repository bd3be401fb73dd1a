//! The categories of products, on two levels.

use crate::values::lang::Lang;
use serde::Deserialize;
use std::sync::LazyLock;

/// A row of product_categories.csv, which is part of the program, like its pictograms.
#[derive(Debug, Clone, Deserialize)]
pub struct Category {
    pub code: String,
    pub parent_code: String,
    pub name: String,
    pub name_en: String,
    pub pictogram: String,
    pub ground: String,
    pub label: String,
    pub examples: String,
}

pub const CATEGORIES_CSV: &str =
    include_str!("../../../migrations/reference/product_categories.csv");

static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
    csv::Reader::from_reader(CATEGORIES_CSV.as_bytes())
        .deserialize()
        .map(|row: Result<Category, _>| {
            row.expect("product_categories.csv is part of the program and tested")
        })
        .collect()
});

impl Category {
    pub fn find(code: &str) -> Option<&'static Category> {
        CATEGORIES.iter().find(|category| category.code == code)
    }

    pub fn named(code: &str, lang: Lang) -> Option<&'static str> {
        Some(Self::find(code)?.name(lang))
    }

    pub fn all() -> impl Iterator<Item = &'static Category> {
        CATEGORIES.iter()
    }

    /// The fifteen categories of the upper level, in their order.
    pub fn top() -> impl Iterator<Item = &'static Category> {
        CATEGORIES.iter().filter(|category| category.parent_code.is_empty())
    }

    /// Each category of the upper level, by its name, with those below it.
    pub fn in_levels(lang: Lang) -> Vec<(&'static str, Vec<&'static Self>)> {
        let below =
            |top: &Self| Self::all().filter(|one| one.parent_code == top.code).collect::<Vec<_>>();
        Self::top().map(|top| (top.name(lang), below(top))).collect()
    }

    /// Whether a product may have it: the upper level only groups categories.
    pub fn is_of_second_level(&self) -> bool {
        !self.parent_code.is_empty()
    }

    pub fn parent(&self) -> Option<&'static Category> {
        Category::find(&self.parent_code)
    }

    pub fn name(&self, lang: Lang) -> &str {
        lang.t(&self.name, &self.name_en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_parent_and_both_names() {
        assert_eq!(Category::top().count(), 15);
        for category in CATEGORIES.iter() {
            assert!(
                category.parent_code.is_empty() || category.parent().is_some(),
                "{}",
                category.code
            );
            assert!(!category.name.is_empty() && !category.name_en.is_empty());
        }
    }
}
