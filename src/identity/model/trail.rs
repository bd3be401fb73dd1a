//! What the audit trail calls its records and their fields.

use crate::{
    audit::model::records::{Field, Reads, Record},
    identity::model::role::Role,
    values::coded::named,
};

pub const USERS: Record = Record::new(
    "users",
    "账户",
    "Account",
    &[
        Field::new("login", "账号", "Account", Reads::Text),
        Field::new("name", "称呼", "Name", Reads::Text),
        Field::new("role", "角色", "Role", Reads::Code(named::<Role>)),
        Field::new("scope", "范围", "Scope", Reads::Scope),
        Field::new("email", "邮箱", "E-mail", Reads::Email),
    ],
)
.at_office("/admin/users/{id}");

pub const SAVED_FILTERS: Record = Record::new(
    "saved_filters",
    "已存筛选条件",
    "Saved filter",
    &[
        Field::new("query", "条件", "Filter", Reads::Text),
        Field::new("list", "列表", "List", Reads::List),
    ],
);
