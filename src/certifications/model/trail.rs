//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const CERTIFICATIONS: Record = Record::new(
    "certifications",
    "证书",
    "Certificate",
    &[
        Field::new(
            "scheme",
            "认证类型",
            "Certification scheme",
            Reads::Term("certification_scheme"),
        ),
        Field::new("number", "证书编号", "Number", Reads::Text),
        Field::new("issuer", "发证机构", "Issuer", Reads::Text),
        Field::new("valid_from", "有效期起", "Valid from", Reads::Day),
        Field::new("valid_to", "有效期止", "Valid until", Reads::Day),
        Field::new("products", "证书覆盖的产品", "Products covered", Reads::Records("products")),
        Field::new("state", "状态", "State", Reads::Term("certification_state")),
        Field::new("review_note", "退回原因", "Reason for return", Reads::Text),
    ],
)
.at_office("/admin/certifications/{id}")
.at_owner("/my/certifications/{id}")
.that_may_be_deleted();
