//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const ORGANISATIONS: Record = Record::new(
    "organisations",
    "主体",
    "Organisation",
    &[
        Field::new("name", "名称", "Name", Reads::Text),
        Field::new("kind", "类别", "Kind", Reads::Term("organisation_kind")),
        Field::new("credit_code", "信用代码", "Credit code", Reads::Text),
        Field::new("division", "所在地", "Location", Reads::Place),
        Field::new("introduction", "介绍", "Introduction", Reads::Text),
        Field::new("name_en", "英文名称", "Name in English", Reads::Text),
        Field::new("address", "地址", "Address", Reads::Text),
        Field::new("founded_on", "成立日期", "Founded", Reads::Day),
        Field::new("website", "网站", "Website", Reads::Text),
        Field::new("contact_name", "联系人", "Contact", Reads::Text),
        Field::new("contact_phone", "联系电话", "Telephone", Reads::Telephone),
        Field::new("contact_is_public", "公开联系方式", "Contact is public", Reads::YesOrNo),
    ],
)
.at_office("/admin/organisations/{id}")
.at_owner("/my/profile");
