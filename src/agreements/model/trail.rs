//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const AGREEMENTS: Record = Record::new(
    "agreements",
    "框架协议",
    "Framework agreement",
    &[
        Field::new("title", "名称", "Title", Reads::Text),
        Field::new("number", "编号", "Number", Reads::Text),
        Field::new("buyer", "采购方", "Buyer", Reads::Text),
        Field::new("supplier", "供货方", "Supplier", Reads::Text),
        Field::new("banner", "归属旗区", "Credited banner", Reads::Place),
        Field::new("signed_on", "签订日", "Signed on", Reads::Day),
        Field::new("starts_on", "期限自", "Term from", Reads::Day),
        Field::new("ends_on", "期限至", "Term until", Reads::Day),
        Field::new("ceiling", "上限（元）", "Ceiling (yuan)", Reads::Text),
        Field::new("project", "来源项目", "Comes from", Reads::Record("projects")),
        Field::new("renews", "续签", "Renews", Reads::Record("agreements")),
        Field::new("state", "状态", "State", Reads::Term("agreement_state")),
        Field::new("terminated_on", "终止日", "Terminated on", Reads::Day),
        Field::new("class", "终止类别", "Class of the reason", Reads::Term("ending_class")),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
)
.at_office("/admin/agreements/{id}");
