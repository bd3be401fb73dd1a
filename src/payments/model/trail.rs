//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const PAYMENTS: Record = Record::new(
    "payments",
    "付款",
    "Payment",
    &[
        Field::new("number", "凭证号", "Voucher number", Reads::Text),
        Field::new("buyer", "采购方", "Buyer", Reads::Text),
        Field::new("supplier", "供货方", "Supplier", Reads::Text),
        Field::new("paid_on", "付款日", "Paid on", Reads::Day),
        Field::new("amount", "金额（元）", "Amount (yuan)", Reads::Text),
        Field::new("allocated", "分到（元）", "Divided (yuan)", Reads::Text),
        Field::new("prepaid", "预付（元）", "Prepaid (yuan)", Reads::Text),
        Field::new("voucher", "凭证扫描件", "Voucher", Reads::Text),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
)
.at_office("/admin/payments/{id}")
.at_owner("/my/payments/{id}");

/// A difference on a line of a contract.
pub const DIFFERENCES: Record = Record::new(
    "settled_differences",
    "三方核对",
    "Three-way check",
    &[
        Field::new("line", "合同行", "Contract line", Reads::Text),
        Field::new("difference", "差额（元）", "Difference (yuan)", Reads::Text),
        Field::new("closed_as", "处理", "Closed as", Reads::Text),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
);
