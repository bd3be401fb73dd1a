//! The photos of a product have an order; the first is the cover.

use crate::{
    files::model::Picture,
    values::ids::{FileId, PhotoId, ProductId},
};

pub const MOST: usize = 8;

#[derive(Debug, Clone)]
pub struct Photo {
    pub id: PhotoId,
    pub place: i16,
    pub picture: Picture,
}

impl Photo {
    pub fn own_path(&self) -> String {
        format!("/my{}", self.id.path())
    }

    pub fn is_cover(&self) -> bool {
        self.place == 1
    }
}

/// A photo for an action, with its product and file.
#[derive(Debug, Clone)]
pub struct Hanging {
    pub product_id: ProductId,
    pub file_id: FileId,
    pub place: i16,
    pub code: String,
    pub alt: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Earlier,
    Later,
}
