//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const DELIVERIES: Record = Record::new(
    "deliveries",
    "到货",
    "Delivery",
    &[
        Field::new("number", "到货单号", "Delivery number", Reads::Text),
        Field::new("contract", "合同", "Contract", Reads::Text),
        Field::new("buyer", "采购方", "Buyer", Reads::Text),
        Field::new("supplier", "供货方", "Supplier", Reads::Text),
        Field::new("planned_on", "预计到货", "Due on", Reads::Day),
        Field::new("shipped_on", "发货日", "Shipped on", Reads::Day),
        Field::new("lines", "货物", "Goods", Reads::Text),
        Field::new("state", "状态", "State", Reads::Term("delivery_state")),
        Field::new("accepted_on", "验收日", "Accepted on", Reads::Day),
        Field::new("accepted", "收下", "Accepted", Reads::Text),
        Field::new("rejected", "拒收", "Rejected", Reads::Text),
        Field::new("disputed", "有争议", "Disputed", Reads::Text),
        Field::new("weighed", "过磅", "Weighed", Reads::Text),
        Field::new("offer", "了结意见", "Offer", Reads::Text),
        Field::new("voucher", "单据照片", "Voucher", Reads::Text),
        Field::new("prepaid", "转为预付（元）", "Prepaid again (yuan)", Reads::Text),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
)
.at_office("/admin/deliveries/{id}")
.at_owner("/my/deliveries/{id}");
