//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const TRADEMARKS: Record = Record::new(
    "trademarks",
    "商标",
    "Trademark",
    &[
        Field::new("brand", "品牌", "Brand", Reads::Text),
        Field::new("number", "注册号", "Registration number", Reads::Text),
        Field::new("class", "类别", "Class", Reads::Text),
        Field::new("registered_on", "注册日期", "Registered on", Reads::Day),
        Field::new("expires_on", "有效期止", "Valid until", Reads::Day),
        Field::new("renews", "续展的是", "Renews", Reads::Text),
        Field::new("scan", "注册证扫描件", "Scan", Reads::Text),
        Field::new("state", "状态", "State", Reads::Term("certification_state")),
        Field::new("review_note", "退回原因", "Reason for return", Reads::Text),
    ],
)
.at_office("/admin/trademarks/{id}")
.at_owner("/my/trademarks/{id}");
