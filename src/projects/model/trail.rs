//! What the audit trail calls its records and their fields.

use crate::{
    audit::model::records::{Field, Reads, Record},
    products::model::Category,
};

pub const PROJECTS: Record = Record::new(
    "projects",
    "签约项目",
    "Signed project",
    &[
        Field::new("title", "项目名称", "Title", Reads::Text),
        Field::new("type", "类型", "Type", Reads::Term("project_type")),
        Field::new("rung", "签的是", "Signed as", Reads::Term("deal_rung")),
        Field::new("contract_number", "合同编号", "Contract number", Reads::Text),
        Field::new("method", "采购方式", "How it buys", Reads::Term("purchase_method")),
        Field::new("category", "品类", "Category", Reads::Code(Category::named)),
        Field::new("ends_on", "合同期至", "Contract ends on", Reads::Day),
        Field::new("supplier", "供货方", "Supplier", Reads::Text),
        Field::new("buyer", "采购方", "Buyer", Reads::Text),
        Field::new("further", "其他参与方", "Further parties", Reads::Text),
        Field::new("banner", "归属旗区", "Credited banner", Reads::Place),
        Field::new("amount", "金额（元）", "Amount (yuan)", Reads::Text),
        Field::new("signed_on", "签约日", "Signed on", Reads::Day),
        Field::new("goods", "主要产品与约数量", "Main product and quantity", Reads::Text),
        Field::new("villages", "供货村", "Supplying villages", Reads::Text),
        Field::new("scan_due_on", "扫描件最迟", "Scan due on", Reads::Day),
        Field::new("scan", "扫描件", "Scan", Reads::Text),
        Field::new("renews", "续签", "Renews", Reads::Record("projects")),
        Field::new("follows", "由意向而来", "Follows intent", Reads::Record("projects")),
        Field::new(
            "distinct_from",
            "另一笔，不同于",
            "Another deal than",
            Reads::Record("projects"),
        ),
        Field::new("amount_reason", "金额说明", "Reason of the amount", Reads::Text),
        Field::new("capacity_reason", "供货能力说明", "Reason of the quantity", Reads::Text),
        Field::new("state", "状态", "State", Reads::Term("ceremony_state")),
        Field::new("run_order", "顺序", "Position", Reads::Text),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
)
.at_office("/admin/signing/{id}");
