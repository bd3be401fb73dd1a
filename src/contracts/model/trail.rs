//! What the audit trail calls its records and their fields.

use crate::audit::model::records::{Field, Reads, Record};

pub const CONTRACTS: Record = Record::new(
    "contracts",
    "采购合同",
    "Contract",
    &[
        Field::new("title", "名称", "Title", Reads::Text),
        Field::new("number", "合同编号", "Contract number", Reads::Text),
        Field::new("method", "采购方式", "How it buys", Reads::Term("purchase_method")),
        Field::new("framework", "所属框架", "Under the agreement", Reads::Record("agreements")),
        Field::new("project", "来源项目", "Comes from", Reads::Record("projects")),
        Field::new("buyer", "采购方", "Buyer", Reads::Text),
        Field::new("supplier", "供货方", "Supplier", Reads::Text),
        Field::new("banner", "归属旗区", "Credited banner", Reads::Place),
        Field::new("signed_on", "签订日", "Signed on", Reads::Day),
        Field::new("starts_on", "履行自", "Term from", Reads::Day),
        Field::new("ends_on", "履行至", "Term until", Reads::Day),
        Field::new("amendment", "补充协议", "Amendment", Reads::Text),
        Field::new("effective_on", "生效日", "In effect from", Reads::Day),
        Field::new("rationale", "缘由类别", "Rationale", Reads::Terms("amendment_rationale")),
        Field::new("lines", "合同行", "Lines", Reads::Text),
        Field::new("adjustment", "调整（元）", "Adjustment (yuan)", Reads::Text),
        Field::new("amount", "合同金额（元）", "Amount (yuan)", Reads::Text),
        Field::new("tolerance", "允差（%）", "Tolerance (%)", Reads::Text),
        Field::new("villages", "供货村", "Supplying villages", Reads::Text),
        Field::new("ceiling_reason", "超上限原因", "Reason over the ceiling", Reads::Text),
        Field::new("scan", "扫描件", "Scan", Reads::Text),
        Field::new("state", "状态", "State", Reads::Term("contract_state")),
        Field::new("completed_on", "完成日", "Completed on", Reads::Day),
        Field::new("terminated_on", "终止日", "Terminated on", Reads::Day),
        Field::new("class", "终止类别", "Class of the reason", Reads::Term("ending_class")),
        Field::new("reason", "原因", "Reason", Reads::Text),
    ],
)
.at_office("/admin/contracts/{id}");
