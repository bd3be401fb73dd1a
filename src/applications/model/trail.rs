//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const PUBLIC_NOTICES: Record = Record::new(
    "public_notices",
    "公示",
    "Public notice",
    &[
        Field::new("notice_from", "公示从", "From", Reads::Day),
        Field::new("notice_until", "公示截止", "Until", Reads::Day),
        Field::new("objections_to", "异议联系方式", "Objections to", Reads::Text),
        Field::new("exhibitors", "公示展商", "Exhibitors", Reads::Text),
    ],
)
.at_office("/admin/editions/{name}");
