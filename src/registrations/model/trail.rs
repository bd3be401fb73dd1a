//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const REGISTRATIONS: Record = Record::new(
    "registrations",
    "主体登记",
    "Registration",
    &[
        Field::new("name", "名称", "Name", Reads::Text),
        Field::new("kind", "类别", "Kind", Reads::Term("organisation_kind")),
        Field::new("credit_code", "信用代码", "Credit code", Reads::Text),
        Field::new("division", "所在地", "Location", Reads::Place),
        Field::new("contact_name", "联系人", "Contact", Reads::Text),
        Field::new("telephone", "手机号", "Telephone", Reads::Telephone),
        Field::new("state", "状态", "State", Reads::Term("registration_state")),
        Field::new("word", "审核意见", "Reviewer's note", Reads::Text),
        Field::new("organisation", "主体", "Organisation", Reads::Record("organisations")),
        Field::new("user", "账户", "Account", Reads::Record("users")),
    ],
)
.at_office("/admin/registrations/{id}");
