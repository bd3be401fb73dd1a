//! The page for the photos of a product.

use super::model::{MOST, Photo};
use crate::{
    files::model::Kept,
    products::model::selling::SupplierProduct,
    ui::crumbs::Crumbs,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

#[derive(Template)]
#[template(path = "photos/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    pub product: SupplierProduct,
    pub photos: Vec<Photo>,
    /// The code of the form for new ones.
    pub form: String,
    pub alt: String,
    /// Files that came with a refused form, and need not be sent again.
    pub held: Vec<Kept>,
    pub errors: Errors,
}

impl Index {
    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        let crumbs = page
            .crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("产品", "Products"), "/my/products");
        crumbs
            .to(self.product.offer.name.clone(), self.product.own_path())
            .here(page.t("照片", "Photos"))
    }

    fn action(&self) -> String {
        self.page.href(format!("{}/photos", self.product.own_path()))
    }

    fn room(&self) -> usize {
        MOST.saturating_sub(self.photos.len())
    }

    fn is_last(&self, photo: &Photo) -> bool {
        usize::try_from(photo.place) == Ok(self.photos.len())
    }
}
