//! What users read after an act.

crate::flashes! {
    SALES_REPORTED "sales-reported" "已上报，等组委会确认；确认前可以再改。"
        "Reported. You can change it until the organisers confirm it.",
    SALES_SETTLED "sales-settled" "未保存：组委会已经确认，不能再改。"
        "Not saved: the organisers have confirmed it.",
    SALES_CONFIRMED "sales-confirmed" "已确认，计入现场销售。" "Confirmed: it counts now.",
    SALES_ASKED "sales-asked" "已退回核实，展位会收到消息。" "The booth has been asked.",
    SALES_CORRECTED "sales-corrected" "已更正，已通知展位；自报的金额仍然保留。"
        "Corrected, and the booth has been told. What it reported is kept.",
    SALES_TAKEN_BACK "sales-taken-back" "已撤回确认，不再计入。"
        "The confirmation was taken back: it counts no more.",
    SALES_OWN_ENTRY "sales-own-entry" "未确认：本人代录的，请由他人确认。"
        "Not confirmed: somebody else confirms what you entered.",
    SALES_PUBLISHED "sales-published"
        "未更改：确认当月已结束，金额已计入公布的合计；再改会让人推算出这一家。"
        "Not changed: the month of its confirmation is over, and its total is published.",
}
