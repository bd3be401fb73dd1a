//! What the audit trail calls its records and their fields.

use crate::{
    audit::model::records::{Field, Reads, Record},
    imports::model::{Kind, State},
    values::coded::named,
};

pub const IMPORTS: Record = Record::new(
    "imports",
    "导入",
    "Import",
    &[
        Field::new("kind", "表格内容", "Sheet of", Reads::Code(named::<Kind>)),
        Field::new("new", "新增", "New", Reads::Text),
        Field::new("changed", "有改动", "Changed", Reads::Text),
        Field::new("unchanged", "无变化", "Unchanged", Reads::Text),
        Field::new("refused", "不能导入", "Refused", Reads::Text),
        Field::new("state", "状态", "State", Reads::Code(named::<State>)),
    ],
)
.at_office("/admin/imports/{id}");
