//! What the audit trail calls its records and their fields.

use crate::{
    audit::model::records::{Field, Reads, Record},
    enquiries::model::State,
    values::coded::named,
};

pub const ENQUIRIES: Record = Record::new(
    "enquiries",
    "询价",
    "Enquiry",
    &[
        Field::new("state", "状态", "State", Reads::Code(named::<State>)),
        Field::new("messages", "消息条数", "Messages", Reads::Text),
    ],
)
.at_owner("/my/enquiries/{id}");
