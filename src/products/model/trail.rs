//! What the audit trail calls its records and their fields.

use crate::{
    audit::model::records::{Field, Reads, Record},
    products::model::{Category, selling::State},
    values::coded::named,
};

pub const PRODUCTS: Record = Record::new(
    "products",
    "产品",
    "Product",
    &[
        Field::new("category", "类别", "Category", Reads::Code(Category::named)),
        Field::new("name", "产品名称", "Name", Reads::Text),
        Field::new("specification", "规格", "Specification", Reads::Text),
        Field::new("unit", "单位", "Unit", Reads::Unit),
        Field::new("price", "价格", "Price", Reads::Text),
        Field::new("price_basis", "价格口径", "Price basis", Reads::Text),
        Field::new("origin", "产地", "Origin", Reads::Place),
        Field::new("months", "供应月份", "Months available", Reads::Months),
        Field::new("yearly_capacity", "年供应量", "Yearly supply", Reads::Text),
        Field::new("introduction", "介绍", "Introduction", Reads::Text),
        Field::new("state", "状态", "State", Reads::Code(named::<State>)),
        Field::new("review_note", "退回原因", "Reason for return", Reads::Text),
        Field::new("price_at_the_fair", "展会价", "Price at the fair", Reads::Text),
        Field::new("fairs", "展出的届次", "Shown at the fairs", Reads::Text),
        Field::new("brand", "品牌", "Brand", Reads::Text),
        Field::new("photo", "照片", "Photo", Reads::Photo),
        Field::new("photo_place", "照片顺序", "Order of photos", Reads::Photo),
    ],
)
.at_office("/admin/products/{id}")
.at_owner("/my/products/{id}");
