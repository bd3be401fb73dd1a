//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const REPORTS: Record = Record::new(
    "onsite_reports",
    "现场销售",
    "On-site sales",
    &[
        Field::new("sold", "卖了什么", "Sold", Reads::Text),
        Field::new("amount", "金额（元）", "Amount (yuan)", Reads::Text),
        Field::new("sold_nothing", "当天无销售", "Sold nothing", Reads::YesOrNo),
        Field::new("taken", "收款方式", "Taken by", Reads::Text),
        Field::new("note", "备注", "Note", Reads::Text),
        Field::new("question", "退回核实", "Question", Reads::Text),
        Field::new("confirmed_on", "确认日", "Confirmed on", Reads::Day),
        Field::new("line", "行", "Line", Reads::Text),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
)
.at_office("/admin/sales/{id}")
.at_owner("/my/sales");
