//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const ZONES: Record = Record::new(
    "zones",
    "展区",
    "Zone",
    &[
        Field::new("name", "名称", "Name", Reads::Text),
        Field::new("name_en", "英文名称", "Name in English", Reads::Text),
        Field::new("purpose", "展区用途", "Purpose", Reads::Text),
        Field::new("purpose_en", "展区用途（英文）", "Purpose, in English", Reads::Text),
        Field::new("booths", "展位", "Booths", Reads::Text),
    ],
)
.at_office("/admin/editions/{name}/floor-plan?zone={id}")
.that_may_be_deleted();

pub const BOOTHS: Record = Record::new(
    "booths",
    "展位",
    "Booth",
    &[
        Field::new("code", "展位号", "Code", Reads::Text),
        Field::new("place", "位置和大小", "Place and size", Reads::Text),
        Field::new("exhibitor", "展商", "Exhibitor", Reads::Text),
    ],
)
.at_office("/admin/booths/{id}")
.that_may_be_deleted();
