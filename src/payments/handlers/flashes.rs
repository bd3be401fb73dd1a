//! What users read after an act.

crate::flashes! {
    PAYMENT_ENTERED "payment-entered" "已记下，已通知供货方。"
        "Recorded: the supplier has been told.",
    PAYMENT_DIVIDED "payment-divided" "已分到这些货。" "It is divided among these goods.",
    PAYMENT_VOID "payment-void" "已作废；它付过的货又列为欠付。"
        "It is void: the goods it was for are unpaid again.",
    SLIP_ADDED "slip-added" "已收下凭证。" "The slip has been received.",
    DIFFERENCE_SETTLED "difference-settled" "已记下，金额不变。" "Recorded. No amount changes.",
}
