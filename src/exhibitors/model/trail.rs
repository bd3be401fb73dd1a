//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const EXHIBITORS: Record = Record::new(
    "exhibitors",
    "参展报名",
    "Application",
    &[
        Field::new("state", "状态", "State", Reads::Term("exhibitor_state")),
        Field::new("word", "审核意见", "Reviewer's note", Reads::Text),
        Field::new("zone", "展区", "Zone", Reads::Text),
        Field::new("contact_name", "联系人", "Contact", Reads::Text),
        Field::new("contact_phone", "联系电话", "Telephone", Reads::Telephone),
        Field::new("note", "备注", "Note", Reads::Text),
        Field::new("products", "参展产品", "Products to show", Reads::Text),
    ],
)
.at_office("/admin/applications/{id}")
.at_owner("/my/applications/{id}");
